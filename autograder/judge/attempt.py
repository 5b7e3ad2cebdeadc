"""Runs one exercise's cases on a learner's module and compares each outcome, without drawing conclusions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checks import KINDS, Advice, Difference
from autograder.key.model import ExerciseKey, KeyCase
from autograder.key.observe import Contract, changed_unasked, observe, replaced_entries, run_case
from autograder.sandbox import Runner
from autograder.script import Fault

OpenRunner = Callable[[Mapping[str, str]], Runner]

ENDING = frozenset({"timeout", "memory", "output", "died", "protocol", "machine"})
"""Faults after which the learner's process is gone, or cannot be trusted with the next exercise."""

FLAKY = frozenset({"timeout", "memory", "output", "machine"})
"""Faults that depend on what else the machine is doing."""

REPEATED = frozenset({"missing", "syntax", "unattempted"})
"""Faults that every other case would repeat."""


@dataclass(frozen=True)
class CaseResult:
    """The outcome of one case. `observation` is set if no step faulted; otherwise `step` is the index of that step.

    changed  arguments that the exercise must leave unchanged, but that were changed in place; `right` ignores them
    """

    case: KeyCase
    observation: Any = None
    fault: Fault | None = None
    step: int = 0
    differences: tuple[Difference, ...] = ()
    advice: tuple[Advice, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return self.fault is None and not self.differences


@dataclass(frozen=True)
class Attempt:
    """All cases of one exercise. Cases that the last fault made pointless are missing and count as wrong."""

    exercise: ExerciseKey
    results: tuple[CaseResult, ...]
    total: int
    printed: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        return len(self.results) == self.total and all(result.right and not result.changed for result in self.results)

    @property
    def first_change(self) -> CaseResult | None:
        """The first case in which an argument was changed that must stay as it is."""
        return next((result for result in self.results if result.changed), None)

    @property
    def fault(self) -> Fault | None:
        """The first fault, if any."""
        return next((result.fault for result in self.results if result.fault), None)

    @property
    def trouble(self) -> str:
        """The machine's trouble that kept a case from being judged, as a sentence; empty if there was none."""
        return next((item.fault.text for item in self.results if item.fault and item.fault.kind == "machine"), "")

    @property
    def flaky(self) -> bool:
        return any(result.fault is not None and result.fault.kind in FLAKY for result in self.results)


class Session:
    """A runner that is opened when it is first needed, and again after it died."""

    def __init__(self, open_runner: OpenRunner, stand_ins: Mapping[str, str] | None = None) -> None:
        self._open = open_runner
        self._stand_ins = dict(stand_ins or {})
        self._runner: Runner | None = None
        self.isolation = ""

    def runner(self) -> Runner:
        if self._runner is None:
            self._runner = self._open(self._stand_ins)
            self.isolation = self._runner.isolation
        return self._runner

    def close(self) -> None:
        if self._runner is not None:
            self._runner.close()
            self._runner = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class _Notes:
    """What the cases leave beside their results. `seconds`: the processor time that they are charged."""

    printed: list[str] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    seconds: float = 0.0


def attempt(
    exercise: ExerciseKey, cases: Sequence[KeyCase], session: Session, seconds: float, until_wrong: bool = False
) -> Attempt:
    """Run and compare all cases within `seconds` of processor time. Afterwards the session can be used again.

    until_wrong  stop at the first case that is not right: that is enough to know that an answer is wrong
    """
    results: list[CaseResult] = []
    notes = _Notes()
    for case in cases:
        left = seconds - notes.seconds
        if left <= 0:
            results.append(CaseResult(case, fault=Fault("timeout", text=f"not done after {seconds:.3g} s")))
        else:
            results.append(_case(exercise, case, session, left, notes))
        fault = results[-1].fault
        if fault and fault.kind in ENDING:
            session.close()
        if (fault and fault.kind in ENDING | REPEATED) or (
            until_wrong and (not results[-1].right or results[-1].changed)
        ):
            break
    return Attempt(exercise, tuple(results), len(cases), "".join(notes.printed), tuple(notes.warnings), notes.seconds)


def _case(exercise: ExerciseKey, case: KeyCase, session: Session, seconds: float, notes: _Notes) -> CaseResult:
    run = run_case(session.runner(), case.steps, seconds)
    notes.seconds += run.seconds
    for outcome in run.outcomes:
        notes.printed.append(outcome.printed)
        notes.warnings.update(dict.fromkeys(outcome.warnings))
    if run.fault:
        return CaseResult(case, fault=run.fault, step=len(run.outcomes) - 1)
    kind, params = KINDS[case.check.kind], case.check.params
    contract = Contract(exercise.parameters, exercise.mutates)
    try:
        got = observe(case, run.outcomes, contract)
        verdict = kind.judge(got, case.want, params)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        # No check expects such a value, so it is wrong, and the message says so.
        text = "The result cannot be compared with the expected one: it is a completely different kind of value."
        return CaseResult(case, differences=(Difference("the result", "type", text, text),))
    unasked = changed_unasked(case.steps, run.outcomes, contract)
    mild = replaced_entries(case.steps, run.outcomes, contract) & set(exercise.stores_into)
    habits = tuple(
        Advice(
            "changed",
            (name,),
            f"`{name}` was changed: the new values were stored in the caller's own dictionary. Start with a new one.",
        )
        for name in sorted(mild)
    )
    changed = tuple(sorted(unasked - mild))
    return CaseResult(case, got, None, 0, verdict.differences, (*verdict.advice, *habits), changed)
