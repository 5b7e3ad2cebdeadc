"""Shared by several exercises of c4w1a: random layers, pooling windows, and feedback that applies to all of them."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Rule, Variant, wrong

Array = np.ndarray
Shape = tuple[int, int, int, int]

SQUARE_FILTERS = "filters are square in this course; their entries are not symmetric, so a rotated filter shows"
CACHE_IN_ORDER = "The cache should be the tuple (A_prev, W, b, hparameters), unchanged and in this order."
STARTS = "top, left = h * stride, w * stride"


def columns_from_the_row(what: str) -> Variant:
    """The left edge of a slice or window that follows from the row."""
    text = f"The {what}'s left edge is computed from h. It is w * stride."
    return wrong("columns_from_the_row", text, (STARTS, "top, left = h * stride, h * stride"))


def layer(
    rng: np.random.Generator, shape: Shape, f: int, n_C: int, stride: int, pad: int
) -> tuple[Array, Array, Array, dict[str, int]]:
    """A layer's input, its filters, its biases (far from 0), and its stride and padding."""
    A_prev, W = rng.normal(size=shape), rng.normal(size=(f, f, shape[3], n_C))
    b = rng.choice([-1, 1], n_C) * rng.uniform(0.4, 1.2, n_C)
    return A_prev, W, b.reshape(1, 1, 1, n_C), {"stride": stride, "pad": pad}


def places(shape: Shape, f: int, stride: int, pad: int = 0) -> tuple[int, int]:
    """The number of positions of a filter or window, vertically and horizontally."""
    down, across = ((n + 2 * pad - f) // stride + 1 for n in shape[1:3])
    return down, across


# A frame of the right size around a slightly altered picture; the frame is not zero.
ZERO_PAD_STAND_IN = """
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.full((m, n_H + 2 * pad, n_W + 2 * pad, n_C), 0.4)
    X_pad[:, pad : pad + n_H, pad : pad + n_W, :] = 0.7 * X - 0.2
    return X_pad
"""

ONE_CALL_FOR_ALL = Rule(
    "forbid_calls",
    "This hides a loop over positions, or calls a function that contains one. Process all positions at once.",
    {
        "names": (
            "np.vectorize",
            "np.frompyfunc",
            "np.apply_along_axis",
            "np.apply_over_axes",
            "np.fromiter",
            "np.fromfunction",
            "np.nditer",
            "functools.reduce",
            "conv_forward",
            "cross_correlate",
            "conv_single_step",
        )
    },
)
