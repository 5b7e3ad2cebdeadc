"""The one rule from which every tolerance follows: how far may an honest float32 computation stray?"""

from __future__ import annotations

from typing import Any

import numpy as np

SAFETY = 8.0
FLOOR = 1e-2


def tolerance(want: Any, operations: int = 100, precision: str = "float32", scale: float | None = None) -> np.ndarray:
    """How far each entry of an answer may lie from `want`: an array of `want`'s shape.

        8 · ε(precision) · √operations · (|want| + scale)

    Each rounding errs by up to ε/2 of its result; over a sum of n terms independent errors grow as √n (Higham,
    Accuracy and Stability of Numerical Algorithms, 2.8). `operations` is the length of the longest chain of roundings,
    such as the number of terms of a sum. `scale` is the size of the terms, which cancellation can leave far above the
    result; unless the author gives it, the largest |want| of the quantity, at least 0.01. The factor 8 covers fused
    and reordered sums, and exp and log of the GPU. A float64 answer lies well inside.
    """
    array = np.asarray(want, dtype=np.complex128 if np.iscomplexobj(want) else np.float64)
    size = np.abs(array)
    finite = size[np.isfinite(size)]
    largest = max(FLOOR, float(finite.max()) if finite.size else 0.0) if scale is None else scale
    with np.errstate(over="ignore", invalid="ignore"):
        allowed = SAFETY * np.finfo(precision).eps * np.sqrt(operations) * (size + largest)
    return np.where(np.isfinite(allowed), allowed, 0.0)
