"""A network with three layers, its cost and its gradients, for cases with right and wrong gradients."""

from __future__ import annotations

import numpy as np

Arrays = dict[str, np.ndarray]
Cache = tuple[np.ndarray, ...]


def network(rng: np.random.Generator, *sizes: int) -> Arrays:
    parameters = {}
    for layer in (1, 2, 3):
        n_prev, n = sizes[layer - 1], sizes[layer]
        parameters[f"W{layer}"] = rng.normal(0, 0.8, (n, n_prev))
        parameters[f"b{layer}"] = rng.normal(0.2, 0.4, (n, 1))
    return parameters


def examples(rng: np.random.Generator, n_x: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Inputs, and labels with both classes."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2]] = 1
    return rng.normal(0, 1, (n_x, m)), Y


def cache_of(X: np.ndarray, parameters: Arrays) -> Cache:
    found: list[np.ndarray] = []
    A = X
    for layer in (1, 2, 3):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = np.maximum(Z, 0) if layer < 3 else 1 / (1 + np.exp(-Z))
        found += [Z, A, W, b]
    return tuple(found)


def gradients(X: np.ndarray, Y: np.ndarray, parameters: Arrays) -> Arrays:
    cache = cache_of(X, parameters)
    found: Arrays = {}
    slope = (cache[9] - Y) / X.shape[1]
    for layer in (3, 2, 1):
        A_prev = cache[4 * layer - 7] if layer > 1 else X
        found |= {f"dW{layer}": slope @ A_prev.T, f"db{layer}": slope.sum(axis=1, keepdims=True)}
        slope = np.where(A_prev > 0, parameters[f"W{layer}"].T @ slope, 0) if layer > 1 else slope
    return {f"d{name}": found[f"d{name}"] for name in parameters}


def alive(parameters: Arrays, X: np.ndarray) -> bool:
    """Whether every hidden unit is on for some example, and each layer has a unit that is off: every mask matters.

    Outputs close to 0 or 1 are excluded too: there log(1 - A3) loses digits, and a tiny nudge measures only that loss.
    """
    cache = cache_of(X, parameters)
    return np.abs(cache[8]).max() < 4 and all(
        (Z > 0.05).any(axis=1).all() and (Z < -0.05).any() for Z in (cache[0], cache[4])
    )


def lively(rng: np.random.Generator, m: int, *sizes: int) -> tuple[Arrays, np.ndarray, np.ndarray]:
    """Parameters, X and Y of a network that is `alive`."""
    while True:
        parameters, (X, Y) = network(rng, *sizes), examples(rng, sizes[0], m)
        if alive(parameters, X):
            return parameters, X, Y


def single(rng: np.random.Generator, *sizes: int) -> tuple[Arrays, np.ndarray, np.ndarray]:
    """The same for one example: no score is close to a kink, and both hidden layers have units that are on."""
    while True:
        parameters, (X, Y) = network(rng, *sizes), examples(rng, sizes[0], 1)
        cache = cache_of(X, parameters)
        hidden = (cache[0], cache[4])
        if np.abs(cache[8]).max() < 4 and all((np.abs(Z) > 0.05).all() and (Z > 0).any() for Z in hidden):
            return parameters, X, Y
