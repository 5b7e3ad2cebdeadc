"""Judges random choices: each item is one of its possible outcomes, equally likely and independent of other items.

With K equally likely outcomes, the number of items with a given outcome is binomial with chance 1 / K. So is the number
of items that equal the item a fixed number of places before. Notebook and grader make the same tests of both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import significance
from autograder.checks.base import CheckKind, Difference, Params, Verdict, difference
from autograder.checks.chance import SURE, UNSEEN, blank, form
from autograder.checks.significance import Log, threshold
from autograder.checks.values import judge_close

SEED_IGNORED = "`{}` changes between calls with the same seed."
GIVEN_GENERATOR = "Does every draw use the given generator?"
LAGS = 16  # the longest period looked for
SAID = {
    "together": "The choices in `{}` are too similar within a call; draw separately for each %s.",
    "periodic": "The choices in `{}` follow a regular pattern; draw separately for each %s.",
    "even": "Each choice comes up about equally often in every call; draw separately for each %s.",
}


def observe(values: Sequence[Any], params: Params) -> Any:
    """For each call the form, and for each item the index of its outcome, or -1 if it is none of them.

    params["outcomes"] has shape (items, outcomes, ...): the possible results of each item; (1, outcomes, ...) if they
    are the same for all items.
    """
    outcomes = np.asarray(params["outcomes"], np.float64)
    chosen = [_chosen(value, outcomes) for value in values]
    return {"form": form(values[0]), "chosen": chosen, "patterns": _patterns(chosen, outcomes.shape[1])}


def _chosen(value: Any, outcomes: np.ndarray) -> np.ndarray | None:
    array = np.asarray(value, np.float64) if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None
    if array is None or array.shape[1:] != outcomes.shape[2:] or len(outcomes) not in (1, len(array)):
        return None
    chosen = np.full(len(array), -1, np.int16)
    for number in range(outcomes.shape[1]):
        near = np.isclose(array, outcomes[:, number], rtol=1e-6, atol=1e-9).all(axis=tuple(range(1, array.ndim)))
        chosen[near & (chosen < 0)] = number
    return chosen


def _patterns(chosen: Sequence[np.ndarray | None], outcomes: int) -> dict[str, Log]:
    """p-values of patterns that independent choices do not have. A call that repeats an earlier one is left out."""
    known = {one.tobytes(): one for one in chosen if one is not None and (one >= 0).all() and len(one) >= outcomes}
    calls = list(known.values())
    if not calls:
        return {}
    periods = []
    for lag in range(1, LAGS + 1):
        pairs = [one[lag:] == one[:-lag] for one in calls if len(one) > lag]
        if pairs:
            periods.append(
                float(significance.binomial(sum(p.sum() for p in pairs), sum(map(len, pairs)), 1 / outcomes))
            )
    counts = np.array([np.bincount(one, minlength=outcomes) for one in calls])
    sizes = counts.sum(axis=1, keepdims=True)
    # Within a call: each outcome's count against its share in all calls, which `_far` compares with 1 / K.
    pooled = np.maximum(counts.sum(axis=0) / sizes.sum(), 1e-12)
    degrees = len(calls) * (outcomes - 1)
    spread = float(((counts - sizes * pooled) ** 2 / (sizes * pooled)).sum())
    # Counts are discrete: half a step is added in the test for too even.
    even = float(((np.abs(counts - sizes / outcomes) + 0.5) ** 2 / (sizes / outcomes)).sum())
    return {
        "periodic": significance.combined(periods),
        "together": significance.chi_square(spread, degrees),
        "even": significance.chi_square(even, degrees, low=True),
    }


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: outcomes (see `observe`); what (a word for an item); shape and dtype as in `close`."""
    built = judge_close(blank(got["form"]), blank(want["form"]), _manners(params))
    if built.differences:
        return built
    what = params.get("what", "item")
    mine, theirs = got["chosen"], want["chosen"]
    if any(chosen is None for chosen in mine):
        return Verdict((difference((), "type", "`{}` should be an array of numbers."),), built.advice)
    found = _impossible(mine, theirs, what) or _unfair(got, want, what, np.asarray(params["outcomes"]).shape[1])
    return Verdict(tuple(found[:1]), built.advice)


def _manners(params: Params) -> dict[str, Any]:
    return {name: params[name] for name in ("shape", "dtype") if name in params}


def _impossible(mine: Sequence[np.ndarray], theirs: Sequence[np.ndarray], what: str) -> list[Difference]:
    for one, other in zip(mine, theirs, strict=True):
        if (one < 0).any() and (other >= 0).all():
            index = int(np.argmax(one < 0))
            return [
                difference((), "property", f"The {what} at index {index} of `{{}}` is not one of the possible results.")
            ]
    return []


def _unfair(got: Any, want: Any, what: str, outcomes: int) -> list[Difference]:
    """One outcome for all items, the same in every call, an outcome too often or too rarely, or a pattern."""
    mine, theirs = got["chosen"], want["chosen"]
    if _all_alike(mine) and not _all_alike(theirs):
        text = f"Every {what} in `{{}}` got the same draw; draw separately for each {what}."
        return [difference((), "property", text)]
    if len(mine) > 1 and _repeats(mine) != _repeats(theirs):
        text = "`{}` is the same in every call; draw new numbers each time." if _repeats(mine) else SEED_IGNORED
        return [difference((), "property", text, hint=GIVEN_GENERATOR)]
    level = threshold(outcomes + len(SAID))
    shown = {name for name, p in got["patterns"].items() if p < level <= want["patterns"].get(name, 0.0)}
    far = _far(mine, outcomes, level)
    if far is not None and "together" not in shown and _far(theirs, outcomes, level) is None:
        text = f"The possible results of a {what} should be equally likely, but one of them comes up {far}."
        return [difference((), "property", text)]
    return [difference((), "property", SAID[name] % what) for name in SAID if name in shown]


def _far(chosen: Sequence[np.ndarray], outcomes: int, level: Log) -> str | None:
    """Whether an outcome comes up too often or too rarely, in words; None if all are equally likely."""
    pooled = np.concatenate(_distinct(chosen))
    counts = np.bincount(pooled[pooled >= 0], minlength=outcomes)
    off = significance.binomial(counts, len(pooled), 1 / outcomes) < level
    if not off.any():
        return None
    return "too often" if counts[np.argmax(off)] > len(pooled) / outcomes else "too rarely or never"


def _distinct(chosen: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The calls without those that repeat an earlier one."""
    return list({one.tobytes(): one for one in chosen}.values())


def _all_alike(chosen: Sequence[np.ndarray]) -> bool:
    """Whether all items of each call have the same outcome."""
    return all(len(set(one.tolist())) == 1 for one in chosen)


def _repeats(chosen: Sequence[np.ndarray]) -> bool:
    return all(np.array_equal(chosen[0], other) for other in chosen[1:])


def same(got: Any, other: Any, params: Params) -> bool:
    """Whether two wrong answers may come from the same code: same form, shares of outcomes, repetition and patterns.

    The two-sample test of the shares is wrong about the same code as rarely as a check is (LEVEL). The patterns differ
    only if one of them is beyond doubt in one answer and there is no sign of it in the other.
    """
    manners = _manners(params)
    forms = blank(got["form"]), blank(other["form"])
    if judge_close(*forms, manners).differences or judge_close(*forms[::-1], manners).differences:
        return False
    mine, theirs = got["chosen"], other["chosen"]
    if any((one is None) != (another is None) for one, another in zip(mine, theirs, strict=True)):
        return False
    if any(one is None for one in mine):
        return True
    if _repeats(mine) != _repeats(theirs) or _all_alike(mine) != _all_alike(theirs):
        return False
    shown, others = got["patterns"], other["patterns"]
    for name in shown.keys() & others.keys():
        if min(shown[name], others[name]) < SURE and max(shown[name], others[name]) > UNSEEN:
            return False
    if _all_alike(mine) and _repeats(mine):
        return all(np.array_equal(one, another) for one, another in zip(mine, theirs, strict=True))
    # If all items of a call share one draw, there are too few draws to compare anything but impossible outcomes.
    together = _all_alike(mine) or any(seen.get("together", 0.0) < SURE for seen in (shown, others))
    return _same_shares(mine, theirs, 0 if together else np.asarray(params["outcomes"]).shape[1])


def _same_shares(mine: Sequence[np.ndarray], theirs: Sequence[np.ndarray], outcomes: int) -> bool:
    """Compares the shares of impossible outcomes and of each possible one."""
    counts, others = (
        np.bincount(np.clip(np.concatenate(_distinct(calls)), -1, outcomes) + 1, minlength=outcomes + 2)
        for calls in (mine, theirs)
    )
    chances = significance.two_shares(counts, int(counts.sum()), others, int(others.sum()))
    return bool(chances.min() >= threshold(outcomes + 2) - math.log(len(SAID)))


DRAWN_FROM = CheckKind("drawn_from", observe, judge, frozenset({"outcomes", "what", "shape", "dtype"}), same=same)
