"""Judges shuffles and random splits: the same things, each once, in parts of wanted sizes, shared out by chance.

Over the calls of a case each thing must come to each place as often as chance has it (where there are several parts a
place is a part, and the order within it is left open), and neighbours must part. So whoever leaves one thing where it
was is found after a few calls: in a part with a share of a half, after 40; in one of a fifth, after 20.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import significance
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference
from autograder.checks.chance import SURE, UNSEEN, blank, form
from autograder.checks.significance import Log, threshold
from autograder.checks.values import judge_close

UNLIKELY = 10_000_000  # a shuffle that could come out in so many ways does not come out twice alike by chance
MANY_CALLS = 8
SAID = {
    "held": ("Some of what is in `{}` goes to the same place in every call.", "Is everything shuffled?"),
    "neighbours": ("Neighbours stay together in `{}`.", "Is every one shuffled, or only whole groups?"),
    "drift": ("What came first tends to stay in front in `{}`.", "Is everything shuffled before it is cut?"),
}
"""Name of a fact -> what is said where chance does not explain it, and a hint."""


def _array(value: Any) -> np.ndarray | None:
    """An array of numbers with an axis to share out along, or None. A list of plain numbers is one too."""
    if isinstance(value, list) and not any(isinstance(item, list | tuple | np.ndarray) for item in value):
        value = np.array(value)
    usable = isinstance(value, np.ndarray) and value.ndim > 0 and (value.dtype.kind in "biuf" or not value.size)
    return value if usable else None


def _things(part: Any, axis: int) -> np.ndarray | None:
    """The things of one part, one a row, in the order in which they lie along `axis`; None where that is not clear."""
    alone = _array(part)
    arrays = [alone] if alone is not None else [_array(item) for item in part] if isinstance(part, list | tuple) else []
    try:
        along = [np.moveaxis(array, axis, -1) for array in arrays if array is not None]
        rows = [array.reshape(math.prod(array.shape[:-1]), array.shape[-1]) for array in along]
        return np.vstack(rows).T.astype(np.float64) if rows and len(rows) == len(arrays) else None
    except ValueError:
        return None


def _parts(value: Any, axis: int) -> list[np.ndarray] | None:
    """The things of every part of one call's value, or None."""
    whole = _array(value)
    parts = value if whole is None and isinstance(value, list | tuple) else [value]
    things = [_things(part, axis) for part in parts]
    known = [part for part in things if part is not None]
    return known if known and len(known) == len(things) and len({part.shape[1] for part in known}) == 1 else None


def _sorted(things: np.ndarray) -> np.ndarray:
    return things[np.lexsort(things.T[::-1])] if things.size else things


def _stays(first: Sequence[np.ndarray], later: Sequence[np.ndarray], calls: int) -> list[bool | None]:
    """For all parts together and then for each: is it as it was? None where chance alone may well repeat it.

    calls  how many calls are compared with the first
    """
    if len(first) == 1:  # of one part the order tells, of several what went into each
        return [_same_unlikely(math.factorial(len(first[0])) // calls, np.array_equal(first[0], later[0]))]
    alike = [bool(np.array_equal(_sorted(a), _sorted(b))) for a, b in zip(first, later, strict=True)]
    total = sum(map(len, first))
    ways = math.factorial(total) // math.prod(math.factorial(len(part)) for part in first) // calls
    each = [math.comb(total, len(part)) // calls for part in first]
    return [_same_unlikely(ways, all(alike)), *map(_same_unlikely, each, alike)]


def _same_unlikely(ways: int, alike: bool) -> bool | None:
    return alike if ways >= UNLIKELY else None


def _placed(parts: Sequence[np.ndarray]) -> np.ndarray | None:
    """The place of each thing, in the order of the sorted things; None where two of them are equal.

    A place is the number of its part, or where there is one part the position in it.
    """
    things = np.vstack(parts)
    order = np.lexsort(things.T[::-1])
    if not len(order) or np.any(np.all(things[order][1:] == things[order][:-1], axis=1)):
        return None
    several = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return (several if len(parts) > 1 else np.arange(len(things)))[order]


def _chance_of_places(calls: Sequence[Sequence[np.ndarray] | None]) -> dict[str, Log]:
    """p-values of what a shuffle does not do. A call that repeats an earlier one is left out."""
    placed = [_placed(parts) for parts in calls if parts is not None]
    known = list({one.tobytes(): one for one in placed if one is not None}.values())
    if not known or len(known[0]) < 8 or any(len(one) != len(known[0]) for one in known):
        return {}
    m, calls_ = len(known[0]), len(known)
    sizes = np.bincount(known[0])
    if any(not np.array_equal(np.bincount(one, minlength=len(sizes)), sizes) for one in known) or len(sizes) < 2:
        return {}
    counts = np.array([[np.sum([one[thing] == place for one in known]) for place in range(len(sizes))]
                       for thing in range(m)]) if m * len(sizes) * calls_ < 200_000 else None  # fmt: skip
    held = [] if counts is None else significance.binomial(counts, calls_, sizes / m).reshape(-1).tolist()
    found = {"held": significance.combined(held), "drift": significance.standard_errors(_drift(known))}
    if len(sizes) == m:
        together = sum(int((np.diff(one) == 1).sum()) for one in known)
        return {**found, "neighbours": significance.poisson(together, calls_ * (m - 1) / m)}
    meeting = float((sizes * (sizes - 1)).sum() / (m * (m - 1)))
    # Each second pair of neighbours, so that no thing is counted twice.
    halves = [(sum(int((one[start:-1:2] == one[start + 1 :: 2]).sum()) for one in known)) for start in (0, 1)]
    pairs = [calls_ * len(range(start, m - 1, 2)) for start in (0, 1)]
    chances = [float(significance.binomial(h, n, meeting)) for h, n in zip(halves, pairs, strict=True)]
    return {**found, "neighbours": significance.combined(chances)}


def _drift(known: Sequence[np.ndarray]) -> float:
    """The correlation of where things were and where they went, over all calls, in standard errors."""
    m = len(known[0])
    before = np.arange(m) - (m - 1) / 2
    total = sum(float(before @ (one - one.mean())) for one in known)
    variance = sum(float((before**2).sum() * ((one - one.mean()) ** 2).sum() / (m - 1)) for one in known)
    return abs(total) / math.sqrt(variance)


def _still(laid: Sequence[np.ndarray]) -> list[int]:
    if len(laid) < MANY_CALLS or any(things.shape != laid[0].shape for things in laid):
        return []
    same = np.all([things == laid[0] for things in laid], axis=(0, 1))
    return [int(row) for row in np.flatnonzero(same)]


def _all_equal(pools: Sequence[np.ndarray | None]) -> bool:
    return all(pool is not None and pools[0] is not None and np.array_equal(pool, pools[0]) for pool in pools)


def _each(things: Sequence[Any], calls: int) -> Sequence[Any]:
    """The things of each call, where those of one were kept for all."""
    return things if len(things) == calls else list(things) * calls


def observe(values: Sequence[Any], params: Params) -> Any:
    """
    A list or tuple is several parts; a part is an array, or a list or tuple of arrays whose things belong together.

    things    all things of each call, sorted; twice: is one there twice; in_order: did they lie so, as if not shuffled
    stays     for each call after the first, what `_stays` says
    places    p-values, see `_chance_of_places`
    still     of what belongs together, the rows that come in the same order in every one of many calls
    """
    calls = [_parts(value, params.get("axis", -1)) for value in values]
    laid = [None if parts is None else np.vstack(parts) for parts in calls]
    pools = [None if things is None else _sorted(things) for things in laid]
    first = calls[0]
    return {
        "form": [form(value) for value in values],
        "things": pools[:1] if _all_equal(pools) else pools,
        "twice": [pool is not None and len(np.unique(pool, axis=0)) < len(pool) for pool in pools],
        "in_order": [
            things is not None and pool is not None and bool(np.array_equal(things, pool))
            for things, pool in zip(laid, pools, strict=True)
        ],
        "stays": [
            _stays(first, parts, len(calls) - 1)
            if first is not None and parts is not None and len(parts) == len(first)
            else []
            for parts in calls[1:]
        ],
        "places": _chance_of_places(calls),
        "still": _still([things for things in laid if things is not None]),
    }


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: names (of the parts), axis (along which things lie in an array; the last), shape and dtype as `close`."""
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
        return [difference((), "type", "`{}` should hold arrays of numbers.")]
    if twice and len(np.unique(theirs, axis=0)) == len(theirs):
        return [difference((), "property", "`{}`, all parts taken together, holds a thing twice and lacks another.")]
    whole = mine.shape == theirs.shape and np.allclose(np.sort(mine, axis=0), np.sort(theirs, axis=0))
    if whole and theirs.shape[1] > 1:
        return [difference((), "property", "In `{}` all numbers are there, but what belongs together was separated.")]
    return [difference((), "property", "`{}`, all parts taken together, holds other things than it should.")]


def _chances(mine: Sequence[bool | None], theirs: Sequence[bool | None], names: Sequence[str]) -> list[Difference]:
    """In a second call: where the generator is another one, other things in each part; where it is alike, the same."""
    for place, (stays, should) in enumerate(zip(mine, theirs, strict=False)):
        name = names[place - 1] if place and len(names) == len(mine) - 1 else f"[{place - 1}]"
        path: Path = (name,) if place else ()
        if stays and should is False:
            text = "`{}` is the same in every call, whatever the generator: chance should decide."
            return [difference(path, "property", text, hint="Is everything shuffled before it is cut?")]
        if should and stays is False:
            text = "`{}` changes from call to call, although the generator is seeded alike."
            return [difference(path, "property", text, hint="Is the generator that was given used for every draw?")]
    return []


def same(got: Any, other: Any, params: Params) -> bool:
    """Two wrong answers of one kind: in the same form, both or neither with doubles, held fast by chance alike."""
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
