"""The questions with a calculable answer, calculated: numbers decide the letter, not an author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def dropped_out():
    A, D = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 1, 1])
    return choose(A * D / 0.8, a=[1, 0, 3, 4], b=[0.8, 0, 2.4, 3.2], c=[0, 2.5, 0, 0], d=[1.25, 0, 3.75, 5])


def lines_of_dropout():
    """Compare the effect of a nudge of A on the loss with the result of lines 3 and 4."""
    rng = np.random.default_rng(0)
    A, W, dZ = rng.normal(size=(4, 3)), rng.normal(size=(2, 4)), rng.normal(size=(2, 3))
    D = rng.random(A.shape) < 0.8

    def loss(A):
        return np.sum(dZ * (W @ (A * D / 0.8)))

    measured = np.array([(loss(A + 1e-6 * unit) - loss(A - 1e-6 * unit)) / 2e-6 for unit in _units(A.shape)])
    behind_the_mask = np.dot(W.T, dZ)
    assert np.allclose(measured.reshape(A.shape), behind_the_mask * D / 0.8)  # so line 3 is right,
    return choose(bool(np.allclose(measured.reshape(A.shape), behind_the_mask * D)), c=True, d=False)  # and line 4?


def _units(shape):
    return np.eye(int(np.prod(shape))).reshape(-1, *shape)


def decay_factor():
    """From the slope of the penalty lambda / 2m times the square of one weight, measured at 1."""
    slope = (5 / 100 * 1.001**2 - 5 / 100 * 0.999**2) / 0.002
    return choose(1 - 0.1 * slope, a=0.99, b=0.995, c=0.9, d=0.5)


def spread_of_weights():
    """The standard deviation that keeps the mean square of a ReLU layer's inputs the same from layer to layer."""
    rng = np.random.default_rng(0)
    spreads = {"a": 0.316, "b": 0.2, "c": 0.04, "d": 0.141}
    kept = {}
    for letter, spread in spreads.items():
        inputs = np.maximum(0, rng.normal(size=(50, 4000)))
        outputs = np.maximum(0, spread * rng.normal(size=(20, 50)) @ inputs)
        kept[letter] = np.mean(outputs**2) / np.mean(inputs**2)
    return min(kept, key=lambda letter: abs(np.log(kept[letter])))


def how_far_apart():
    a, b = np.array([3.0, 4.0]), np.array([3.0, 4.001])
    relative = np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    return choose(round(np.log10(relative), 1), a=-3.0, b=-4.0, c=-3.7, d=-8.0)
