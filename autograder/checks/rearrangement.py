"""Judges shuffles and random splits: the same things, each once, in parts of wanted sizes, shared out by chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference
from autograder.checks.chance import blank, form
from autograder.checks.values import judge_close

UNLIKELY = 10_000_000  # a shuffle that could come out in so many ways does not come out twice alike by chance


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


def _stays(first: Sequence[np.ndarray], later: Sequence[np.ndarray]) -> list[bool | None]:
    """For all parts together and then for each: is it as it was? None where chance alone may well repeat it."""
    if len(first) == 1:  # of one part the order tells, of several what went into each
        return [_same_unlikely(math.factorial(len(first[0])), np.array_equal(first[0], later[0]))]
    alike = [bool(np.array_equal(_sorted(a), _sorted(b))) for a, b in zip(first, later, strict=True)]
    total = sum(map(len, first))
    ways = math.factorial(total) // math.prod(math.factorial(len(part)) for part in first)
    each = [math.comb(total, len(part)) for part in first]
    return [_same_unlikely(ways, all(alike)), *map(_same_unlikely, each, alike)]


def _same_unlikely(ways: int, alike: bool) -> bool | None:
    return alike if ways >= UNLIKELY else None


def observe(values: Sequence[Any], params: Params) -> Any:
    """
    A list or tuple is several parts; a part is an array, or a list or tuple of arrays whose things belong together.

    things    all things of each call, sorted; twice: is one there twice; in_order: did they lie so, as if not shuffled
    stays     for each call after the first, what `_stays` says
    """
    calls = [_parts(value, params.get("axis", -1)) for value in values]
    laid = [None if parts is None else np.vstack(parts) for parts in calls]
    pools = [None if things is None else _sorted(things) for things in laid]
    first = calls[0]
    return {
        "form": [form(value) for value in values],
        "things": pools,
        "twice": [pool is not None and len(np.unique(pool, axis=0)) < len(pool) for pool in pools],
        "in_order": [
            things is not None and pool is not None and bool(np.array_equal(things, pool))
            for things, pool in zip(laid, pools, strict=True)
        ],
        "stays": [
            _stays(first, parts) if first is not None and parts is not None and len(parts) == len(first) else []
            for parts in calls[1:]
        ],
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
    for mine, theirs, twice in zip(got["things"], want["things"], got["twice"], strict=True):
        found += _contents(mine, theirs, twice)
    for mine, theirs in zip(got["stays"], want["stays"], strict=True):
        found += _chances(mine, theirs, names) if not found else []
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
    if any(got[fact] != other[fact] for fact in ("twice", "stays", "in_order")):
        return False
    for mine, theirs, twice in zip(got["things"], other["things"], got["twice"], strict=True):
        if (mine is None) != (theirs is None) or (mine is not None and mine.shape != theirs.shape):
            return False
        if mine is not None and not twice and not np.allclose(np.sort(mine, axis=0), np.sort(theirs, axis=0)):
            return False
    return True


REARRANGEMENT = CheckKind("rearrangement", observe, judge, frozenset({"names", "axis", "shape", "dtype"}), same=same)
