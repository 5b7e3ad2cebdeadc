"""Trains a network for notebooks about something else, such as the initial weights.

Plain gradient descent on all examples at once; ReLU in the hidden layers, the sigmoid in the last one, cross-entropy.
Parameters are a dictionary "W1", "b1", ..., "WL", "bL", as everywhere in the course.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

Parameters = Mapping[str, np.ndarray]


def train(
    parameters: Parameters, X: np.ndarray, Y: np.ndarray, learning_rate: float, steps: int, every: int = 100
) -> tuple[dict[str, np.ndarray], list[float]]:
    """
    Gradient descent from the given parameters, which are not changed.

    Arguments:
        parameters: the initial ones; Wl of shape (n_l, n_{l-1}), bl of shape (n_l, 1), one unit in the last layer
        X: inputs, shape (n_x, m); Y: labels, shape (1, m), each 0 or 1
        learning_rate, steps: the factor of each gradient, and the number of steps
        every: the cost is stored at steps 0, every, 2 every, ..., before the step

    Returns:
        parameters after the last step; list of costs
    """
    now = {name: np.array(value, dtype=np.float64) for name, value in parameters.items()}
    costs = []
    for step in range(steps):
        activations, Z = _forward(X, now)
        if step % every == 0:
            costs.append(_cost(Z, Y))
        slope = (activations[-1] - Y) / Y.shape[1]  # of the cost with respect to the last layer's Z
        for layer in range(len(activations) - 1, 0, -1):
            W, A_prev = now[f"W{layer}"], activations[layer - 1]
            step_W, step_b = slope @ A_prev.T, slope.sum(axis=1, keepdims=True)
            if layer > 1:
                slope = np.where(A_prev > 0, W.T @ slope, 0)
            now[f"W{layer}"] = W - learning_rate * step_W
            now[f"b{layer}"] = now[f"b{layer}"] - learning_rate * step_b
    return now, costs


def probabilities(X: np.ndarray, parameters: Parameters) -> np.ndarray:
    """The probability of class 1 that the network gives to each column of X, shape (1, m)."""
    return _forward(X, parameters)[0][-1]


def accuracy(X: np.ndarray, Y: np.ndarray, parameters: Parameters) -> float:
    """The share of examples for which the more probable class is the right one."""
    return float(np.mean((probabilities(X, parameters) > 0.5) == (Y == 1)))


def classifier(parameters: Parameters) -> Callable[[np.ndarray], np.ndarray]:
    """The network as a function of its inputs alone, for pictures of its decisions."""
    return lambda X: probabilities(X, parameters)


def _forward(X: np.ndarray, parameters: Parameters) -> tuple[list[np.ndarray], np.ndarray]:
    """The inputs and every layer's activations, and the last Z."""
    layers = len(parameters) // 2
    activations = [X]
    for layer in range(1, layers + 1):
        Z = parameters[f"W{layer}"] @ activations[-1] + parameters[f"b{layer}"]
        # 1 / (1 + e^-Z), written so that nothing overflows
        activations.append(np.maximum(Z, 0) if layer < layers else 0.5 + 0.5 * np.tanh(Z / 2))
    return activations, Z


def _cost(Z: np.ndarray, Y: np.ndarray) -> float:
    """The mean cross-entropy from the last Z: -log a = log(1 + e^-z), which is finite for any Z."""
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))
