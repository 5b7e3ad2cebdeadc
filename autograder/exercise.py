"""How an author declares an assignment and its exercises: data, from which stub, key, check, feedback and tests follow.

Exercises live in `solutions/<assignment>/exercises/`, one file each, gathered by its `__init__.py`. Beside them stand
the reference module (the learner's file with its solution regions) and `references.py` (the same functions, in
TensorFlow, from which expected values come).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.project import short_name
from autograder.script import Step

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np


# What a teacher says to a mistake that any exercise may hold.
UNKNOWN_NAME = (
    "A name is used here that this file does not know. A function sees its arguments and what its own file defines or "
    "imports, but not the variables of the notebook."
)


@dataclass(frozen=True)
class Check:
    """One judgement of the closed vocabulary in `autograder.checks`, with its parameters (plain values)."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One script with the check that judges its outcomes. `label` tells a person what is special about it."""

    steps: tuple[Step, ...]
    check: Check
    label: str = ""


@dataclass(frozen=True)
class Edit:
    """Replace `old`, which stands exactly once in the reference's source of the exercise, by `new`."""

    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """Another text of one exercise's function, given as edits of the reference or as a whole definition (`code`).

    name: snake_case, unique within the exercise; hint: the sentence a good teacher would say (wrong variants), the
    advice (accepted ones), or why it is right (alternatives).
    """

    name: str
    hint: str
    edits: tuple[Edit, ...] = ()
    code: str = ""


class Variant(Version):
    """A wrong version: must fail under its own name."""


class Accepted(Version):
    """Right, with manners to mend: must pass, with advice."""


class Alternative(Version):
    """A right version in another style: must pass."""


@dataclass(frozen=True)
class Rule:
    """A rule on the learner's source, checked on its syntax tree in the grader.

    kind: "forbid_calls" (params: names, dotted, such as "np.linalg.norm"), "forbid_loops", "require_loops",
          "require_call" (name), "forbid_imports" (names), "defaults" (parameter: value; for a default whose use would
          take too long to try), "loops_over" (names: the parameters, or lengths such as "A.shape[0]", on which the
          turns of a loop may depend; apart: functions of the module that are not looked into). `hint` is what the
          person is told.
    """

    kind: str
    hint: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gradient:
    """A claim that finite differences can judge: these are the slopes of this function at this point.

    of          the scalar function; called with what stands in `at`, by name, one number of it nudged
    at          the point: numbers and arrays in float64, also in dictionaries and lists
    claimed     the gradient that the exercise gave, laid out as `at`; what is left out is not compared
    operations  longest chain of roundings of `of`, and scale, the size of its terms, as for `close`
    """

    of: Callable[..., Any]
    at: Mapping[str, Any]
    claimed: Mapping[str, Any]
    operations: int = 100
    scale: float | None = None


@dataclass(frozen=True)
class Exercise:
    """One function or class that the learner writes.

    name        the function's name in the module
    cases       draws the cases from a Generator; called with the key's seed
    hints       two or more, the first without the answer's code
    quantities  names in the result (dictionary keys, or names for a tuple's places) in causal order: the first wrong
                one is named, later ones are not blamed
    credit      share of the exercise that each quantity earns alone; empty: all or nothing
    uses        earlier exercises that this one calls; where it fails with the learner's own it is judged again with
                their stand-ins
    stand_in    source of a function of the same signature that is not the answer, for exercises that use this one;
                it may call NumPy as `np` alone
    stand_ins_too  what is right with the learner's own earlier functions is judged with their stand-ins as well; for a
                function that must find out what is wrong in others, while the learner's own are right
    rules       rules on the source
    mutates     arguments that the contract says are changed in place (anything else changed is advice)
    equivalent  mutants of the reference that change nothing that can be observed: mutant id -> reason
    reason      why the right answer is right, told with it once it is graded; for questions
    unavoidable inputs that the linter remarks on and that must be so: its remark -> reason
    gradients   for an exercise that gives derivatives: called with the reference module and a Generator, yields what
                finite differences are to agree with; no_gradients: why an exercise that looks like it has none
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
    equivalent: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    unavoidable: Mapping[str, str] = field(default_factory=dict)
    gradients: Callable[[ModuleType, np.random.Generator], Iterable[Gradient]] | None = None
    no_gradients: str = ""


@dataclass(frozen=True)
class Assignment:
    """One notebook with one helper module.

    name      the nbgrader assignment, such as "c1w2b-logistic-regression"; `check("c1w2b.propagate")` has its short
              name
    module    the helper module's name, such as "logistic_regression"
    packages  what the learner's code may import, beside the standard library
    seconds   wall clock for one whole submission
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
    """A case of one call of the exercise's own function, compared with the reference's value."""
    return Case((Step("", args, kwargs),), check or close(), label)


def script(*steps: Step, check: Check, label: str = "") -> Case:
    """A case of several steps."""
    return Case(steps, check, label)


def close(operations: int = 100, **params: Any) -> Check:
    """Values within the tolerance that `operations` floating-point operations in float32 may cost."""
    return Check("close", {"operations": operations, **params})


def equal(**params: Any) -> Check:
    """Values exactly equal (integers, strings, choices)."""
    return Check("equal", params)


def wrong(name: str, hint: str, *edits: tuple[str, str], code: str = "") -> Variant:
    """A wrong variant, from pairs of (old text, new text) of the reference, or from a whole definition."""
    return Variant(name, hint, _edits(edits), code)


def accepted(name: str, advice: str, *edits: tuple[str, str], code: str = "") -> Accepted:
    """A version that passes with this advice."""
    return Accepted(name, advice, _edits(edits), code)


def also_right(name: str, reason: str, *edits: tuple[str, str], code: str = "") -> Alternative:
    """A right version in another style."""
    return Alternative(name, reason, _edits(edits), code)


def _edits(pairs: tuple[tuple[str, str], ...]) -> tuple[Edit, ...]:
    return tuple(Edit(old, new) for old, new in pairs)
