"""What several exercises of c1w4a draw: layers, networks, and the caches of a correct forward pass."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

Array = np.ndarray


def labels(rng: np.random.Generator, m: int) -> Array:
    """Labels of shape (1, m) that contain both classes (if m allows it), and not equally often."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: m // 2 + 1]] = 1
    return Y


def layer(rng: np.random.Generator, n: int, n_prev: int, m: int) -> tuple[Array, Array, Array]:
    """The input of a layer (n_prev, m), its weights (n, n_prev), and its biases (n, 1), far from 0."""
    b = rng.choice([-1, 1], (n, 1)) * rng.uniform(0.3, 0.9, (n, 1))
    return rng.normal(0, 1, (n_prev, m)), rng.normal(0, n_prev**-0.5, (n, n_prev)), b


def parameters(rng: np.random.Generator, sizes: Sequence[int]) -> dict[str, Array]:
    """Weights large enough that every layer matters."""
    drawn: dict[str, Array] = {}
    for number, (n_prev, n) in enumerate(pairwise(sizes), start=1):
        _, drawn[f"W{number}"], drawn[f"b{number}"] = layer(rng, n, n_prev, 1)
    return drawn


def network(rng: np.random.Generator, sizes: Sequence[int], m: int) -> tuple[Array, dict[str, Array]]:
    """Inputs and parameters for which every hidden layer has both active and inactive units.

    So ReLUs show, forward and backward, and no layer is cut off from the layers before it.
    """
    while True:
        X, drawn = rng.normal(0, 1, (sizes[0], m)), parameters(rng, sizes)
        _, caches = forward(X, drawn)
        if all(np.any(Z > 0) and np.any(Z < 0) for _, Z in caches[:-1]):
            return X, drawn


def forward(X: Array, drawn: dict[str, Array]) -> tuple[Array, list[Any]]:
    """The correct forward pass, for cases that go backward: AL and the caches."""
    A, caches, last = X, [], len(drawn) // 2
    for number in range(1, last + 1):
        W, b = drawn[f"W{number}"], drawn[f"b{number}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if number < last else 1 / (1 + np.exp(-Z))
    return A, caches
