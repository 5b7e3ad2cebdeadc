"""Judges shuffles and random splits: every item exactly once, in parts of the right sizes, in random order.

Over the calls of a case, each item must come to each place as often as chance predicts, and neighbours must separate.
If there are several parts, a place is a part, and the order within it does not matter. An item that never moves is
found after 40 calls in a part with half of the items, after 20 in a part with a fifth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import significance
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference
from autograder.checks.chance import SURE, UNSEEN, blank, form
from autograder.checks.drawn_from import GIVEN_GENERATOR, SEED_IGNORED
from autograder.checks.significance import Log, threshold
from autograder.checks.values import judge_close

UNLIKELY = 10_000_000  # a shuffle with this many equally likely results never repeats by chance
MANY_CALLS = 8
SAID = {
    "held": ("Some items of `{}` are in the same place in every call.", "Is everything shuffled?"),
    "neighbours": ("Neighbours stay together in `{}`.", "Are single items shuffled, or only whole groups?"),
    "drift": ("Items from the front tend to stay in front in `{}`.", "Is everything shuffled before it is split?"),
}
"""Name of a fact -> the message if chance does not explain it, and a hint."""


def _array(value: Any) -> np.ndarray | None:
    """The value as an array of numbers with at least one axis, or None. A list of plain numbers counts as one."""
    if isinstance(value, list) and not any(isinstance(item, list | tuple | np.ndarray) for item in value):
        value = np.array(value)
    usable = isinstance(value, np.ndarray) and value.ndim > 0 and (value.dtype.kind in "biuf" or not value.size)
    return value if usable else None


def _items(part: Any, axis: int) -> np.ndarray | None:
    """The items of one part, one per row, in their order along `axis`; None if the part has no such items."""
    alone = _array(part)
    arrays = [alone] if alone is not None else [_array(item) for item in part] if isinstance(part, list | tuple) else []
    try:
        along = [np.moveaxis(array, axis, -1) for array in arrays if array is not None]
        rows = [array.reshape(math.prod(array.shape[:-1]), array.shape[-1]) for array in along]
        return np.vstack(rows).T.astype(np.float64) if rows and len(rows) == len(arrays) else None
    except ValueError:
        return None


def _parts(value: Any, axis: int) -> list[np.ndarray] | None:
    """The items of each part of one call's value, or None."""
    whole = _array(value)
    parts = value if whole is None and isinstance(value, list | tuple) else [value]
    items = [_items(part, axis) for part in parts]
    known = [part for part in items if part is not None]
    return known if known and len(known) == len(items) and len({part.shape[1] for part in known}) == 1 else None


def _sorted(items: np.ndarray) -> np.ndarray:
    return items[np.lexsort(items.T[::-1])] if items.size else items


def _stays(first: Sequence[np.ndarray], later: Sequence[np.ndarray], calls: int) -> list[bool | None]:
    """Whether a later call repeats the first: for all parts together, then for each. None if that may be chance.

    calls  how many calls are compared with the first
    """
    if len(first) == 1:  # compare the order if there is one part, else the contents of each part
        return [_same_unlikely(math.factorial(len(first[0])) // calls, np.array_equal(first[0], later[0]))]
    alike = [bool(np.array_equal(_sorted(a), _sorted(b))) for a, b in zip(first, later, strict=True)]
    total = sum(map(len, first))
    ways = math.factorial(total) // math.prod(math.factorial(len(part)) for part in first) // calls
    each = [math.comb(total, len(part)) // calls for part in first]
    return [_same_unlikely(ways, all(alike)), *map(_same_unlikely, each, alike)]


def _same_unlikely(ways: int, alike: bool) -> bool | None:
    return alike if ways >= UNLIKELY else None


def _placed(parts: Sequence[np.ndarray]) -> np.ndarray | None:
    """The place of each item, in the order of the sorted items; None if two items are equal.

    A place is the index of the item's part or, if there is only one part, the position in it.
    """
    items = np.vstack(parts)
    order = np.lexsort(items.T[::-1])
    if not len(order) or np.any(np.all(items[order][1:] == items[order][:-1], axis=1)):
        return None
    several = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return (several if len(parts) > 1 else np.arange(len(items)))[order]


def _chance_of_places(calls: Sequence[Sequence[np.ndarray] | None]) -> dict[str, Log]:
    """p-values of patterns that a shuffle should not have. A call that repeats an earlier one is left out."""
    placed = [_placed(parts) for parts in calls if parts is not None]
    known = list({one.tobytes(): one for one in placed if one is not None}.values())
    if not known or len(known[0]) < 8 or any(len(one) != len(known[0]) for one in known):
        return {}
    m, calls_ = len(known[0]), len(known)
    sizes = np.bincount(known[0])
    if any(not np.array_equal(np.bincount(one, minlength=len(sizes)), sizes) for one in known) or len(sizes) < 2:
        return {}
    counts = np.array([[np.sum([one[item] == place for one in known]) for place in range(len(sizes))]
                       for item in range(m)]) if m * len(sizes) * calls_ < 200_000 else None  # fmt: skip
    held = [] if counts is None else significance.binomial(counts, calls_, sizes / m).reshape(-1).tolist()
    found = {"held": significance.combined(held), "drift": significance.standard_errors(_drift(known))}
    if len(sizes) == m:
        together = sum(int((np.diff(one) == 1).sum()) for one in known)
        return {**found, "neighbours": significance.poisson(together, calls_ * (m - 1) / m)}
    meeting = float((sizes * (sizes - 1)).sum() / (m * (m - 1)))
    # Every second pair of neighbours, so that no item is counted twice.
    halves = [(sum(int((one[start:-1:2] == one[start + 1 :: 2]).sum()) for one in known)) for start in (0, 1)]
    pairs = [calls_ * len(range(start, m - 1, 2)) for start in (0, 1)]
    chances = [float(significance.binomial(h, n, meeting)) for h, n in zip(halves, pairs, strict=True)]
    return {**found, "neighbours": significance.combined(chances)}


def _drift(known: Sequence[np.ndarray]) -> float:
    """The correlation of old and new positions over all calls, in standard errors."""
    m = len(known[0])
    before = np.arange(m) - (m - 1) / 2
    total = sum(float(before @ (one - one.mean())) for one in known)
    variance = sum(float((before**2).sum() * ((one - one.mean()) ** 2).sum() / (m - 1)) for one in known)
    return abs(total) / math.sqrt(variance)


def _still(laid: Sequence[np.ndarray]) -> list[int]:
    if len(laid) < MANY_CALLS or any(items.shape != laid[0].shape for items in laid):
        return []
    same = np.all([items == laid[0] for items in laid], axis=(0, 1))
    return [int(row) for row in np.flatnonzero(same)]


def _all_equal(pools: Sequence[np.ndarray | None]) -> bool:
    return all(pool is not None and pools[0] is not None and np.array_equal(pool, pools[0]) for pool in pools)


def _each(items: Sequence[Any], calls: int) -> Sequence[Any]:
    """The items of each call; if all calls have the same items, they are stored once."""
    return items if len(items) == calls else list(items) * calls


def observe(values: Sequence[Any], params: Params) -> Any:
    """The facts about the calls of a case. Several parts are a list or tuple; a part is an array, or a list or tuple of
    arrays whose columns belong together.

    things    all items of each call, sorted
    twice     for each call, whether an item occurs twice; in_order: whether the items are in sorted order
    stays     for each call after the first, the result of `_stays`
    places    p-values, see `_chance_of_places`
    still     the rows that have the same order in all of many calls
    """
    calls = [_parts(value, params.get("axis", -1)) for value in values]
    laid = [None if parts is None else np.vstack(parts) for parts in calls]
    pools = [None if items is None else _sorted(items) for items in laid]
    first = calls[0]
    return {
        "form": [form(value) for value in values],
        "things": pools[:1] if _all_equal(pools) else pools,
        "twice": [pool is not None and len(np.unique(pool, axis=0)) < len(pool) for pool in pools],
        "in_order": [
            items is not None and pool is not None and bool(np.array_equal(items, pool))
            for items, pool in zip(laid, pools, strict=True)
        ],
        "stays": [
            _stays(first, parts, len(calls) - 1)
            if first is not None and parts is not None and len(parts) == len(first)
            else []
            for parts in calls[1:]
        ],
        "places": _chance_of_places(calls),
        "still": _still([items for items in laid if items is not None]),
    }


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: names (of the parts), axis (of the items; default: the last), shape and dtype as in `close`."""
    names = list(params.get("names", ()))
    manners = {name: params[name] for name in ("names", "shape", "dtype") if name in params}
    found: list[Difference] = []
    advice: tuple[Any, ...] = ()
    for mine, theirs in zip(got["form"], want["form"], strict=True):
        built = judge_close(blank(mine), blank(theirs), manners)
        advice = advice or built.advice
        if built.differences:
            return Verdict(built.differences, advice)
    calls = len(got["twice"])
    for mine, theirs, twice in zip(*(_each(seen["things"], calls) for seen in (got, want)), got["twice"], strict=True):
        found += _contents(mine, theirs, twice)
    for mine, theirs in zip(got["stays"], want["stays"], strict=True):
        found += _chances(mine, theirs, names) if not found else []
    level = threshold(len(SAID))
    for name, chance in got["places"].items():
        if chance < level <= want["places"].get(name, 0.0):
            text, hint = SAID[name]
            found.append(difference((), "property", text, hint=hint))
    return Verdict(tuple(found[:1]), advice)


def _contents(mine: np.ndarray | None, theirs: np.ndarray, twice: bool) -> list[Difference]:
    if mine is not None and mine.shape == theirs.shape and np.allclose(mine, theirs, rtol=1e-6, atol=1e-9):
        return []
    if mine is None:
        return [difference((), "type", "`{}` should contain arrays of numbers.")]
    if twice and len(np.unique(theirs, axis=0)) == len(theirs):
        return [difference((), "property", "Some items occur more than once in `{}`, and others are missing.")]
    whole = mine.shape == theirs.shape and np.allclose(np.sort(mine, axis=0), np.sort(theirs, axis=0))
    if whole and theirs.shape[1] > 1:
        return [
            difference((), "property", "`{}` contains the right numbers, but separates those that belong together.")
        ]
    return [difference((), "property", "`{}` does not contain the expected items.")]


def _chances(mine: Sequence[bool | None], theirs: Sequence[bool | None], names: Sequence[str]) -> list[Difference]:
    """A later call must give the same result for the same seed, and a different one for another generator."""
    for place, (stays, should) in enumerate(zip(mine, theirs, strict=False)):
        name = names[place - 1] if place and len(names) == len(mine) - 1 else f"[{place - 1}]"
        path: Path = (name,) if place else ()
        if stays and should is False:
            text = "`{}` is the same for every generator; it should be random."
            return [difference(path, "property", text, hint=SAID["drift"][1])]
        if should and stays is False:
            return [difference(path, "property", SEED_IGNORED, hint=GIVEN_GENERATOR)]
    return []


def same(got: Any, other: Any, params: Params) -> bool:
    """Whether two wrong answers may come from the same code: the same form, repetitions and patterns."""
    names = {"names": params.get("names", ())}
    for one, another in zip(got["form"], other["form"], strict=True):
        mine, theirs = blank(one), blank(another)
        if judge_close(mine, theirs, names).differences or judge_close(theirs, mine, names).differences:
            return False
    if any(got[fact] != other[fact] for fact in ("twice", "stays", "in_order", "still")):
        return False
    shown, others = got["places"], other["places"]
    for name in shown.keys() & others.keys():
        if min(shown[name], others[name]) < SURE and max(shown[name], others[name]) > UNSEEN:
            return False
    calls = len(got["twice"])
    for mine, theirs, twice in zip(*(_each(seen["things"], calls) for seen in (got, other)), got["twice"], strict=True):
        if (mine is None) != (theirs is None) or (mine is not None and mine.shape != theirs.shape):
            return False
        if mine is not None and not twice and not np.allclose(np.sort(mine, axis=0), np.sort(theirs, axis=0)):
            return False
    return True


REARRANGEMENT = CheckKind("rearrangement", observe, judge, frozenset({"names", "axis", "shape", "dtype"}), same=same)
