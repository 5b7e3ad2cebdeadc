"""Summarises random arrays: moments, quantiles, p-values, and what is needed to compare two samples later.

The key stores an observation for each wrong variant, so a summary has about 70 quantiles instead of the sample. Between
two quantiles the number of draws is known within bounds; a test uses the bound closer to the expected number, so its
p-value remains an upper bound.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks import laws, patterns, significance
from autograder.checks.base import Path
from autograder.checks.laws import Law
from autograder.checks.significance import Log

MARKS = np.concatenate([[0, 1 / 512, 1 / 256, 1 / 128], np.arange(1, 64) / 64, [127 / 128, 255 / 256, 511 / 512, 1]])
MANY = 30  # entries: a call that repeats this many drew nothing new


def fresh(parts: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The arrays of all calls, as floats, without repeated ones: other checks report a seed inside the function."""
    arrays = [part.astype(np.float64) for part in parts]
    seen: dict[bytes, np.ndarray] = {}
    for number, array in enumerate(arrays):
        seen.setdefault(array.tobytes() if array.size >= MANY else str(number).encode(), array)
    return list(seen.values())


def moments(flat: np.ndarray) -> dict[str, Any]:
    flat = flat.astype(np.float64)
    finite = flat[np.isfinite(flat)]
    if not finite.size:
        return {"count": int(flat.size), "finite": False}
    spread = float(finite.std()) if finite.min() < finite.max() else 0.0  # not a rounding error
    return {
        "count": int(flat.size),
        "finite": bool(finite.size == flat.size),
        "mean": float(finite.mean()),
        "spread": spread,
        "kurtosis": float(((finite - finite.mean()) ** 4).mean() / spread**4) if spread > 0 else 1.0,
        "zeros": int((finite == 0).sum()),
    }


def summary(calls: Sequence[np.ndarray], law: Law | None) -> dict[str, Any]:
    """Moments, quantiles with the number of draws up to each of them, patterns, and p-values under the law."""
    flat = np.concatenate([patterns.effective(call) for call in calls])
    facts = moments(flat)
    if not facts["finite"] or not facts["spread"]:
        return facts
    ordered = np.sort(flat)
    marks = ordered[np.round(MARKS * (len(ordered) - 1)).astype(int)]
    facts["under"] = np.searchsorted(ordered, marks, side="left")
    facts["up to"] = np.searchsorted(ordered, marks, side="right")
    facts["marks"] = marks
    facts["against"] = laws.against(law, flat) if law else {}
    facts["patterns"] = patterns.find(calls, *((laws.median(law), laws.chance_above(law)) if law else ()))
    return facts


def links(drawn: Mapping[Path, Sequence[np.ndarray]]) -> list[Any]:
    """For each pair of random arrays: how many of n coins agree, and the p-value of that if they are independent."""
    coins = {}
    for path, calls in drawn.items():
        flat = np.concatenate([call.reshape(-1) for call in calls])
        if len(flat) >= MANY and np.isfinite(flat).all() and flat.min() < flat.max():
            distinct = np.unique(flat)
            coins[path] = flat > (distinct.mean() if len(distinct) == 2 else np.median(flat))
    found = []
    for (one, mine), (other, theirs) in itertools.combinations(coins.items(), 2):
        n = len(mine) if len(mine) == len(theirs) else min(drawn[one][0].size, drawn[other][0].size)
        if n >= MANY:
            agree, first, second = int((mine[:n] == theirs[:n]).sum()), mine[:n].mean(), theirs[:n].mean()
            alone = float(significance.binomial(agree, n, first * second + (1 - first) * (1 - second)))
            found.append([list(one), list(other), agree, n, alone])
    return found


def two_samples(got: dict[str, Any], want: dict[str, Any]) -> dict[str, Log]:
    """p-values of two samples having the same share of zeros and the same law."""
    n, m = got["count"], want["count"]
    zeros = float(significance.two_shares(got["zeros"], n, want["zeros"], m))
    steps: list[Log] = []
    gap = 0.0
    for one, other in ((got, want), (want, got)):
        counts, least, most = one["up to"], *_between(other, one["marks"])
        expected = counts / one["count"] * other["count"]
        nearest = np.clip(expected, least, most)
        steps += significance.two_shares(nearest, other["count"], counts, one["count"]).tolist()
        gap = max(gap, float(np.abs(nearest / other["count"] - counts / one["count"]).max()))
    return {"zeros": zeros, "shape": significance.combined([*steps, significance.kolmogorov_two(gap, n, m)])}


def _between(seen: dict[str, Any], values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounds from the quantiles on the number of draws up to each value."""
    marks, counts, under = (np.asarray(seen[name]) for name in ("marks", "up to", "under"))
    index = np.searchsorted(marks, values, side="right")
    least = np.concatenate([[0], counts])[index]
    most = np.concatenate([under, [seen["count"]]])[index]
    return least, np.where(np.concatenate([[-np.inf], marks])[index] == values, least, most)


def linked(counts: Sequence[int], others: Sequence[int]) -> Log:
    """p-value of two arrays agreeing as often in one answer as in another."""
    (agree, n), (again, m) = counts, others
    return float(significance.two_shares(agree, n, again, m))
