"""What an answer key holds: everything the judge needs, and nothing it would have to execute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.checks import KINDS
from autograder.exercise import Check, Rule
from autograder.script import Step

FORMAT = 4


@dataclass(frozen=True)
class Same:
    """A version gives what the reference gives."""


@dataclass(frozen=True)
class Differs:
    """A version gives something else than the reference: the observation."""

    observation: Any


@dataclass(frozen=True)
class Raises:
    """A version stops with an exception of this type; `text` is its message without numbers (see `fault_text`)."""

    type: str
    text: str


Given = Same | Differs | Raises
"""What a version gives on one case."""


class KeyVersionError(Exception):
    """The key and this engine do not fit together. The message says what to do."""


@dataclass(frozen=True)
class KeyCase:
    """One script, what is expected of it, and what each wrong variant gives.

    observed   which steps' values are looked at; want: the reference's observation (None where it is kept secret)
    """

    steps: tuple[Step, ...]
    check: Check
    label: str = ""
    observed: tuple[int, ...] = (0,)
    want: Any = None
    variants: Mapping[str, Given] = field(default_factory=dict)
    accepted: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseKey:
    """
    version       hash of all that the exercise is made of; a changed exercise is judged afresh
    signature     as the reference writes it: `propagate(w, b, X, Y)`; parameters: the names alone
    stand_in_cases  the same scripts, with the exercises in `uses` replaced on both sides; stand_ins: their sources
    stand_ins_too   they count even where the learner's own do
    variants      name -> hint; accepted: name -> advice; accepted_codes: the habits each accepted version shows
    reason        why a question's right answer is right; with a public key empty
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
    rules: tuple[Rule, ...] = ()
    stand_in_cases: tuple[KeyCase, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    stand_ins_too: bool = False
    variants: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    accepted_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_question(self) -> bool:
        """A quiz's: with a public key it is known that an answer was given, not whether it is right."""
        return all(KINDS[case.check.kind].secret for case in self.cases)


@dataclass(frozen=True)
class Key:
    """public: may travel inside a release, and its values may be shown; seed: kept for public keys alone."""

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
        """Raises KeyVersionError for an exercise that this key does not hold."""
        if name in self.exercises:
            return self.exercises[name]
        raise KeyVersionError(
            f"the key of {self.assignment} holds no exercise `{name}` (it holds {', '.join(self.exercises)}): "
            "notebook and key come from different releases; fetch the assignment again"
        )
