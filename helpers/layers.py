"""Layers to build networks from, so that you can build a classifier whether or not your own layers work yet.

A layer goes forward and returns a cache; going backward, it takes that cache. It does not compute its derivatives with
the formulas for a whole layer that c1w4a asks for. It keeps a list of the few operations that it did, each with its own
slope, and goes through the list from the end, as TensorFlow does (Linnainmaa, "Taylor expansion of the accumulated
rounding error", 1976).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

SEED = 1
SURELY_WRONG = 1e-15  # a probability of 0 for the true label would have an infinite cost


class Operation(NamedTuple):
    """What an operation does with its inputs, and how it turns a slope at its output into slopes at its inputs."""

    value: Callable[..., np.ndarray]
    slopes: Callable[..., tuple[np.ndarray, ...]]


PRODUCT = Operation(np.matmul, lambda slope, out, left, right: (slope @ right.T, left.T @ slope))
SHIFT = Operation(np.add, lambda slope, out, table, column: (slope, slope.sum(axis=1, keepdims=True)))
ACTIVATIONS = {
    "relu": Operation(lambda z: np.maximum(z, 0), lambda slope, out, z: (np.where(z > 0, slope, 0),)),
    # 1 / (1 + e^-z), written so that nothing overflows
    "sigmoid": Operation(lambda z: 0.5 + 0.5 * np.tanh(z / 2), lambda slope, out, z: (slope * out * (1 - out),)),
}


class Cache:
    """What one layer did: its operations in order, each with its inputs and its output."""

    def __init__(self) -> None:
        self.done: list[tuple[Operation, tuple[Any, ...], np.ndarray]] = []

    def do(self, operation: Operation, *inputs: np.ndarray) -> np.ndarray:
        out = operation.value(*inputs)
        self.done.append((operation, inputs, out))
        return out

    def back(self, slope: np.ndarray) -> list[np.ndarray]:
        """The slopes at the inputs of the layer, in reverse order of the inputs."""
        found: list[np.ndarray] = []
        for operation, inputs, out in reversed(self.done):
            slope, *others = operation.slopes(slope, out, *inputs)
            found += others
        return [*found, slope]


def initial_parameters(layers_dims: Sequence[int], scale: float | None = None) -> dict[str, np.ndarray]:
    """
    Initial parameters: small, different from each other, and the same at every call.

    Arguments:
        layers_dims: n[0], n[1], ..., n[L]: the number of inputs, then the number of units of each layer (ints)
        scale: the standard deviation of the weights; without it, layer l takes 1 / sqrt(n[l-1])

    Returns:
        parameters: "W1" of shape (n[1], n[0]), "b1" of shape (n[1], 1), ..., "WL", "bL"; the biases are 0
    """
    draw = np.random.RandomState(SEED).standard_normal  # NumPy promises that this stream never changes
    parameters = {}
    for layer, (n_prev, n) in enumerate(pairwise(layers_dims), 1):
        spread = n_prev**-0.5 if scale is None else scale
        parameters[f"W{layer}"] = spread * draw((n, n_prev))
        parameters[f"b{layer}"] = np.zeros((n, 1))
    return parameters


def layer_forward(A_prev: np.ndarray, W: np.ndarray, b: np.ndarray, activation: str) -> tuple[np.ndarray, Cache]:
    """
    Forward through one layer: A = g(W A_prev + b).

    Arguments:
        A_prev: the input, shape (n_prev, m): X for the first layer
        W: weights, shape (n, n_prev)
        b: biases, shape (n, 1)
        activation: the name of g, "relu" or "sigmoid"

    Returns:
        A: the output, shape (n, m)
        cache: what `layer_backward` needs to know about this layer
    """
    if activation not in ACTIVATIONS:
        raise ValueError(f'activation is "relu" or "sigmoid", not {activation!r}')
    A_prev, W, b = (np.asarray(array) for array in (A_prev, W, b))
    if W.ndim != 2 or A_prev.ndim != 2 or W.shape[1] != A_prev.shape[0]:
        raise ValueError(f"W of shape {W.shape} does not fit A_prev of shape {A_prev.shape}: (n, n_prev), (n_prev, m)")
    if b.shape != (W.shape[0], 1):
        raise ValueError(f"b has shape {b.shape}; with W of shape {W.shape} it should be ({W.shape[0]}, 1)")
    cache = Cache()
    Z = cache.do(SHIFT, cache.do(PRODUCT, W, A_prev), b)
    return cache.do(ACTIVATIONS[activation], Z), cache


def layer_backward(dA: np.ndarray, cache: Cache) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Backward through one layer, from the slopes at its output to the slopes at its inputs.

    Arguments:
        dA: each example's slope of its loss with respect to A, shape (n, m)
        cache: the cache that `layer_forward` returned for this layer

    Returns:
        dA_prev: each example's slope with respect to A_prev, shape (n_prev, m): the dA of the previous layer
        dW: gradient of the cost (the mean loss of the m examples) with respect to W, shape (n, n_prev)
        db: the same for b, shape (n, 1)
    """
    if not isinstance(cache, Cache):
        raise TypeError(f"cache is {type(cache).__name__}; it should be the second result of `layer_forward`")
    A = cache.done[-1][2]
    if np.ndim(dA) != 2 or np.shape(dA)[1] != A.shape[1]:
        raise ValueError(f"dA has shape {np.shape(dA)}; it should have a column for each of the {A.shape[1]} examples")
    if np.shape(dA) != A.shape:
        raise ValueError(f"dA has shape {np.shape(dA)}, but this cache is from a layer whose A has shape {A.shape}")
    db, dA_prev, dW = cache.back(np.asarray(dA))
    return dA_prev, dW / A.shape[1], db / A.shape[1]


def cost_and_slope(AL: np.ndarray, Y: np.ndarray) -> tuple[float, np.ndarray]:
    """
    The cost of the network's output, and its slope.

    Arguments:
        AL: probabilities from the last layer, shape (1, m)
        Y: labels, shape (1, m), each 0 or 1

    Returns:
        cost: the mean cross-entropy of the m examples (natural logarithm), a number
        dAL: each example's slope of its loss with respect to its probability, shape (1, m)
    """
    if np.shape(AL) != np.shape(Y):
        raise ValueError(f"AL has shape {np.shape(AL)}, but Y has shape {np.shape(Y)}: one probability for each label")
    one = np.asarray(Y) == 1
    given = np.maximum(np.where(one, AL, 1 - np.asarray(AL)), SURELY_WRONG)  # the probability of the true label
    return float(-np.mean(np.log(given))), np.where(one, -1, 1) / given
