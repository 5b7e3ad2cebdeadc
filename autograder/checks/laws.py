"""The laws of random answers, as an author writes them: `("normal", 0.0, 0.01)`.

normal (mean, standard deviation)
truncated_normal (mean, standard deviation after the cut at two standard deviations of the uncut law), as in Keras
uniform, log_uniform (low, high); one_minus_log_uniform (low, high): 1 - x is log-uniform
choice (values, chances)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import significance
from autograder.checks.significance import Log

Law = Sequence[Any]
CUT = 0.87962566103423978  # the standard deviation of a standard normal law cut at 2
LADDER = np.concatenate([[1 / 256, 1 / 64, 1 / 32], np.arange(1, 16) / 16, [31 / 32, 63 / 64, 255 / 256]])
MIDDLES = np.arange(1, 8) / 16  # half widths of intervals around the median


def moments(law: Law) -> tuple[float, float]:
    """Mean and standard deviation."""
    kind, a, b = law
    if kind == "choice":
        values, chances = np.asarray(a, np.float64), np.asarray(b, np.float64)
        mean = float(values @ chances)
        return mean, float(np.sqrt(chances @ (values - mean) ** 2))
    if kind == "uniform":
        return (a + b) / 2, (b - a) / math.sqrt(12)
    if kind in ("log_uniform", "one_minus_log_uniform"):
        low, high = (a, b) if kind == "log_uniform" else (1 - b, 1 - a)
        width = math.log(high / low)
        mean = (high - low) / width
        spread = math.sqrt((high**2 - low**2) / 2 / width - mean**2)
        return (mean if kind == "log_uniform" else 1 - mean), spread
    return a, b


def median(law: Law) -> float:
    """Half of the numbers are above it; for a choice, the midpoint of its two values."""
    kind, a, b = law
    if kind == "choice":
        return (min(a) + max(a)) / 2
    if kind in ("log_uniform", "one_minus_log_uniform"):
        return math.sqrt(a * b) if kind == "log_uniform" else 1 - math.sqrt((1 - a) * (1 - b))
    return (a + b) / 2 if kind == "uniform" else a


def chance_above(law: Law) -> float:
    """The chance of a number above `median(law)`."""
    kind, a, b = law
    return sum(chance for value, chance in zip(a, b, strict=True) if value > median(law)) if kind == "choice" else 0.5


def places(law: Law, sample: np.ndarray) -> np.ndarray:
    """The distribution function at each number of the sample: uniform from 0 to 1 if the law is right."""
    kind, a, b = law
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "uniform":
            return np.asarray((sample - a) / (b - a))
        if kind == "log_uniform":
            return np.asarray(np.log(np.maximum(sample, 1e-300) / a) / math.log(b / a))
        if kind == "one_minus_log_uniform":
            return np.asarray(1 - np.log(np.maximum(1 - sample, 1e-300) / (1 - b)) / math.log((1 - a) / (1 - b)))
    if kind == "normal":
        return _normal((sample - a) / b)
    if kind == "truncated_normal":
        below = _normal(np.array(-2.0))
        return np.asarray((_normal((sample - a) / b * CUT) - below) / (1 - 2 * below))
    raise ValueError(f"there is no law {kind!r}")


def _normal(z: np.ndarray) -> np.ndarray:
    """The normal distribution function to seven digits (Abramowitz and Stegun 7.1.26), for whole arrays."""
    x = np.abs(np.asarray(z, np.float64)) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    upper = series * np.exp(-x * x) / 2
    return np.asarray(np.where(z > 0, 1 - upper, upper))


def _outside(law: Law, sample: np.ndarray) -> bool:
    """Whether the sample contains impossible numbers.

    The cut of a truncated normal law has a tolerance of 1 %: if the spread is off by less than that, only luck decides
    whether the largest number exceeds the cut.
    """
    kind, a, b = law
    if kind == "truncated_normal":
        return bool(np.abs(sample - a).max() > 1.01 * 2 * b / CUT)
    u = places(law, sample)
    return bool(u.min() < -1e-6 or u.max() > 1 + 1e-6)


def against(law: Law, sample: np.ndarray) -> dict[str, Log]:
    """p-values of a sample under a law: of its shape and, for a normal law, of its mean and spread.

    Mean and spread of normal numbers have exact laws (Gauss, chi-squared). The shape is tested by the number of draws
    below each of 21 quantiles and within 7 intervals around the median (binomial), and by the largest gap between the
    two distribution functions (Kolmogorov-Smirnov). `range` means that the sample contains an impossible number.
    """
    n = len(sample)
    if law[0] == "choice":
        values, chances = (np.asarray(part, np.float64) for part in law[1:])
        chosen = np.isclose(sample[:, None], values, rtol=1e-6, atol=1e-9)
        shares = {"zeros" if value == 0 else "shape": 0.0 for value in values}
        for number, value in enumerate(values):
            name = "zeros" if value == 0 else "shape"
            shares[name] = min(shares[name], float(significance.binomial(chosen[:, number].sum(), n, chances[number])))
        if not chosen.any(axis=1).all():
            shares["range"] = significance.CERTAIN
        return shares
    found = {}
    if law[0] == "normal":
        _, mean, spread = law
        found["mean"] = significance.standard_errors(abs(sample.mean() - mean) / spread * math.sqrt(n))
        squares = float(((sample - mean) ** 2).sum() / spread**2)
        sides = (significance.chi_square(squares, n, low=low) for low in (False, True))
        found["spread"] = significance.combined(sides)
    if _outside(law, sample):
        return {**found, "range": significance.CERTAIN}
    u = np.clip(places(law, sample), 0.0, 1.0)
    below = np.searchsorted(np.sort(u), LADDER, side="right")
    within = [(np.abs(u - 0.5) <= half).sum() for half in MIDDLES]
    steps = significance.binomial(below, n, LADDER)
    middles = significance.binomial(np.array(within), n, 2 * MIDDLES)
    found["shape"] = significance.combined([*steps.tolist(), *middles.tolist(), significance.kolmogorov(u)])
    return found
