"""Significance tests as pure functions: counts or samples in, the natural logarithm of a p-value out.

Each p-value is an upper bound, so a test that refuses below some level refuses a right answer at most that often. The
bounds hold for every number of draws (Chernoff, Hoeffding, Massart), need no tables, and cost microseconds. They are
some 10 to 100 times larger than the exact p-value, which costs little power: p falls exponentially with the draws.

A check refuses below `LEVEL`, shared out among its tests (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

LEVEL = math.log(1e-7)
"""How often one check refuses a right answer, at most: once in ten million."""

CERTAIN = -1e4
"""Stands for a p-value of 0: what cannot come by chance, such as all rows of a normal sample being equal."""

Log = float
"""The logarithm of a p-value, at most 0."""


def threshold(tests: int) -> Log:
    """Below this, one of so many tests of a check is significant."""
    return LEVEL - math.log(max(tests, 1))


def combined(found: Iterable[Log]) -> Log:
    """One p-value for the smallest of several (Bonferroni)."""
    known = list(found)
    return min(0.0, min(known) + math.log(len(known))) if known else 0.0


def divergence(share: Any, expected: Any) -> Any:
    """Kullback-Leibler divergence of two coins, in nats."""
    share, expected = np.asarray(share, np.float64), np.asarray(expected, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        ones = np.where(share > 0, share * np.log(share / expected), 0.0)
        zeros = np.where(share < 1, (1 - share) * np.log((1 - share) / (1 - expected)), 0.0)
    return np.nan_to_num(ones + zeros, nan=0.0, posinf=-CERTAIN)


def binomial(count: Any, n: int, chance: Any) -> Any:
    """Is `count` of n too many or too few, where each comes with this chance? Chernoff's bound, both sides."""
    return np.minimum(0.0, math.log(2) - n * divergence(np.asarray(count) / n, chance))


def two_shares(count: Any, n: int, other: Any, m: int) -> Any:
    """Do `count` of n and `other` of m have the same chance? Bound for the hypergeometric tail (Hoeffding 1963)."""
    pooled = (np.asarray(count, np.float64) + other) / (n + m)
    apart = n * divergence(np.asarray(count) / n, pooled) + m * divergence(np.asarray(other) / m, pooled)
    return np.minimum(0.0, math.log(2) - apart)


def standard_errors(z: float) -> Log:
    """Is a sum so many standard errors from its mean? Holds for normal numbers, and for sums of fair signs."""
    return min(0.0, math.log(2) - z * z / 2)


def chi_square(value: float, degrees: float, low: bool = False) -> Log:
    """Is a sum of squares of so many standard normal numbers too large (or too small)? Chernoff's bound.

    It holds for squares of sums of fair signs, too: they are no larger (Khinchin).
    """
    ratio = value / degrees if degrees > 0 else 1.0
    if (ratio >= 1) == low:
        return 0.0
    return CERTAIN if ratio <= 0 else -degrees / 2 * (ratio - 1 - math.log(ratio))


def poisson(count: float, expected: float) -> Log:
    """Are there too many rare events? Chernoff's bound."""
    return -(count * math.log(count / expected) - count + expected) if count > expected else 0.0


def kolmogorov(uniform: np.ndarray) -> Log:
    """Are these numbers spread evenly from 0 to 1? The largest gap between the two curves (Massart 1990)."""
    ordered, n = np.sort(uniform), len(uniform)
    gap = max(np.max(np.arange(1, n + 1) / n - ordered), np.max(ordered - np.arange(n) / n))
    return min(0.0, math.log(2) - 2 * n * float(gap) ** 2)


def kolmogorov_two(gap: float, n: int, m: int) -> Log:
    """The same for the largest gap between the curves of two samples (Wei and Dudley 2012, constant e)."""
    return min(0.0, 1 - 2 * n * m / (n + m) * gap**2)
