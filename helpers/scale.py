"""How much the notebooks compute: small for a quick look, normal for a laptop, large for a GPU.

The environment variable GRADUS_SCALE sets it to `small`, `normal` (the default) or `large`. The texts of the notebooks
describe `normal`.
"""

from __future__ import annotations

import os
from typing import TypeVar

SCALES = ("small", "normal", "large")
Value = TypeVar("Value")


def scale() -> str:
    """The current scale. Raises ValueError, with the allowed values, if GRADUS_SCALE is something else."""
    wanted = os.environ.get("GRADUS_SCALE", "normal")
    if wanted not in SCALES:
        raise ValueError(f"GRADUS_SCALE is {wanted!r}; it may be {', '.join(SCALES)}")
    return wanted


def scaled(normal: Value, small: Value, large: Value | None = None) -> Value:
    """The value for the current scale, such as a number of training steps; `large` defaults to `normal`."""
    return {"small": small, "normal": normal, "large": normal if large is None else large}[scale()]
