"""The content of an answer key: everything that the judge needs, as data. None of it is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.checks import KINDS
from autograder.exercise import Check, Rule
from autograder.script import Step

FORMAT = 5


@dataclass(frozen=True)
class Same:
    """A version gives what the reference gives."""


@dataclass(frozen=True)
class Differs:
    """A version gives something else than the reference: this observation."""

    observation: Any


@dataclass(frozen=True)
class Raises:
    """A version stops with an exception of this type; `text` is its message without numbers (see `fault_text`)."""

    type: str
    text: str


Given = Same | Differs | Raises
"""The result of a version on one case."""


AGAIN = "called again, with other numbers"
"""The label of the case that repeats the shapes of an earlier one, to show what is kept between calls."""


class KeyVersionError(Exception):
    """The engine cannot use this key. The message says what to do."""


@dataclass(frozen=True)
class KeyCase:
    """One script, the expected observation, and the results of each version.

    observed            the indices of the steps whose values are compared
    want                the reference's observation; None if it is secret
    variants, accepted  the result of each wrong variant and each accepted version, by name
    forms               the result of each other form of a wrong variant, by name; see `Form`
    """

    steps: tuple[Step, ...]
    check: Check
    label: str = ""
    observed: tuple[int, ...] = (0,)
    want: Any = None
    variants: Mapping[str, Given] = field(default_factory=dict)
    accepted: Mapping[str, Given] = field(default_factory=dict)
    forms: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """Another form of a wrong variant: as other people write it, or together with an accepted version.

    accepted  the accepted version that is combined with the variant; "" if the author wrote this form
    """

    variant: str
    accepted: str = ""


@dataclass(frozen=True)
class ExerciseKey:
    """One exercise of a key.

    version         a hash of everything that the exercise is made of; a changed exercise is judged again
    signature       as in the reference: `propagate(w, b, X, Y)`
    parameters      only the names of the parameters
    stand_in_cases  the same scripts, with the exercises in `uses` replaced in both submission and reference
    stand_ins       the sources of the replacements
    stand_ins_too   whether an exercise that is right is also judged with stand-ins
    variants        {name: hint}
    accepted        {name: advice}
    accepted_codes  {name: advice codes of the habits that this accepted version shows}
    forms           {name: the variant, and the accepted version combined with it}
    reason          why a question's right answer is right; empty in a public key
    untouched       the fingerprint of its stub (see `autograder.checks.untouched`)
    """

    name: str
    version: str
    signature: str
    parameters: tuple[str, ...]
    hints: tuple[str, ...]
    cases: tuple[KeyCase, ...]
    quantities: tuple[str, ...] = ()
    credit: Mapping[str, float] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    mutates: tuple[str, ...] = ()
    stores_into: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    stand_in_cases: tuple[KeyCase, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    stand_ins_too: bool = False
    variants: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    accepted_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    reason: str = ""
    untouched: str = ""

    @property
    def is_question(self) -> bool:
        """Whether this is a quiz question. A public key can tell that it was answered, but not whether correctly."""
        return all(KINDS[case.check.kind].secret for case in self.cases)


@dataclass(frozen=True)
class Key:
    """An assignment's answer key.

    public  whether it may be released and its values shown
    seed    draws the inputs; only public keys contain it
    """

    assignment: str
    module: str
    title: str
    packages: tuple[str, ...]
    seconds: float
    public: bool
    engine: str
    exercises: Mapping[str, ExerciseKey]
    seed: int | str | None = None
    format: int = FORMAT

    def exercise(self, name: str) -> ExerciseKey:
        """Raises KeyVersionError for an exercise that is not in this key."""
        if name in self.exercises:
            return self.exercises[name]
        raise KeyVersionError(
            f"the key of {self.assignment} has no exercise `{name}` (it has {', '.join(self.exercises)}): "
            "the notebook and the key come from different releases; fetch the assignment again"
        )
