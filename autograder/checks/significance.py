"""Significance tests as pure functions: counts or samples in, the natural logarithm of a p-value out.

Each p-value is an upper bound, so a test at some level rejects a right answer at most that often. The bounds hold for
any number of draws (Chernoff, Hoeffding, Massart), need no tables, and take microseconds. They are about 10 to 100
times larger than the exact p-value, which costs little power: p decreases exponentially with the number of draws.

The level of a check is `LEVEL`, divided among its tests (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

LEVEL = math.log(1e-7)
"""A check rejects a right answer at most once in ten million."""

CERTAIN = -1e4
"""For a p-value of 0: what never happens by chance, such as equal rows in a normal sample."""

Log = float
"""The logarithm of a p-value, at most 0."""


def threshold(tests: int) -> Log:
    """The level of each of so many tests of a check."""
    return LEVEL - math.log(max(tests, 1))


def combined(found: Iterable[Log]) -> Log:
    """One p-value for the smallest of several (Bonferroni)."""
    known = list(found)
    return min(0.0, min(known) + math.log(len(known))) if known else 0.0


def divergence(share: Any, expected: Any) -> Any:
    """The Kullback-Leibler divergence of two coins, in nats."""
    share, expected = np.asarray(share, np.float64), np.asarray(expected, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        ones = np.where(share > 0, share * np.log(share / expected), 0.0)
        zeros = np.where(share < 1, (1 - share) * np.log((1 - share) / (1 - expected)), 0.0)
    return np.nan_to_num(ones + zeros, nan=0.0, posinf=-CERTAIN)


def binomial(count: Any, n: int, chance: Any) -> Any:
    """Is `count` out of n too large or too small for this chance? Chernoff's bound, both sides."""
    return np.minimum(0.0, math.log(2) - n * divergence(np.asarray(count) / n, chance))


def two_shares(count: Any, n: int, other: Any, m: int) -> Any:
    """Do `count` out of n and `other` out of m have the same chance? Hypergeometric tail bound (Hoeffding 1963)."""
    pooled = (np.asarray(count, np.float64) + other) / (n + m)
    apart = n * divergence(np.asarray(count) / n, pooled) + m * divergence(np.asarray(other) / m, pooled)
    return np.minimum(0.0, math.log(2) - apart)


def standard_errors(z: float) -> Log:
    """Is a sum z standard errors from its mean? Holds for normal numbers and for sums of fair signs."""
    return min(0.0, math.log(2) - z * z / 2)


def chi_square(value: float, degrees: float, low: bool = False) -> Log:
    """Is the sum of squares of standard normal numbers too large (or too small)? Chernoff's bound.

    It also holds for squares of sums of fair signs, which are not larger (Khinchin).
    """
    ratio = value / degrees if degrees > 0 else 1.0
    if (ratio >= 1) == low:
        return 0.0
    return CERTAIN if ratio <= 0 else -degrees / 2 * (ratio - 1 - math.log(ratio))


def poisson(count: float, expected: float) -> Log:
    """Are there too many rare events? Chernoff's bound."""
    return -(count * math.log(count / expected) - count + expected) if count > expected else 0.0


def kolmogorov(uniform: np.ndarray) -> Log:
    """Are these numbers uniform from 0 to 1? The largest gap between the distribution functions (Massart 1990)."""
    ordered, n = np.sort(uniform), len(uniform)
    gap = max(np.max(np.arange(1, n + 1) / n - ordered), np.max(ordered - np.arange(n) / n))
    return min(0.0, math.log(2) - 2 * n * float(gap) ** 2)


def kolmogorov_two(gap: float, n: int, m: int) -> Log:
    """Do two samples with this largest gap have the same law (Wei and Dudley 2012, constant e)?"""
    return min(0.0, 1 - 2 * n * m / (n + m) * gap**2)
