"""`case("c1w3.backward_propagation")`: the inputs on which an answer fails, as Python values to step through."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.learner import judging, memory
from autograder.learner.asked import resolve
from autograder.learner.errors import CheckUnavailable

if TYPE_CHECKING:
    from autograder.judge.attempt import CaseResult
    from autograder.key.model import ExerciseKey, KeyCase
    from autograder.script import Callback

COMPARED = frozenset({"close", "equal", "outputs"})
"""The checks that compare the result itself; others compare a property of it, which has no expected value."""


@dataclass(frozen=True, repr=False)
class Case:
    """One call of an exercise by its check.

    exercise  the exercise's name
    inputs    parameter -> value; `propagate(**case.inputs)` calls your function with them
    expected  the right result; None if not the result is compared but a property of it
    actual    your function's result; None if it stopped
    error     the exception with which it stopped, or ""
    about     what is special about this case
    """

    exercise: str
    inputs: Mapping[str, Any]
    expected: Any
    actual: Any
    error: str = ""
    about: str = ""

    def __repr__(self) -> str:
        width = max(map(len, (*self.inputs, "expected")))
        rows = {**self.inputs, "expected": self.expected, "actual": self.error or self.actual}
        title = f"{self.exercise}({', '.join(self.inputs)})" + (f": {self.about}" if self.about else "")
        return "\n".join([title, *(f"  {name.ljust(width)}  {_shown(value)}" for name, value in rows.items())])


def case(name: object = "") -> Case:
    """The case that the card of an exercise shows, with its values; if the answer is right, its first case.

    name    as for `check`; nothing for the exercise that was not right when it was last checked
    raises  CheckUnavailable if there is no such exercise, or it is a question
    """
    found, exercise = (memory.latest() or resolve(name)) if name == "" else resolve(name)
    if not exercise:
        raise CheckUnavailable(f'Say of which exercise: case("{found.short}.{next(iter(found.key.exercises))}").')
    key = found.key.exercises[exercise]
    if key.is_question:
        raise CheckUnavailable(f"{exercise} is a question, which has no inputs.")
    from autograder.judge.diagnosis import first_finding
    from autograder.sandbox import SandboxError

    try:
        tried = judging.attempted(found, exercise)
    except SandboxError as problem:
        raise CheckUnavailable(f"{exercise} cannot be run: {problem}.") from None
    finding = first_finding(tried)
    return _made(key, finding.result if finding else tried.results[0])


def _made(exercise: ExerciseKey, result: CaseResult) -> Case:
    from autograder.judge.inputs import Inputs, asked

    case = result.case
    step = case.steps[result.step] if result.fault else asked(case)
    known = Inputs(case, step, exercise.parameters, public=True).known()
    kept = _Kept(case)
    fault = result.fault
    error = f"{fault.type or fault.kind}: {fault.text}".rstrip(": ") if fault else ""
    compared = case.check.kind in COMPARED
    return Case(
        exercise.name,
        {name: kept.built(value) for name, value in known.items()},
        deepcopy(case.want) if compared else None,
        deepcopy(result.observation) if compared and not fault else None,
        error,
        case.label,
    )


class _Kept(dict[str, Any]):
    """The objects that a case's earlier steps store; those that the learner's code made are described only."""

    def __init__(self, case: KeyCase) -> None:
        super().__init__()
        self.given = {step.keep: step.args[0] for step in case.steps if step.action == "keep" and step.keep}

    def __missing__(self, name: str) -> Any:
        self[name] = self.built(self.given[name]) if name in self.given else f"<{name}: made by an earlier call>"
        return self[name]

    def built(self, value: Any) -> Any:
        """A value of the learner's own, which they may change."""
        from autograder.sandbox.recipes import build

        return build(deepcopy(value), self, _function)


def _function(callback: Callback) -> Any:
    """The function that is an input of the exercise."""
    from autograder.sandbox.callbacks import Callbacks

    ours = Callbacks()
    return lambda *args, **kwargs: ours.answer(callback, args, kwargs)


def _shown(value: Any) -> str:
    from autograder.checks import words
    from autograder.judge.inputs import in_full

    if isinstance(value, str):
        return value
    if shown := in_full(value):
        return shown
    return words.kind_of(value) if hasattr(value, "shape") or isinstance(value, dict | list | tuple) else repr(value)
