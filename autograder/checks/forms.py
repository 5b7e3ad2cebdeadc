"""Tells numbers from other values, whatever they come wrapped in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

SCALARS = (bool, int, float, complex, np.generic)


def is_numbers(value: Sequence[Any]) -> bool:
    """A list of plain numbers (a tuple is several results, each with a name)."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, SCALARS) or (isinstance(item, np.ndarray) and item.ndim == 0) for item in value)
    )


def as_scalar(value: Any) -> Any:
    """The number in a scalar, a 0-d array or an array or nested list of size 1; None where there is no such number."""
    if isinstance(value, np.ndarray):
        return value.reshape(())[()] if value.size == 1 and value.dtype.kind in "biufc" else None
    if isinstance(value, list | tuple):
        return as_scalar(value[0]) if len(value) == 1 else None
    if isinstance(value, np.generic):
        return value if value.dtype.kind in "biufc" else None
    return value if isinstance(value, SCALARS) else None
