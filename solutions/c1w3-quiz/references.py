"""The questions that can be computed, computed: their letters come from numbers, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def three_shapes():
    X, W, b = np.zeros((3, 40)), np.zeros((5, 3)), np.zeros((5, 1))
    shapes = (*W.shape, *b.shape, *(W @ X + b).shape)
    return choose(shapes, a=(3, 5, 5, 1, 5, 40), b=(5, 3, 5, 40, 5, 40), c=(5, 3, 5, 1, 40, 5), d=(5, 3, 5, 1, 5, 40))


def slopes_of_activations():
    """Slopes at z = 0.001 and z = -3 of the curves A to D, against what each choice says that they are."""
    seen = [[0.25, 0.045], [1, 0.0099], [1, 0], [1, 0.05]]
    activations = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(0, z),
        "leaky": lambda z: np.maximum(0.05 * z, z),
    }

    def slopes(name):
        g = activations[name]
        return [float(g(z + 1e-6) - g(z - 1e-6)) / 2e-6 for z in (0.001, -3.0)]

    orders = {
        "a": ("sigmoid", "tanh", "relu", "leaky"),
        "b": ("tanh", "sigmoid", "relu", "leaky"),
        "c": ("sigmoid", "tanh", "leaky", "relu"),
        "d": ("relu", "leaky", "sigmoid", "tanh"),
    }
    (letter,) = (key for key, order in orders.items() if np.allclose([slopes(name) for name in order], seen, atol=0.01))
    return letter


def no_activation():
    W1, b1, W2, b2 = np.array([[1, 2], [0, 1]]), np.array([1, 0]), np.array([3, -1]), 2
    bias = W2 @ b1 + b2
    w = [W2 @ (W1 @ x + b1) + b2 - bias for x in np.eye(2)]
    return choose([*w, bias], a=[3, 5, 2], b=[3, 5, 5], c=[3, -1, 2])


def one_half():
    """Of what each choice says: (W1 does not move, the units are equal after one step, and after 200)."""
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(3, 20)), rng.integers(0, 2, (1, 20))
    W1, W2 = np.full((5, 3), 0.5), np.full((1, 5), 0.5)
    alike = []
    for _ in range(200):
        A1 = np.tanh(W1 @ X)
        dZ2 = 1 / (1 + np.exp(-(W2 @ A1))) - Y
        dW2, dW1 = dZ2 @ A1.T / 20, (W2.T @ dZ2 * (1 - A1**2)) @ X.T / 20
        W1, W2 = W1 - 0.5 * dW1, W2 - 0.5 * dW2
        alike.append(bool(np.allclose(W1, W1[0], atol=1e-12)))
    found = (bool(np.allclose(W1, 0.5)), alike[0], alike[-1])
    return choose(found, a=(False, False, False), b=(True, True, True), c=(False, True, True), d=(False, True, False))


def one_hidden_slope():
    z = np.arctanh(0.6)

    def loss(z):
        return -0.5 * 2 * np.tanh(z)  # dz2 times the input of the output's z

    return choose((loss(z + 1e-6) - loss(z - 1e-6)) / 2e-6, a=-0.712, b=-1.0, c=-0.32, d=-0.64)


def way_back():
    """The first line whose slopes differ from finite differences."""
    rng = np.random.default_rng(0)
    m = 6
    X, Y = rng.normal(size=(2, m)), rng.integers(0, 2, (1, m))
    W1, W2 = rng.normal(size=(3, 2)), rng.normal(size=(1, 3))

    def cost(nudge1=0.0, nudge2=0.0, place=(0, 0)):
        Z1 = W1 @ X
        Z1[place] += nudge1
        Z2 = W2 @ np.tanh(Z1)
        Z2[0, place[1]] += nudge2
        A2 = 1 / (1 + np.exp(-Z2))
        return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))

    A1 = np.tanh(W1 @ X)
    dZ2 = 1 / (1 + np.exp(-(W2 @ A1))) - Y
    line_3 = np.dot(W2.T, dZ2) * (1 - A1**2) / m
    # dZ is for one example: m times the slope of the cost, which is a mean.
    second = m * (cost(nudge2=1e-6) - cost(nudge2=-1e-6)) / 2e-6
    first = m * (cost(nudge1=1e-6) - cost(nudge1=-1e-6)) / 2e-6
    wrong = {"a": not np.isclose(dZ2[0, 0], second), "c": not np.isclose(line_3[0, 0], first)}
    (letter,) = (key for key, is_wrong in wrong.items() if is_wrong)
    return letter


def far_out():
    return choose(round((1 - np.tanh(0) ** 2) / (1 - np.tanh(5) ** 2), -2), a=5500, b=5, c=1, d=0.2)
