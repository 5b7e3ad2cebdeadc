"""Finds what independent draws do not do: even rows, shared rows, periods, numbers that come again.

Each entry becomes a coin: above the median or not. Under independence the coins of an array are fair and free of each
other, whatever law the entries have, so sums of them have known tails. Where the entries have two values (a mask),
the coins are the entries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from autograder.checks import significance
from autograder.checks.significance import CERTAIN, Log

FEWEST = 40  # entries; with fewer, chance alone makes most patterns
RAREST = 20  # of n coins that show the rarer side with chance q, n q² must be so many, or sums are not near normal
LAGS = 64  # periods up to this length are looked for
NEW = 0.9  # of continuous draws, even in float32, more than nine in ten differ from all others

SAID = {
    "alike": "All rows of `{}` are the same: every unit would learn the same.",
    "level": "All columns of `{}` are the same: each should be drawn alone.",
    "repeated": "Numbers in `{}` come again, as they are or with the other sign: draw each entry on its own.",
    "even rows": "The rows of `{}` are more alike than chance allows: draw each entry on its own, not so many per row.",
    "even columns": "The columns of `{}` are more alike than chance allows: draw each entry on its own, not so many "
    "per column.",
    "even calls": "`{}` holds the same number of each value in every call: draw each entry on its own.",
    "shared rows": "The entries in a row of `{}` go together: draw each entry on its own.",
    "shared columns": "The entries in a column of `{}` go together: draw each entry on its own.",
    "shared calls": "The entries of `{}` go together in each call: draw each entry on its own.",
    "parallel rows": "The rows of `{}` follow from each other: draw each entry on its own.",
    "periodic": "The entries of `{}` follow a pattern: draw each entry on its own.",
}
"""Name of a pattern -> what is said where an answer shows it."""


def find(calls: Sequence[np.ndarray], centre: float | None = None, above: float | None = None) -> dict[str, Log]:
    """p-values of each pattern in the arrays of one quantity, one array a call.

    centre, above  the law's median and the chance of more than it; None: as in the sample
    """
    pooled = np.concatenate([call.reshape(-1) for call in calls])
    distinct = np.unique(pooled)
    if len(pooled) < FEWEST or len(distinct) < 2:
        return {}
    two = len(distinct) == 2
    known = above is not None
    middle = float(distinct.mean()) if two else float(np.median(pooled)) if centre is None else centre
    found = {} if two else _repetitions(calls, pooled, middle)
    share = float((pooled > middle).mean()) if above is None else above
    if len(pooled) * min(share, 1 - share) ** 2 < RAREST:
        return found
    step = 1 / math.sqrt(share * (1 - share))
    coins = [((call > middle) - share) * step for call in calls]
    found |= _evenness(coins, step, known)
    found["periodic"] = _periods(coins)
    return found


def _repetitions(calls: Sequence[np.ndarray], pooled: np.ndarray, middle: float) -> dict[str, Log]:
    """Rows or columns that are equal, and numbers that come again. Of continuous draws these are never chance."""
    tall = [call for call in calls if call.ndim >= 2 and len(call) > 1]
    wide = [call for call in calls if call.ndim >= 2 and call.shape[-1] > 1]
    mirrored = np.round(np.abs(pooled - middle) / pooled.std(), 9)
    facts = {
        "alike": bool(tall) and all(bool(np.all(call == call[:1])) for call in tall),
        "level": bool(wide) and all(bool(np.all(call == call[..., :1])) for call in wide),
        "repeated": come_again(pooled) or come_again(mirrored),
    }
    return {name: CERTAIN if shown else 0.0 for name, shown in facts.items()}


def _evenness(coins: Sequence[np.ndarray], step: float, known: bool) -> dict[str, Log]:
    """Sums over rows, over columns and over whole calls: too far apart, or too near to each other."""
    matrices = [call.reshape(-1, call.shape[-1]) for call in coins if call.ndim >= 2 and min(call.shape) > 1]
    found = {}
    if matrices:
        for name, turned in (("rows", matrices), ("columns", [call.T for call in matrices])):
            sums = [(call.sum(axis=1), call.shape[1]) for call in turned]
            found[f"shared {name}"], found[f"even {name}"] = _sums(sums, step, known)
            products = [
                (float((row**2).sum()) / call.shape[1], len(call) - 1)
                for call in turned
                for row in [(call[:-1] * call[1:]).sum(axis=1)]
            ]
            total = significance.chi_square(sum(part for part, _ in products), sum(part for _, part in products))
            found["parallel rows"] = min(found.get("parallel rows", 0.0), total)
    if len(coins) > 1 and coins[0].size > 1:
        sums = [(np.array([call.sum()]), call.size) for call in coins]
        found["shared calls"], found["even calls"] = _sums(sums, step, known)
    return found


def _sums(sums: Sequence[tuple[np.ndarray, int]], step: float, known: bool) -> tuple[Log, Log]:
    """p-values that sums of so many coins are too far from 0, and too near to it.

    A sum moves in steps; half a step is added before it is called too near.
    """
    degrees = sum(len(part) for part, _ in sums) - (0 if known else 1)
    far = sum(float((part**2).sum()) / size for part, size in sums)
    near = sum(float(((np.abs(part) + step / 2) ** 2).sum()) / size for part, size in sums)
    if degrees < 1:
        return 0.0, 0.0
    return significance.chi_square(far, degrees), significance.chi_square(near, degrees, low=True)


def _periods(coins: Sequence[np.ndarray]) -> Log:
    """The correlation of the entries with those some places further on, in the order of rows."""
    rows = [np.concatenate([call.reshape(-1) for call in coins])] if coins[0].size == 1 else [
        call.reshape(-1) for call in coins
    ]  # fmt: skip
    shortest = min(map(len, rows))
    width = coins[0].shape[-1] if coins[0].ndim >= 2 else 1
    lags = sorted({*range(1, min(LAGS, shortest // 2) + 1), *(lag for lag in (width, 2 * width) if lag < shortest)})
    found = []
    for lag in lags:
        pairs = sum(len(row) - lag for row in rows)
        total = sum(float(row[:-lag] @ row[lag:]) for row in rows)
        found.append(significance.standard_errors(abs(total) / math.sqrt(pairs)))
    return significance.combined(found)


def come_again(values: np.ndarray) -> bool:
    """Are there far fewer numbers than draws? Values that many draws share (zeros, a cut-off end) are left aside."""
    _, counts = np.unique(values, return_counts=True)
    rare = counts[counts <= max(8, len(values) // 50)]
    return bool(rare.sum() >= FEWEST and len(rare) < NEW * rare.sum())


def effective(array: np.ndarray) -> np.ndarray:
    """The draws in an array: without rows, columns and numbers that only come again. In statistics these count once."""
    while array.ndim >= 2 and len(array) > 1 and np.all(array == array[:1]):
        array = array[:1]
    while array.ndim >= 1 and array.size > 1 and array.shape[-1] > 1 and np.all(array == array[..., :1]):
        array = array[..., :1]
    flat = array.reshape(-1)
    return np.unique(flat) if come_again(flat) else flat
