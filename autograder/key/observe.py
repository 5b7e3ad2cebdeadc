"""Runs one case on a runner and turns its outcomes into the observation that a check compares."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks import KINDS
from autograder.key.model import KeyCase
from autograder.sandbox import Runner
from autograder.script import Callback, Fault, Handle, Outcome, Recipe, Step

NO_PRODUCT = re.compile(r"matmul: .* has a mismatch in its core dimension|shapes .* not aligned: ")
"""The messages of `A @ B` and `np.dot(A, B)` if the sizes do not fit."""
UNFIT = re.compile(r"could not (be )?broadcast|cannot be broadcast|non-broadcastable|cannot reshape|do not match")
NUMBERED = re.compile(r"['\"][A-Za-z_]+(\d+)['\"]")


@dataclass(frozen=True)
class Contract:
    """The names of an exercise's parameters, and of those arguments that it should change in place."""

    parameters: Sequence[str] = ()
    mutates: Sequence[str] = ()


@dataclass(frozen=True)
class Run:
    """Outcomes of the steps of one case, up to the first fault, and the time that is charged for them."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def fault(self) -> Fault | None:
        return self.outcomes[-1].fault if self.outcomes else None


def run_case(runner: Runner, steps: Sequence[Step], seconds: float) -> Run:
    """Run the steps one by one; stop at the first fault. `seconds`: of processor time."""
    outcomes: list[Outcome] = []
    used = 0.0
    for step in steps:
        if used >= seconds:
            outcomes.append(Outcome(fault=Fault("timeout", text=f"not done after {seconds:.3g} s")))
            break
        outcomes.append(runner.run(step, seconds - used))
        used += outcomes[-1].seconds
        if not outcomes[-1].ok:
            break
    return Run(tuple(outcomes), used)


def observe(case: KeyCase, outcomes: Sequence[Outcome], contract: Contract) -> Any:
    """The observation of a case in which no step failed."""
    values = [value_of(case.steps[index], outcomes[index], contract) for index in case.observed]
    return KINDS[case.check.kind].observe(values, case.check.params)


def value_of(step: Step, outcome: Outcome, contract: Contract) -> Any:
    """The step's value, with the final values of the arguments that the exercise should change in place."""
    if not contract.mutates:
        return outcome.value
    given = arguments(step, contract.parameters)
    after = {**given, **_changes(step, outcome, contract.parameters)}
    after = {name: after[name] for name in contract.mutates if name in given}
    if not after:
        return outcome.value
    return {**({} if outcome.value is None else {"returned": outcome.value}), **after}


def changed_unasked(steps: Sequence[Step], outcomes: Sequence[Outcome], contract: Contract) -> set[str]:
    """The names of arguments that were changed in place although the exercise should not change them."""
    pairs = zip(steps, outcomes, strict=False)
    changed = {name for step, outcome in pairs for name in _changes(step, outcome, contract.parameters)}
    return changed - set(contract.mutates)


def replaced_entries(steps: Sequence[Step], outcomes: Sequence[Outcome], contract: Contract) -> set[str]:
    """The names of dictionaries in which only entries were replaced: the caller's arrays are as they were."""
    pairs = list(zip(steps, outcomes, strict=False))
    mild = {name for step, outcome in pairs for name in _changes(step, outcome, contract.parameters, outcome.entries)}
    rest = ([name for name in outcome.changed if name not in outcome.entries] for _, outcome in pairs)
    grave = {
        name
        for (step, outcome), others in zip(pairs, rest, strict=True)
        for name in _changes(step, outcome, contract.parameters, others)
    }
    return mild - grave


def _changes(
    step: Step, outcome: Outcome, parameters: Sequence[str], only: Container[str] | None = None
) -> Mapping[str, Any]:
    """Arguments that were changed in place, under the reference's names: a learner may rename a parameter."""
    known = dict(enumerate(parameters)) if step.on is None else {}
    return {
        known.get(outcome.places.get(name, -1), name): value
        for name, value in outcome.changed.items()
        if only is None or name in only
    }


def arguments(step: Step, parameters: Sequence[str]) -> Mapping[str, Any]:
    """The step's arguments by name; those whose names are unknown are left out."""
    return {**dict(zip(parameters, step.args, strict=False)), **step.kwargs}


def maker(steps: Sequence[Step], step: Step) -> Step | None:
    """The step that made the object on which this step acts; None if the step calls a function."""
    if step.on is None:
        return None
    return next((other for other in steps if other.keep == step.on and other.action == "call" and not other.on), None)


def is_plain(value: Any) -> bool:
    return not isinstance(value, Recipe | Handle | Callback)


def family(kind: str, text: str) -> tuple[str, str] | None:
    """What exceptions of the same mistake have in common, whatever expression met it first; None if that is little.

    kind, text  as in `Raises`. A key such as "W4" stands for every key with its number.
    """
    if text == "no matrix product" or (kind == "ValueError" and UNFIT.search(text)):
        return "ValueError", "shapes do not fit"
    if kind == "IndexError":
        return kind, "out of range"
    if kind == "KeyError" and (numbered := NUMBERED.fullmatch(text)):
        return kind, numbered.group(1)
    return None


def fault_text(fault: Fault) -> str:
    """An exception's text without its numbers, so that the same mistake gives the same text on other sizes.

    A matrix product that does not fit gives the same text for `@` and for `np.dot`. A key keeps its number: a loop that
    starts too early and one that ends too late ask for different keys.
    """
    if NO_PRODUCT.match(fault.text):
        return "no matrix product"
    if fault.type == "KeyError":
        return fault.text[:200]
    return re.sub(r"-?\d[\d.e+-]*", "#", fault.text)[:200]
