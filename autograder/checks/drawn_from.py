"""Judges choices by chance: each item is one of its possible outcomes, and all of them come, each as often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.base import CheckKind, Difference, Params, Verdict, difference
from autograder.checks.chance import CHANCES, blank, form
from autograder.checks.values import judge_close


def observe(values: Sequence[Any], params: Params) -> Any:
    """For each call the form, and for each item the number of its outcome, or -1 where it is none of them.

    params["outcomes"] has shape (items, outcomes, ...): what each item may become.
    """
    outcomes = np.asarray(params["outcomes"], np.float64)
    return {"form": form(values[0]), "chosen": [_chosen(value, outcomes) for value in values]}


def _chosen(value: Any, outcomes: np.ndarray) -> np.ndarray | None:
    array = np.asarray(value, np.float64) if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None
    if array is None or array.shape != (len(outcomes), *outcomes.shape[2:]):
        return None
    near = np.isclose(array[:, None], outcomes, rtol=1e-6, atol=1e-9).all(axis=tuple(range(2, outcomes.ndim)))
    return np.where(near.any(axis=1), near.argmax(axis=1), -1)


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: outcomes (see `observe`); what (an item, in a word); equal (outcomes are equally likely; True)."""
    built = judge_close(blank(got["form"]), blank(want["form"]), {"shape": params.get("shape", "")})
    if built.differences:
        return built
    what = params.get("what", "item")
    mine, theirs = got["chosen"], want["chosen"]
    if any(chosen is None for chosen in mine):
        return Verdict((difference((), "type", "`{}` should be an array of numbers."),), built.advice)
    found = _impossible(mine, theirs, what) or _unfair(mine, theirs, what, np.asarray(params["outcomes"]).shape[1])
    return Verdict(tuple(found[:1]), built.advice)


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
    if all(len(set(one)) == 1 for one in mine) and not all(len(set(one)) == 1 for one in theirs):
        text = f"Every {what} in `{{}}` got the same draw: chance should decide for each alone."
        return [difference((), "property", text)]
    if len(mine) > 1 and _repeats(mine) != _repeats(theirs):
        text = "`{}` is the same in every call, and should be drawn afresh." if _repeats(mine) else (
            "`{}` changes from call to call, although the generator is seeded alike."
        )  # fmt: skip
        return [difference((), "property", text, hint="Is the generator that was given used for every draw?")]
    pooled, expected = np.concatenate(mine), np.concatenate(theirs)
    n = len(pooled)
    for outcome in range(outcomes):
        share, wanted = np.mean(pooled == outcome), np.mean(expected == outcome)
        level = max(share, wanted, 1 / n)
        if abs(share - wanted) > CHANCES * np.sqrt(2 * level * (1 - level) / n) + 1e-12:
            often = "too often" if share > wanted else "too seldom, or never"
            text = f"What may become of a {what} in `{{}}` is not equally likely: some of it comes {often}."
            return [difference((), "property", text)]
    return []


def _repeats(chosen: Sequence[np.ndarray]) -> bool:
    return all(np.array_equal(chosen[0], other) for other in chosen[1:])


def same(got: Any, other: Any, params: Params) -> bool:
    """Two wrong answers of one kind: the same shares of outcomes, of impossible ones, and of repetition."""
    return not (judge(got, other, params).differences or judge(other, got, params).differences)


DRAWN_FROM = CheckKind("drawn_from", observe, judge, frozenset({"outcomes", "what", "shape"}), same=same)
