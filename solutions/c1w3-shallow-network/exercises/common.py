"""Inputs that several exercises of c1w3 draw."""

from __future__ import annotations

import numpy as np

NAMES = ("W1", "b1", "W2", "b2")


def labels(rng: np.random.Generator, n_y: int, m: int) -> np.ndarray:
    """Labels of shape (n_y, m) in which every row contains both classes (if m allows it)."""
    Y = np.zeros((n_y, m), dtype=int)
    for row in Y:
        row[rng.permutation(m)[: (m + 1) // 2]] = 1
    return Y


def network(rng: np.random.Generator, n_x: int, n_h: int, n_y: int) -> dict[str, np.ndarray]:
    """Parameters large enough for the activations to be nonlinear, with biases far from 0."""

    def biases(n: int) -> np.ndarray:
        return rng.choice([-1, 1], (n, 1)) * rng.uniform(0.3, 0.9, (n, 1))

    return {
        "W1": rng.normal(0, 0.7, (n_h, n_x)),
        "b1": biases(n_h),
        "W2": rng.normal(0, 0.9, (n_y, n_h)),
        "b2": biases(n_y),
    }


def cache_of(X: np.ndarray, parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A consistent cache, so that formulas in Z1, A1, Z2 or A2 all give the same result."""
    Z1 = parameters["W1"] @ X + parameters["b1"]
    A1 = np.tanh(Z1)
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": 1 / (1 + np.exp(-Z2))}
