"""How large the notebooks calculate: small for a quick look, normal for a laptop, large for a GPU.

The environment variable GRADUS_SCALE says which: `small`, `normal` (where it is not set) or `large`. The texts of the
notebooks speak of `normal`.
"""

from __future__ import annotations

import os
from typing import TypeVar

SCALES = ("small", "normal", "large")
Value = TypeVar("Value")


def scale() -> str:
    """The scale in force; raises ValueError, with what is allowed, where GRADUS_SCALE is something else."""
    wanted = os.environ.get("GRADUS_SCALE", "normal")
    if wanted not in SCALES:
        raise ValueError(f"GRADUS_SCALE is {wanted!r}; it may be {', '.join(SCALES)}")
    return wanted


def scaled(normal: Value, small: Value, large: Value | None = None) -> Value:
    """The value for the scale in force, such as a number of training steps. Without `large`, that is as `normal`."""
    return {"small": small, "normal": normal, "large": normal if large is None else large}[scale()]
