"""What several exercises of c2w1b draw: networks whose sizes all differ, and what a forward pass keeps."""

from __future__ import annotations

import numpy as np

Sizes = tuple[int, int, int, int]


def network(rng: np.random.Generator, sizes: Sizes) -> dict[str, np.ndarray]:
    """Parameters of three layers; biases are far enough from 0 to be missed."""
    parameters = {}
    for layer in (1, 2, 3):
        parameters[f"W{layer}"] = rng.normal(0, 0.7, (sizes[layer], sizes[layer - 1]))
        parameters[f"b{layer}"] = rng.choice([-1, 1], (sizes[layer], 1)) * rng.uniform(0.2, 0.6, (sizes[layer], 1))
    return parameters


def labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Labels (1, m) in which both classes occur (where m allows it)."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2]] = 1
    return Y


def forward(X: np.ndarray, parameters: dict[str, np.ndarray], masks: tuple[np.ndarray, ...] = (), keep: float = 1.0):
    """What the forward pass keeps, with the masks where there are any."""
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
