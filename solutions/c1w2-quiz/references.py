"""The questions that can be computed, computed: their letters come from numbers, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def one_column_each():
    X = np.zeros((30, 20, 10, 3)).reshape(30, -1).T
    return choose(X.shape, a=(30, 600), b=(200, 30), c=(600, 30), d=(18000, 1))


def flatten_it():
    m = 4
    pictures = np.arange(m * 2 * 3 * 3).reshape(m, 2, 3, 3)
    lines = {
        "a": pictures.reshape(-1, m),
        "b": pictures.reshape(m, -1).T,
        "c": pictures.reshape(m, -1),
        "d": pictures.T.reshape(m, -1),
    }
    columns = np.stack([picture.ravel() for picture in pictures], axis=1)
    return choose(columns, **lines)


def cost_of_three():
    a, y = np.array([0.5, 0.25, 0.75]), np.array([1, 1, 0])
    cost = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    return choose(cost, a=np.mean([0.693, 1.386, 0.288]), b=3.466, c=-1.155, d=1.155)


def one_step():
    x, y, w, b = 2.0, 1, 0.5, -1.0
    a = 1 / (1 + np.exp(-(w * x + b)))
    return choose(w - 0.1 * x * (a - y), a=0.6, b=0.4, c=0.55, d=0.45)


def nudge_a():
    def J(a, b, c):
        return (a * b + c) ** 2

    slope = (J(3.001, 2, -1) - J(3, 2, -1)) / 0.001
    return choose(round(slope), a=10, b=20, c=30, d=2)


def which_broadcast():
    pairs = {"a": ((3, 4), (3, 1)), "b": ((3, 4), (4,)), "c": ((3, 4), (3,)), "d": ((3, 1), (1, 4))}
    working = []
    for letter, shapes in pairs.items():
        try:
            np.broadcast_shapes(*shapes)
        except ValueError:
            continue
        working.append(letter)
    return working


def lines_of_slopes():
    """The one line whose result does not have the shape that it should have."""
    n_x, m = 3, 5
    rng = np.random.default_rng(0)
    X, A, Y = rng.normal(size=(n_x, m)), rng.random((1, m)), np.ones((1, m))
    dZ = A - Y
    made = {"a": dZ.shape, "b": (np.dot(X, dZ.T) / m).shape, "c": (np.sum(dZ, axis=0) / m).shape}
    wanted = {"a": (1, m), "b": (n_x, 1), "c": ()}
    (letter,) = (letter for letter in made if made[letter] != wanted[letter])
    return letter


def start_at_zero():
    """Of what each choice says: (all slopes are 0, all slopes are equal, two starts end at different costs)."""
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 40)) + np.array([[0.5], [-1.0]]), rng.integers(0, 2, (1, 40))

    def run(w, steps):
        b = 0.0
        for _ in range(steps):
            dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
            w, b = w - 0.5 * X @ dZ.T / 40, b - 0.5 * np.mean(dZ)
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        return w, -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    first = run(np.zeros((2, 1)), 1)[0]
    ends = [run(start, 500)[1] for start in (np.zeros((2, 1)), np.array([[2.0], [-3.0]]))]
    found = (not first.any(), bool(np.isclose(first[0, 0], first[1, 0])), not np.isclose(*ends))
    return choose(found, a=(True, True, False), b=(False, True, False), c=(False, False, True), d=(False, False, False))
