"""Draws conclusions from an attempt: the first wrong quantity, the misconception that fits, the credit earned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.checks import KINDS, Difference
from autograder.checks.base import Path
from autograder.checks.chance import leaves
from autograder.judge.attempt import Attempt, CaseResult
from autograder.key.model import Differs, ExerciseKey, Form, Given, KeyCase, Raises, Same
from autograder.key.observe import family, fault_text


@dataclass(frozen=True)
class Finding:
    """What to report: a difference or a fault, and the case in which it was found.

    so_far  the quantity up to which the misconception explains the answer; "" if it explains everything
    """

    result: CaseResult
    difference: Difference | None
    misconception: str | None
    so_far: str = ""


def quantity_of(path: Path, quantities: Sequence[str]) -> str | None:
    """The declared quantity that a place in the result belongs to: the innermost name on the path that is one."""
    return next((name for name in reversed(path) if name in quantities), None)


def first_finding(attempt: Attempt) -> Finding | None:
    """What to report about a wrong attempt: the first fault, or the first wrong quantity in causal order."""
    wrong = [result for result in attempt.results if not result.right]
    if not wrong:
        return None
    exercise = attempt.exercise
    cause = match(attempt)
    variant = cause.variant if cause else None
    wrong = [result for result in wrong if not _tolerated(result)] or wrong
    if cause and cause.accepted:
        wrong = _beside(wrong, cause.accepted) or wrong
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
    if variant is not None:
        return Finding(wrong[index], found, variant)
    partly = match_quantity(attempt, found)
    so_far = quantity_of(found.path, exercise.quantities) if partly else None
    return Finding(wrong[index], found, partly, so_far or "")


def _beside(wrong: Sequence[CaseResult], accepted: str) -> list[CaseResult]:
    """The cases as an accepted version sees them: its tolerated deviation is no difference, and the mistake remains."""
    seen = []
    for result in wrong:
        given = result.case.accepted.get(accepted)
        if isinstance(given, Differs) and not result.fault:
            check = result.case.check
            judged = KINDS[check.kind].judge(result.observation, given.observation, check.params)
            result = replace(result, differences=judged.differences)
        if result.fault or result.differences:
            seen.append(result)
    return seen


def _rank(difference: Difference, quantities: Sequence[str], number: int) -> tuple[int, int]:
    """Differences in structure come first, then the quantities in their order, then undeclared places."""
    quantity = quantity_of(difference.path, quantities)
    if quantity is not None:
        return (list(quantities).index(quantity), number)
    return (-1, number) if not difference.path else (len(quantities), number)


def match(attempt: Attempt) -> Form | None:
    """The wrong variant, in any of its forms, that gives the same as the learner's code on every case.

    If none does, the one variant that gives the same but for the texts of exceptions of one family.
    """
    if len(attempt.results) < attempt.total:
        return None
    exercise = attempt.exercise
    forms = {name: Form(name) for name in exercise.variants} | dict(exercise.forms)
    for name, form in forms.items():
        if _explains(attempt, name, related=False):
            return form
    if attempt.fault is None:
        return None
    related = [form for name, form in forms.items() if _explains(attempt, name, related=True)]
    return related[0] if len({form.variant for form in related}) == 1 else None


def _explains(attempt: Attempt, name: str, related: bool) -> bool:
    """Whether the version gives the same on every case, and is no right version there."""
    given = [_given(result, name) for result in attempt.results]
    if all(item == Same() for item in given):
        return False
    return all(_same(result, item, related) for result, item in zip(attempt.results, given, strict=True))


def _given(result: CaseResult, name: str) -> Given | None:
    return result.case.variants.get(name, result.case.forms.get(name))


def _same(result: CaseResult, given: Given | None, related: bool) -> bool:
    fault = result.fault
    match given:
        case Raises(kind, text):
            if fault is None:
                return False
            mine = fault.type or fault.kind, fault_text(fault)
            if related and (known := family(kind, text)):
                return family(*mine) == known
            return mine == (kind, text)
        case Same():
            return result.right or _tolerated(result)
        case Differs(observation):
            # It must differ from the reference here too, or a loose tolerance would blame the right answer.
            return fault is None and not result.right and _agree(result, observation)
        case None:
            return False


def _tolerated(result: CaseResult) -> bool:
    """Whether the case is wrong only as an accepted version is: a seed inside must not hide a missing factor."""
    if result.fault or result.right:
        return False
    given = result.case.accepted.values()
    return any(isinstance(item, Differs) and _agree(result, item.observation) for item in given)


def _agree(result: CaseResult, observation: Any, within: Sequence[str] = (), quantities: Sequence[str] = ()) -> bool:
    """Whether the learner's observation agrees with another in both directions, or in the given quantities."""
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
    """The variant that explains the first wrong quantity and, like the answer, has all earlier ones right.

    Later quantities may be wrong in another way.
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
    if result.fault or not isinstance(given, Same | Differs):
        return False
    observation = given.observation if isinstance(given, Differs) else result.case.want
    return _agree(result, observation, quantities, wanted)


def matching_accepted(attempt: Attempt) -> str | None:
    """The accepted version (another convention) that gives the same as the learner's code on every case."""
    if len(attempt.results) < attempt.total:
        return None
    for name in attempt.exercise.accepted:
        if all(_same_accepted(result, result.case, name) for result in attempt.results):
            return name
    return None


def _same_accepted(result: CaseResult, case: KeyCase, name: str) -> bool:
    given = case.accepted.get(name)
    if result.fault:
        return False
    return result.right if given == Same() else isinstance(given, Differs) and _agree(result, given.observation)


def accepted_by_habits(exercise: ExerciseKey, codes: Iterable[str]) -> list[str]:
    """The accepted versions all of whose habits are shown, those with the most habits first."""
    shown = set(codes)
    fitting = [name for name, habits in exercise.accepted_codes.items() if habits and set(habits) <= shown]
    return sorted(fitting, key=lambda name: -len(exercise.accepted_codes[name]))


def credit(attempt: Attempt) -> float:
    """The share earned: 1 if everything is right, else the credit of the quantities that are right on every case."""
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
    """Whether there is no difference at, above or below the quantity's places in the result."""
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
