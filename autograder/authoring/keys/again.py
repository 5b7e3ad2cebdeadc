"""One more case for each exercise: the same shapes as before, other numbers. It shows what is kept between calls.

A function that remembers something from an earlier call (a variable of the module, a cache by shape) is right as long
as every case has shapes of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks import KINDS
from autograder.exercise import Case
from autograder.key.model import AGAIN, KeyCase
from autograder.script import Callback, Handle, Recipe

COMPARED = ("close", "equal")
RANDOM = ("generator",)  # the results of two calls differ anyway


def again(cases: Sequence[Case], others: Sequence[Case]) -> tuple[Case, ...]:
    """The smallest case of another draw whose counterpart among the cases has the same shapes and other numbers."""
    pairs = [
        (size(given(other)), number)
        for number, (case, other) in enumerate(zip(cases, others, strict=False))
        if is_simple(case) and is_simple(other) and form(given(case)) == form(given(other)) and _differ(case, other)
    ]
    if not pairs:
        return ()
    chosen = others[min(pairs)[1]]
    return (replace(chosen, label=AGAIN),)


def is_simple(case: Case) -> bool:
    """Whether the case is a single call that is compared with the reference, without callbacks or generators."""
    step = case.steps[0]
    return (
        len(case.steps) == 1
        and (step.action, step.on, step.keep) == ("call", None, None)
        and case.check.kind in COMPARED
        and not _has_strangers(given(case))
    )


def tells(cases: Sequence[KeyCase]) -> bool:
    """Whether the case shows what is kept: a counterpart with the same shapes has another result."""
    *before, last = cases
    twins = [case for case in before if form(given(case)) == form(given(last))]
    return last.label == AGAIN and not all(
        KINDS[last.check.kind].agrees(case.want, last.want, last.check.params) for case in twins
    )


def given(case: Case | KeyCase) -> tuple[Any, ...]:
    return (case.steps[0].args, dict(case.steps[0].kwargs))


def form(value: Any) -> Any:
    """What stays the same if only numbers change: types, shapes, keys, texts."""
    match value:
        case np.ndarray():
            return ("array", value.dtype.str, value.shape)
        case Recipe():
            return (value.kind, form(dict(value.params)))
        case dict():
            return ("dict", tuple((key, form(item)) for key, item in value.items()))
        case list() | tuple():
            return (type(value).__name__, tuple(form(item) for item in value))
        case float() | np.floating():
            return "number"
        case _:
            return repr(value)


def size(value: Any) -> int:
    match value:
        case np.ndarray():
            return int(value.size)
        case Recipe():
            return size(dict(value.params))
        case dict():
            return sum(size(item) for item in value.values())
        case list() | tuple():
            return sum(size(item) for item in value)
        case _:
            return 1


def _differ(case: Case, other: Case) -> bool:
    return repr(_bytes(given(case))) != repr(_bytes(given(other)))


def _bytes(value: Any) -> Any:
    match value:
        case np.ndarray():
            return value.tobytes()
        case Recipe():
            return _bytes(dict(value.params))
        case dict():
            return [(key, _bytes(item)) for key, item in value.items()]
        case list() | tuple():
            return [_bytes(item) for item in value]
        case _:
            return value


def _has_strangers(value: Any) -> bool:
    match value:
        case Callback() | Handle():
            return True
        case Recipe():
            return value.kind in RANDOM or _has_strangers(dict(value.params))
        case dict():
            return any(_has_strangers(item) for item in value.values())
        case list() | tuple():
            return any(_has_strangers(item) for item in value)
        case _:
            return False
