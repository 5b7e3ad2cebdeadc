"""Runs one case on a runner and turns its outcomes into the observation that a check compares."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks import KINDS
from autograder.exercise import Check
from autograder.sandbox import Runner
from autograder.script import Callback, Fault, Handle, Outcome, Recipe, Step

# `A @ B` and `np.dot(A, B)` refuse sizes that do not fit in other words.
NO_PRODUCT = re.compile(r"matmul: .* has a mismatch in its core dimension|shapes .* not aligned: ")


@dataclass(frozen=True)
class Run:
    """Outcomes of the steps of one case, up to the first fault."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def fault(self) -> Fault | None:
        return self.outcomes[-1].fault if self.outcomes else None


def run_case(runner: Runner, steps: Sequence[Step], seconds: float) -> Run:
    """Run the steps one by one; stop at the first fault. `seconds` is for the whole case."""
    start = time.monotonic()
    outcomes: list[Outcome] = []
    for step in steps:
        left = seconds - (time.monotonic() - start)
        if left <= 0:
            outcomes.append(Outcome(fault=Fault("timeout", text=f"not done after {seconds:.0f} s")))
            break
        outcomes.append(runner.run(step, left))
        if not outcomes[-1].ok:
            break
    return Run(tuple(outcomes), time.monotonic() - start)


def observe(
    check: Check,
    steps: Sequence[Step],
    outcomes: Sequence[Outcome],
    observed: Sequence[int],
    mutates: Sequence[str],
    parameters: Sequence[str],
) -> Any:
    """The observation of one case that ran to its end."""
    values = [value_of(steps[index], outcomes[index], mutates, parameters) for index in observed]
    return KINDS[check.kind].observe(values, check.params)


def value_of(step: Step, outcome: Outcome, mutates: Sequence[str], parameters: Sequence[str]) -> Any:
    """The step's value; where the contract has arguments changed in place, their values after beside it."""
    if not mutates:
        return outcome.value
    given = arguments(step, parameters)
    after = {**given, **changes(step, outcome, parameters)}
    after = {name: after[name] for name in mutates if name in given}
    if not after:
        return outcome.value
    return {**({} if outcome.value is None else {"returned": outcome.value}), **after}


def changes(step: Step, outcome: Outcome, parameters: Sequence[str]) -> Mapping[str, Any]:
    """Arguments that were changed in place, under the contract's names: a learner may call a parameter otherwise."""
    known = dict(enumerate(parameters)) if step.on is None else {}
    return {known.get(outcome.places.get(name, -1), name): value for name, value in outcome.changed.items()}


def arguments(step: Step, parameters: Sequence[str]) -> Mapping[str, Any]:
    """The step's arguments by name, as far as the names are known."""
    return {**dict(zip(parameters, step.args, strict=False)), **step.kwargs}


def maker(steps: Sequence[Step], step: Step) -> Step | None:
    """The step that made the object which this one speaks to; None where that is no object but the function itself."""
    if step.on is None:
        return None
    return next((other for other in steps if other.keep == step.on and other.action == "call" and not other.on), None)


def is_plain(value: Any) -> bool:
    return not isinstance(value, Recipe | Handle | Callback)


def fault_text(fault: Fault) -> str:
    """An exception's text without its numbers, so that the same mistake on other sizes reads the same.

    A matrix product reads the same, too, whether it was written with `@` or with `np.dot`.
    """
    if NO_PRODUCT.match(fault.text):
        return "no matrix product"
    return re.sub(r"-?\d[\d.e+-]*", "#", fault.text)[:200]
