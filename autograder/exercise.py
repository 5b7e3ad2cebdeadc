"""How an author declares an assignment and its exercises. Stub, key, check, feedback and tests are made from this data.

Exercises are in `solutions/<assignment>/exercises/`, one file each, and its `__init__.py` lists them. Beside that
folder are the reference module (the learner's file with its solution regions) and `references.py` (the same functions
in TensorFlow, which give the expected values).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from autograder.project import short_name
from autograder.script import Step

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np


# The hint for a mistake that is possible in any exercise.
UNKNOWN_NAME = (
    "A name is used here that this file does not know. A function sees its arguments and what its own file defines or "
    "imports, but not the variables of the notebook."
)


@dataclass(frozen=True)
class Check:
    """A check of the closed list in `autograder.checks`, with its parameters (plain values)."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A script with the check that judges its outcomes. `label` says what is special about this case."""

    steps: tuple[Step, ...]
    check: Check
    label: str = ""


@dataclass(frozen=True)
class Edit:
    """Replace `old`, which occurs exactly once in the reference's source of the exercise, with `new`."""

    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """Another implementation of an exercise, given as edits of the reference or as a whole definition (`code`).

    name  snake_case, unique within the exercise
    hint  what a good teacher would say (wrong variants), the advice (accepted ones), or why it is right (alternatives)
    """

    name: str
    hint: str
    edits: tuple[Edit, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Variant(Version):
    """A wrong version: it must fail under its own name.

    forms  the same mistake as other people write it (for each example, each batch, each channel): each form must fail
           under the variant's name
    """

    forms: tuple[Version, ...] = ()


class Accepted(Version):
    """A right version in poor style: it must pass, with advice."""


class Alternative(Version):
    """A right version in another style: it must pass."""


@dataclass(frozen=True)
class Rule:
    """A rule on the learner's source, checked on its syntax tree in the grader.

    kind: "forbid_calls" (params: names, dotted, such as "np.linalg.norm"), "forbid_loops", "require_loops",
          "require_call" (name; its result must be used), "by_hand"
          (the arguments are gone through entry by entry, in a loop or by recursion),
          "forbid_imports" (names), "defaults" (parameter: value; for a default that takes too
          long to test by a call), "loops_over" (names: the parameters, or lengths such as "A.shape[0]", on which the
          number of passes of a loop may depend; apart: functions of the module that are not inspected)
    hint: what the learner is told
    """

    kind: str
    hint: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gradient:
    """A claim that finite differences can test: these are the derivatives of a function at a point.

    of          the scalar function; called with the items of `at` by name, one number slightly changed
    at          the point: numbers and arrays in float64, also in dictionaries and lists
    claimed     the gradient that the exercise returned, in the form of `at`; missing items are not compared
    operations  longest chain of roundings in `of`, as for `close`
    scale       the size of its terms, as for `close`
    """

    of: Callable[..., Any]
    at: Mapping[str, Any]
    claimed: Mapping[str, Any]
    operations: int = 100
    scale: float | None = None


@dataclass(frozen=True)
class Exercise:
    """A function or class that the learner writes.

    name           the function's name in the module
    cases          draws the cases from a Generator, which is made from the key's seed
    hints          two or more, the first without the answer's code
    quantities     names in the result (dictionary keys, or names for the items of a tuple) in causal order: only the
                   first wrong one is named
    credit         the fraction of the exercise that each quantity earns by itself; if empty, all or nothing
    uses           earlier exercises that this one calls; if it fails with the learner's own functions, it is judged
                   again with their stand-ins
    stand_in       source of a function with the same signature that is not the answer, for exercises that use this
                   one; it may use only NumPy, as `np`
    stand_ins_too  judge an answer that is right with the learner's own earlier functions with their stand-ins, too;
                   for functions that find mistakes in others, because the learner's own may have none
    rules          rules on the source
    mutates        arguments that must be changed in place
    stores_into    dictionaries in which an answer may replace entries, with advice; the arrays in them must stay as
                   they are, like all other arguments
    by_keyword     parameters that the contract passes by keyword; all others are passed by position
    equivalent     mutants of the reference that behave the same: mutant id -> reason
    reason         why the right answer is right, shown after grading; for questions
    unavoidable    the linter's warnings about inputs that are necessary: warning -> reason
    gradients      for an exercise that returns derivatives: takes the reference module and a Generator, and yields
                   claims that finite differences test
    no_gradients   why an exercise that seems to return derivatives has no `gradients`
    """

    name: str
    cases: Callable[[np.random.Generator], Iterable[Case]]
    hints: tuple[str, ...]
    variants: tuple[Variant, ...]
    accepted: tuple[Accepted, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    quantities: tuple[str, ...] = ()
    credit: Mapping[str, float] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    stand_in: str = ""
    stand_ins_too: bool = False
    rules: tuple[Rule, ...] = ()
    mutates: tuple[str, ...] = ()
    stores_into: tuple[str, ...] = ()
    by_keyword: tuple[str, ...] = ()
    equivalent: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    unavoidable: Mapping[str, str] = field(default_factory=dict)
    gradients: Callable[[ModuleType, np.random.Generator], Iterable[Gradient]] | None = None
    no_gradients: str = ""


@dataclass(frozen=True)
class Assignment:
    """A notebook with one helper module.

    name      the nbgrader assignment, such as "c1w2b-logistic-regression"; `check("c1w2b.propagate")` uses the short
              name
    module    the helper module's name, such as "logistic_regression"
    packages  what the learner's code may import in addition to the standard library
    seconds   processor time of the learner's code for a whole submission
    """

    name: str
    module: str
    title: str
    exercises: tuple[Exercise, ...]
    packages: tuple[str, ...] = ("numpy",)
    seconds: float = 30.0

    @property
    def short(self) -> str:
        return short_name(self.name)


def call(*args: Any, check: Check | None = None, label: str = "", **kwargs: Any) -> Case:
    """A case that calls the exercise's function once and compares the result with the reference's."""
    return Case((Step("", args, kwargs),), check or close(), label)


def script(*steps: Step, check: Check, label: str = "") -> Case:
    """A case of several steps."""
    return Case(steps, check, label)


def close(operations: int = 100, **params: Any) -> Check:
    """Values equal within the error that `operations` floating-point operations in float32 may cause."""
    return Check("close", {"operations": operations, **params})


def equal(**params: Any) -> Check:
    """Values that are exactly equal (integers, strings, choices)."""
    return Check("equal", params)


def wrong(name: str, hint: str, *edits: tuple[str, str], code: str = "", forms: Iterable[Version] = ()) -> Variant:
    """A wrong variant, from pairs of (old text, new text) of the reference, or from a whole definition.

    forms  the same mistake in other forms, see `form`
    """
    named = (replace(other, name=f"{name} (form {number})") for number, other in enumerate(forms, start=2))
    return Variant(name, hint, _edits(edits), code, tuple(named))


def form(*edits: tuple[str, str], code: str = "") -> Version:
    """Another form of a wrong variant, from pairs of (old text, new text) or from a whole definition."""
    return Version("", "", _edits(edits), code)


def accepted(name: str, advice: str, *edits: tuple[str, str], code: str = "") -> Accepted:
    """A version that passes with this advice."""
    return Accepted(name, advice, _edits(edits), code)


def also_right(name: str, reason: str, *edits: tuple[str, str], code: str = "") -> Alternative:
    """A right version in another style."""
    return Alternative(name, reason, _edits(edits), code)


def _edits(pairs: tuple[tuple[str, str], ...]) -> tuple[Edit, ...]:
    return tuple(Edit(old, new) for old, new in pairs)
