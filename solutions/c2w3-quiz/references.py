"""The questions with a calculable answer, calculated: numbers decide the letter, not an author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def where_it_searches():
    drawn = np.random.default_rng(0).uniform(0.0001, 1, 200_000)
    return choose(round(1000 * np.mean(drawn > 0.1), -2), a=900, b=250, c=500, d=100)


def draw_a_beta():
    """The line whose betas are between 0.9 and 0.999, half of them above 0.99."""
    rng = np.random.default_rng(0)
    lines = {
        "a": rng.uniform(0.9, 0.999, 100_000),
        "b": 10 ** rng.uniform(-3, -1, 100_000),
        "c": 1 - 10 ** rng.uniform(-3, -1, 100_000),
        "d": 1 - rng.uniform(0.001, 0.1, 100_000),
    }
    (letter,) = (key for key, beta in lines.items() if beta.min() >= 0.9 and abs(np.mean(beta > 0.99) - 0.5) < 0.01)
    return letter


def batch_norm(z, gamma, beta):
    return gamma * (z - z.mean()) / np.sqrt(z.var() + 1e-12) + beta


def normalized_by_hand():
    return choose(batch_norm(np.array([1.0, 3.0, 5.0, 7.0]), 2, 1)[-1], a=1.3416, b=2.2, c=3.3238, d=3.6833)


def one_alone():
    """With a gamma of 3 and a beta of 5, for several pictures."""
    z = np.array([-2.0, 0.3, 4.0])
    given = [float(batch_norm(np.array([value]), 3.0, 5.0)[0]) for value in z]
    return choose(given, a=[5.0] * 3, b=z, d=[8.0] * 3)


def before_and_after():
    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=(3, 8)), rng.normal(size=3), 0.4
    before = batch_norm(w @ x + b, 1.5, 0.2)
    after = {
        "a": batch_norm(w @ x + b + 2, 1.5, 0.2),
        "b": batch_norm(2 * (w @ x + b), 1.5, 0.2),
        "c": batch_norm(-w @ x + b, 1.5, 0.2),
        "d": batch_norm(w @ x + b, 3.0, 0.2),
    }
    return [letter for letter, output in after.items() if np.allclose(output, before)]


def slope_of_softmax():
    z, right = np.log([0.1, 0.2, 0.3, 0.4]), 2

    def loss(z):
        return np.log(np.sum(np.exp(z))) - z[right]

    dz = [(loss(z + 1e-6 * unit) - loss(z - 1e-6 * unit)) / 2e-6 for unit in np.eye(4)]
    return choose(
        [loss(z), *dz],
        a=[-np.log(0.3), -0.1, -0.2, 0.7, -0.4],
        b=[-np.log(0.4), 0.1, 0.2, 0.3, -0.6],
        c=[-np.log(0.3), 0.1, 0.2, -0.7, 0.4],
        d=[-np.log(0.3), 0, 0, -0.7, 0],
    )
