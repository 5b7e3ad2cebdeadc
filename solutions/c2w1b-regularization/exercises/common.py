"""Random networks with layers of different sizes, and their caches, for several exercises of c2w1b."""

from __future__ import annotations

import numpy as np

Sizes = tuple[int, int, int, int]


def network(rng: np.random.Generator, sizes: Sizes) -> dict[str, np.ndarray]:
    """Parameters of three layers; the biases are far enough from 0 that leaving them out shows."""
    parameters = {}
    for layer in (1, 2, 3):
        parameters[f"W{layer}"] = rng.normal(0, 0.7, (sizes[layer], sizes[layer - 1]))
        parameters[f"b{layer}"] = rng.choice([-1, 1], (sizes[layer], 1)) * rng.uniform(0.2, 0.6, (sizes[layer], 1))
    return parameters


def labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Labels (1, m) with both classes (if m allows it)."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2]] = 1
    return Y


def forward(X: np.ndarray, parameters: dict[str, np.ndarray], masks: tuple[np.ndarray, ...] = (), keep: float = 1.0):
    """The cache of the forward pass, including the masks if there are any."""
    cache: list[np.ndarray] = []
    A = X
    for layer in (1, 2, 3):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = 1 / (1 + np.exp(-Z)) if layer == 3 else np.maximum(0, Z)
        cache.append(Z)
        if masks and layer < 3:
            A = A * masks[layer - 1] / keep
            cache.append(masks[layer - 1])
        cache += [A, W, b]
    return tuple(cache)
