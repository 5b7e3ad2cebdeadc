"""Judges masking and causality: a change in an irrelevant input must not change the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import CheckKind, Difference, Params, Verdict, difference
from autograder.checks.chance import leaves
from autograder.checks.tolerance import tolerance


def _region(array: np.ndarray, params: Params) -> np.ndarray:
    """A boolean array: True where nothing may change. `still` has (start, stop) or None for each axis."""
    inside = np.ones(array.shape, dtype=bool)
    for axis, bounds in enumerate(params.get("still", ())):
        if bounds is None or axis >= array.ndim:
            continue
        along = np.zeros(array.shape[axis], dtype=bool)
        along[slice(*bounds)] = True
        shape = [1] * array.ndim
        shape[axis] = -1
        inside &= along.reshape(shape)
    return inside


def observe(values: Sequence[Any], params: Params) -> Any:
    """What changed between the first call and each later one, in which an input is perturbed."""
    base = list(leaves(values[0], (), params.get("names", ())))
    facts = []
    for value in values[1:]:
        other = dict(leaves(value, (), params.get("names", ())))
        for path, leaf in base:
            if not (isinstance(leaf, np.ndarray | np.generic | float) and np.asarray(leaf).dtype.kind in "biuf"):
                continue
            first, second = np.asarray(leaf, np.float64), np.asarray(other.get(path, np.nan), np.float64)
            if first.shape != second.shape:
                facts.append([list(path), {"shape": list(first.shape), "inside": True, "outside": True, "place": ""}])
                continue
            with np.errstate(invalid="ignore"):
                moved = ~(np.abs(first - second) <= tolerance(first, params.get("operations", 100)))
            still = _region(first, params)
            wrong = np.argwhere(moved & still)
            facts.append(
                [
                    list(path),
                    {
                        "shape": list(first.shape),
                        "inside": bool(len(wrong)),
                        "outside": bool((moved & ~still).any()),
                        "place": words.place(wrong[0]) if len(wrong) and first.ndim else "",
                    },
                ]
            )
    return {"kind": words.kind_of(values[0]), "facts": facts}


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: still (see `_region`), what (the perturbed input, in words), operations, names."""
    what = params.get("what", "an irrelevant input")
    if len(got["facts"]) != len(want["facts"]):
        return Verdict((difference((), "type", f"`{{}}` is {got['kind']} but should be {want['kind']}."),))
    found: list[Difference] = []
    for (place, mine), (_, theirs) in zip(got["facts"], want["facts"], strict=True):
        path = tuple(place)
        if mine["shape"] != theirs["shape"]:
            text = f"`{{}}` should have shape {tuple(theirs['shape'])}, not {tuple(mine['shape'])}."
            found.append(difference(path, "shape", text))
        elif mine["inside"] and not theirs["inside"]:
            where = f" (it does, first at {mine['place']})" if mine["place"] else ""
            found.append(difference(path, "property", f"`{{}}` should not change when {what} changes{where}."))
        elif (theirs["outside"] and not mine["outside"]) or (theirs["inside"] and not mine["inside"]):
            text = f"`{{}}` should change when {what} changes, but it does not."
            found.append(difference(path, "property", text))
    return Verdict(tuple(found))


INVARIANCE = CheckKind("invariance", observe, judge, frozenset({"still", "what", "operations", "names"}))
