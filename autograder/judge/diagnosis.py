"""Draws conclusions from an attempt: which quantity is wrong first, what misconception fits, what is earned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.checks import KINDS, Difference
from autograder.checks.base import Path
from autograder.checks.chance import leaves
from autograder.judge.attempt import Attempt, CaseResult
from autograder.key.model import ExerciseKey, KeyCase
from autograder.key.observe import fault_text


@dataclass(frozen=True)
class Finding:
    """The one thing to tell: a difference or a fault, and the case it was found on."""

    result: CaseResult
    difference: Difference | None
    misconception: str | None


def quantity_of(path: Path, quantities: Sequence[str]) -> str | None:
    """The declared quantity that a place in the result belongs to: the innermost of its names that is one."""
    return next((name for name in reversed(path) if name in quantities), None)


def first_finding(attempt: Attempt) -> Finding | None:
    """What to tell about an attempt that is not right: the first fault, or the first wrong quantity in causal order."""
    wrong = [result for result in attempt.results if not result.right]
    if not wrong:
        return None
    exercise = attempt.exercise
    wrong = [result for result in wrong if not _tolerated(result)] or wrong
    variant = match(attempt)
    if wrong[0].fault:
        return Finding(wrong[0], None, variant)
    ranked = sorted(
        (
            (_rank(item, exercise.quantities, number), index, number)
            for index, result in enumerate(wrong)
            for number, item in enumerate(result.differences)
        ),
    )
    _, index, number = ranked[0]
    found = wrong[index].differences[number]
    return Finding(wrong[index], found, variant or match_quantity(attempt, found))


def _rank(difference: Difference, quantities: Sequence[str], number: int) -> tuple[int, int]:
    """Differences of the structure come first, then the quantities in their order, then what is not declared."""
    quantity = quantity_of(difference.path, quantities)
    if quantity is not None:
        return (list(quantities).index(quantity), number)
    return (-1, number) if not difference.path else (len(quantities), number)


def match(attempt: Attempt) -> str | None:
    """The wrong variant that gives what was given, on every case."""
    if len(attempt.results) < attempt.total:
        return None
    for name in attempt.exercise.variants:
        if all(_same(result, name) for result in attempt.results) and _tells(attempt, name):
            return name
    return None


def _tells(attempt: Attempt, name: str) -> bool:
    """A variant that only ever raises says something by its words alone: many mistakes raise a ValueError."""
    return any(result.case.variants.get(name) != ("same",) for result in attempt.results)


def _same(result: CaseResult, name: str) -> bool:
    given = result.case.variants.get(name)
    if given is None:
        return False
    if given[0] == "fault":
        fault = result.fault
        return fault is not None and (fault.type or fault.kind) == given[1] and fault_text(fault) == given[2]
    if result.fault:
        return False
    if given[0] == "same":
        return result.right or _tolerated(result)
    # What differs from the reference must differ here too, or a loose tolerance would blame the right answer.
    return not result.right and _agree(result, given[1])


def _tolerated(result: CaseResult) -> bool:
    """Is a case wrong in no other way than an accepted version? A seed inside does not hide a missing factor."""
    if result.fault or result.right:
        return False
    return any(given[0] == "value" and _agree(result, given[1]) for given in result.case.accepted.values())


def _agree(result: CaseResult, observation: object, within: Sequence[str] = (), quantities: Sequence[str] = ()) -> bool:
    """Is what was given the same as `observation`, seen from either side (or some of the quantities `within` it)?"""
    case = result.case
    kind, params = KINDS[case.check.kind], case.check.params
    if not quantities:
        return kind.alike(result.observation, observation, params)

    def counts(path: Path) -> bool:
        return quantity_of(path, within) in (*quantities, None)

    return kind.agrees(result.observation, observation, params, counts) and kind.agrees(
        observation, result.observation, params, counts
    )


def match_quantity(attempt: Attempt, found: Difference) -> str | None:
    """The variant that explains the first wrong quantity, and has what comes before it right, as the answer has.

    What comes after it may be wrong in another way.
    """
    quantities = attempt.exercise.quantities
    quantity = quantity_of(found.path, quantities)
    if quantity is None or len(attempt.results) < attempt.total:
        return None
    so_far = quantities[: list(quantities).index(quantity) + 1]
    for name in attempt.exercise.variants:
        if all(_same_quantities(result, name, so_far, quantities) for result in attempt.results):
            return name
    return None


def _same_quantities(result: CaseResult, name: str, wanted: Sequence[str], quantities: Sequence[str]) -> bool:
    given = result.case.variants.get(name)
    if given is None or result.fault or given[0] == "fault":
        return False
    observation = result.case.want if given[0] == "same" else given[1]
    return _agree(result, observation, quantities, wanted)


def matching_accepted(attempt: Attempt) -> str | None:
    """The accepted version (another convention) that gives what was given, on every case."""
    if len(attempt.results) < attempt.total:
        return None
    for name in attempt.exercise.accepted:
        if all(_same_accepted(result, result.case, name) for result in attempt.results):
            return name
    return None


def _same_accepted(result: CaseResult, case: KeyCase, name: str) -> bool:
    given = case.accepted.get(name)
    if given is None or result.fault:
        return False
    return result.right if given[0] == "same" else given[0] == "value" and _agree(result, given[1])


def accepted_by_habits(exercise: ExerciseKey, codes: Iterable[str]) -> list[str]:
    """The accepted versions whose habits are all shown, those with most habits first."""
    shown = set(codes)
    fitting = [name for name, habits in exercise.accepted_codes.items() if habits and set(habits) <= shown]
    return sorted(fitting, key=lambda name: -len(exercise.accepted_codes[name]))


def credit(attempt: Attempt) -> float:
    """The share earned: 1 where all is right, else the credit of the quantities that are right on every case."""
    if attempt.right:
        return 1.0
    exercise = attempt.exercise
    if not exercise.credit or len(attempt.results) < attempt.total or any(result.fault for result in attempt.results):
        return 0.0
    earned = sum(
        share
        for name, share in exercise.credit.items()
        if all(_earns(result, name, exercise) for result in attempt.results)
    )
    return min(round(earned, 6), 0.99)


def _earns(result: CaseResult, quantity: str, exercise: ExerciseKey) -> bool:
    """No difference lies at, above or below the quantity's places in the result."""
    names = result.case.check.params.get("names", ())
    paths = [path for path, _ in leaves(result.case.want, (), names)]
    places = [path for path in paths if quantity_of(path, exercise.quantities) == quantity]
    if not places:
        return False
    return not any(
        difference.path[: len(place)] == place or place[: len(difference.path)] == difference.path
        for difference in result.differences
        for place in places
    )
