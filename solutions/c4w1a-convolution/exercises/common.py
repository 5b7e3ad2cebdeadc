"""What several exercises of c4w1a draw: layers of filters, windows to pool, and what a teacher says to them all."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Rule

Array = np.ndarray
Shape = tuple[int, int, int, int]

SQUARE_FILTERS = "filters are square in this course; their entries are not symmetric, so a turned filter shows"
CACHE_IN_ORDER = "The cache should be the tuple (A_prev, W, b, hparameters), as they came in and in this order."


def layer(
    rng: np.random.Generator, shape: Shape, f: int, n_C: int, stride: int, pad: int
) -> tuple[Array, Array, Array, dict[str, int]]:
    """What comes into a layer, its filters, its biases (far from 0), and stride and padding."""
    A_prev, W = rng.normal(size=shape), rng.normal(size=(f, f, shape[3], n_C))
    b = rng.choice([-1, 1], n_C) * rng.uniform(0.4, 1.2, n_C)
    return A_prev, W, b.reshape(1, 1, 1, n_C), {"stride": stride, "pad": pad}


def places(shape: Shape, f: int, stride: int, pad: int = 0) -> tuple[int, int]:
    """How many places a filter or window finds, down and across."""
    down, across = ((n + 2 * pad - f) // stride + 1 for n in shape[1:3])
    return down, across


# A frame of the right size, not of zeros, around a picture that is not quite the same.
ZERO_PAD_STAND_IN = """
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.full((m, n_H + 2 * pad, n_W + 2 * pad, n_C), 0.4)
    X_pad[:, pad : pad + n_H, pad : pad + n_W, :] = 0.7 * X - 0.2
    return X_pad
"""

ONE_CALL_FOR_ALL = Rule(
    "forbid_calls",
    "This hides a loop over the places, or hands the work to a function that has one. Work on all places at once.",
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
