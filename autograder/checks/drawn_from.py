"""Judges choices by chance: each item is one of its possible outcomes, and all of them come, each as often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograder.checks.base import CheckKind, Difference, Params, Verdict, difference
from autograder.checks.chance import CHANCES, blank, form
from autograder.checks.values import judge_close


def observe(values: Sequence[Any], params: Params) -> Any:
    """For each call the form, and for each item the number of its outcome, or -1 where it is none of them.

    params["outcomes"] has shape (items, outcomes, ...): what each item may become; (1, outcomes, ...) where all items
    are alike.
    """
    outcomes = np.asarray(params["outcomes"], np.float64)
    return {"form": form(values[0]), "chosen": [_chosen(value, outcomes) for value in values]}


def _chosen(value: Any, outcomes: np.ndarray) -> np.ndarray | None:
    array = np.asarray(value, np.float64) if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None
    if array is None or array.shape[1:] != outcomes.shape[2:] or len(outcomes) not in (1, len(array)):
        return None
    chosen = np.full(len(array), -1)
    for number in range(outcomes.shape[1]):
        near = np.isclose(array, outcomes[:, number], rtol=1e-6, atol=1e-9).all(axis=tuple(range(1, array.ndim)))
        chosen[near & (chosen < 0)] = number
    return chosen


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: outcomes (see `observe`); what (an item, in a word); shape and dtype as `close`."""
    built = judge_close(blank(got["form"]), blank(want["form"]), _manners(params))
    if built.differences:
        return built
    what = params.get("what", "item")
    mine, theirs = got["chosen"], want["chosen"]
    if any(chosen is None for chosen in mine):
        return Verdict((difference((), "type", "`{}` should be an array of numbers."),), built.advice)
    found = _impossible(mine, theirs, what) or _unfair(mine, theirs, what, np.asarray(params["outcomes"]).shape[1])
    return Verdict(tuple(found[:1]), built.advice)


def _manners(params: Params) -> dict[str, Any]:
    return {name: params[name] for name in ("shape", "dtype") if name in params}


def _impossible(mine: Sequence[np.ndarray], theirs: Sequence[np.ndarray], what: str) -> list[Difference]:
    for one, other in zip(mine, theirs, strict=True):
        if (one < 0).any() and (other >= 0).all():
            index = int(np.argmax(one < 0))
            return [
                difference((), "property", f"In `{{}}` the {what} at index {index} is none of those that may come.")
            ]
    return []


def _unfair(mine: Sequence[np.ndarray], theirs: Sequence[np.ndarray], what: str, outcomes: int) -> list[Difference]:
    """Alike for all items where it should differ; the same again in every call; never some, or some too often."""
    if _all_alike(mine) and not _all_alike(theirs):
        text = f"Every {what} in `{{}}` got the same draw: chance should decide for each alone."
        return [difference((), "property", text)]
    if len(mine) > 1 and _repeats(mine) != _repeats(theirs):
        text = "`{}` is the same in every call, and should be drawn afresh." if _repeats(mine) else (
            "`{}` changes from call to call, although the generator is seeded alike."
        )  # fmt: skip
        return [difference((), "property", text, hint="Is the generator that was given used for every draw?")]
    far = _far_apart(mine, theirs, range(outcomes))
    if far is None:
        return []
    text = f"What may become of a {what} in `{{}}` is not equally likely: some of it comes {far}."
    return [difference((), "property", text)]


def _far_apart(mine: Sequence[np.ndarray], theirs: Sequence[np.ndarray], outcomes: Iterable[int]) -> str | None:
    """The first outcome whose share differs by more than chance allows: in words, how; None where there is none."""
    pooled, expected = np.concatenate(mine), np.concatenate(theirs)
    n = min(len(pooled), len(expected))
    for outcome in outcomes:
        share, wanted = np.mean(pooled == outcome), np.mean(expected == outcome)
        level = max(share, wanted, 1 / n)
        if abs(share - wanted) > CHANCES * np.sqrt(2 * level * (1 - level) / n) + 1e-12:
            return "too often" if share > wanted else "too seldom, or never"
    return None


def _all_alike(chosen: Sequence[np.ndarray]) -> bool:
    """Does each call give all its items the same outcome?"""
    return all(len(set(one)) == 1 for one in chosen)


def _repeats(chosen: Sequence[np.ndarray]) -> bool:
    return all(np.array_equal(chosen[0], other) for other in chosen[1:])


def same(got: Any, other: Any, params: Params) -> bool:
    """Two wrong answers of one kind: of one form, with the same shares of outcomes, of none, and of repetition."""
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
    return _far_apart(mine, theirs, range(-1, np.asarray(params["outcomes"]).shape[1])) is None


DRAWN_FROM = CheckKind("drawn_from", observe, judge, frozenset({"outcomes", "what", "shape", "dtype"}), same=same)
