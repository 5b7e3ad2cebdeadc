"""The one rule for all tolerances: how far a correct float32 computation may be off."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

SAFETY = 8.0
FLOOR = 1e-2
VAST = 1e300
EPSILON = {name: float(np.finfo(name).eps) for name in ("float16", "float32", "float64")}


def tolerance(want: Any, operations: int = 100, precision: str = "float32", scale: float | None = None) -> np.ndarray:
    """How far each entry of an answer may be from `want`: an array of `want`'s shape.

        8 · ε(precision) · √operations · (|want| + scale)

    Each rounding has a relative error of at most ε/2; in a sum of n terms, independent errors grow as √n (Higham,
    Accuracy and Stability of Numerical Algorithms, 2.8). `operations` is the length of the longest chain of roundings,
    such as the number of terms of a sum. `scale` is the size of the terms, which is far larger than the result if they
    cancel; the default is the largest |want| of the quantity, but at least 0.01. The factor 8 covers fused and
    reordered sums, and exp and log on a GPU. A float64 answer is well within the tolerance.
    """
    array = np.asarray(want)
    size = np.abs(array.astype(np.complex128 if array.dtype.kind == "c" else np.float64, copy=False))
    most = float(size.max()) if size.size else 0.0
    if not most < VAST:  # also if it is nan or inf
        return _of_vast_numbers(size, operations, precision, scale)
    largest = max(FLOOR, most) if scale is None else scale
    return np.asarray(SAFETY * EPSILON[precision] * math.sqrt(operations) * (size + largest))


def _of_vast_numbers(size: np.ndarray, operations: int, precision: str, scale: float | None) -> np.ndarray:
    """Entries without a finite tolerance must be equal."""
    finite = size[np.isfinite(size)]
    largest = max(FLOOR, float(finite.max()) if finite.size else 0.0) if scale is None else scale
    with np.errstate(over="ignore", invalid="ignore"):
        allowed = SAFETY * EPSILON[precision] * math.sqrt(operations) * (size + largest)
    return np.where(np.isfinite(allowed), allowed, 0.0)
