"""Inputs that several exercises of c1w2b draw."""

from __future__ import annotations

import numpy as np


def labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Labels of shape (1, m) that contain both classes (if m allows it)."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2]] = 1
    return Y


def neuron(rng: np.random.Generator, n_x: int, m: int) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """Parameters, inputs and labels with axes of different lengths and a bias far from 0."""
    bias = float(rng.choice([-1, 1]) * rng.uniform(0.5, 1.5))
    return rng.normal(0, 0.7, (n_x, 1)), bias, rng.normal(0, 1, (n_x, m)), labels(rng, m)
