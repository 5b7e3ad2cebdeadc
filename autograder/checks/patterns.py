"""Finds patterns that independent draws do not have: even rows, correlated rows, periods, repeated numbers.

Each entry becomes a coin: above the median or not. If the entries are independent, so are the coins, and they are fair
whatever the law is, so the tails of their sums are known. In arrays of two values (masks), the coins are the entries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from autograder.checks import significance
from autograder.checks.significance import CERTAIN, Log

FEWEST = 40  # entries; with fewer, most patterns may arise by chance
RAREST = 20  # of n coins whose rarer side has chance q, n q² must be at least this, or sums are not nearly normal
LAGS = 64  # the longest period looked for
NEW = 0.9  # more than nine in ten continuous draws are unique, even in float32

SAID = {
    "alike": "All rows of `{}` are equal, so every unit would learn the same.",
    "level": "All columns of `{}` are equal; draw each entry separately.",
    "repeated": "Numbers in `{}` are repeated, perhaps with the opposite sign; draw each entry separately.",
    "even rows": "The rows of `{}` are too similar; draw each entry separately, not a fixed number per row.",
    "even columns": "The columns of `{}` are too similar; draw each entry separately, not a fixed number per column.",
    "even calls": "`{}` has too similar numbers of each value in all calls; draw each entry separately.",
    "shared rows": "The entries within a row of `{}` are correlated; draw each entry separately.",
    "shared columns": "The entries within a column of `{}` are correlated; draw each entry separately.",
    "shared calls": "The entries of `{}` within a call are correlated; draw each entry separately.",
    "parallel rows": "The rows of `{}` depend on each other; draw each entry separately.",
    "periodic": "The entries of `{}` follow a regular pattern; draw each entry separately.",
}
"""Name of a pattern -> the message for an answer that has it."""


def find(calls: Sequence[np.ndarray], centre: float | None = None, above: float | None = None) -> dict[str, Log]:
    """p-values of each pattern in the arrays of one quantity, one array per call.

    centre, above  the law's median and the chance of a larger number; None: those of the sample
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
    """Equal rows or columns, and repeated numbers. In continuous draws these never arise by chance."""
    tall = [call for call in calls if call.ndim >= 2 and len(call) > 1]
    wide = [call for call in calls if call.ndim >= 2 and call.shape[-1] > 1]
    mirrored = np.round(np.abs(pooled - middle) / pooled.std(), 9)
    facts = {
        "alike": bool(tall) and all(bool(np.all(call == call[:1])) for call in tall),
        "level": bool(wide) and all(bool(np.all(call == call[..., :1])) for call in wide),
        "repeated": repeats(pooled) or repeats(mirrored),
    }
    return {name: CERTAIN if shown else 0.0 for name, shown in facts.items()}


def _evenness(coins: Sequence[np.ndarray], step: float, known: bool) -> dict[str, Log]:
    """Sums over rows, over columns and over whole calls: too far apart, or too close together."""
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
    """p-values of sums that are too far from 0, and of sums that are too close to 0; each sum with its number of coins.

    Sums are discrete: half a step is added in the test for too close.
    """
    degrees = sum(len(part) for part, _ in sums) - (0 if known else 1)
    far = sum(float((part**2).sum()) / size for part, size in sums)
    near = sum(float(((np.abs(part) + step / 2) ** 2).sum()) / size for part, size in sums)
    if degrees < 1:
        return 0.0, 0.0
    return significance.chi_square(far, degrees), significance.chi_square(near, degrees, low=True)


def _periods(coins: Sequence[np.ndarray]) -> Log:
    """p-value of the autocorrelation of the entries, read row by row."""
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


def repeats(values: np.ndarray) -> bool:
    """Are there far fewer distinct numbers than draws? Ignores values that many draws share (zeros, a clipped end)."""
    _, counts = np.unique(values, return_counts=True)
    rare = counts[counts <= max(8, len(values) // 50)]
    return bool(rare.sum() >= FEWEST and len(rare) < NEW * rare.sum())


def effective(array: np.ndarray) -> np.ndarray:
    """The draws in an array without repeated rows, columns and numbers, which count once in statistics."""
    while array.ndim >= 2 and len(array) > 1 and np.all(array == array[:1]):
        array = array[:1]
    while array.ndim >= 1 and array.size > 1 and array.shape[-1] > 1 and np.all(array == array[..., :1]):
        array = array[..., :1]
    flat = array.reshape(-1)
    return np.unique(flat) if repeats(flat) else flat
