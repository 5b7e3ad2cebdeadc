"""The questions that can be computed: each letter comes from a computation, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def stacked_weights():
    rng = np.random.default_rng(0)
    Waa, Wax, a, x = rng.normal(size=(5, 5)), rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    W = np.concatenate([Waa, Wax], axis=1)
    assert np.allclose(W @ np.concatenate([a, x]), Waa @ a + Wax @ x)
    at_the_end = np.array_equal(W[:, -3:], Wax)
    return choose([*W.shape, at_the_end], a=[8, 5, 1], b=[5, 8, 0], c=[5, 3, 1], d=[5, 8, 1])


def gru_by_hand():
    return choose(0.25 * -0.8 + (1 - 0.25) * 2, a=1.3, b=-0.1, c=1.8, d=0.6)


def lstm_against_gru():
    return choose(0.25 * -0.8 + 0.9 * 2, a=1.3, b=0.0, c=1.6, d=1.634)


def on_the_way_back():
    """The gradient 20 steps back, from a finite difference, compared with the values in the picture: 38, 1, below
    0.001.
    """

    def slope(w):
        def last(a):
            for _ in range(20):
                a = w * a + 0.3
            return a

        return (last(1.0 + 1e-6) - last(1.0 - 1e-6)) / 2e-6

    seen = [38.3, 1.0, 0.0008]
    orders = {"a": (0.7, 1.0, 1.2), "b": (1.2, 0.7, 1.0), "c": (1.0, 1.2, 0.7), "d": (1.2, 1.0, 0.7)}
    (letter,) = (letter for letter, order in orders.items() if np.allclose([slope(w) for w in order], seen, rtol=0.02))
    return letter


def chance_of_a_sentence():
    return choose(0.1 * 0.3 * 0.5, a=0.03, b=0.015, c=0.9, d=0.3)


def clipped():
    slopes = np.array([300.0, 0.5])
    after = np.clip(slopes, -10, 10)
    said = {
        "a": not np.isclose(after[0] / after[1], slopes[0] / slopes[1]),
        "b": np.clip(1e-4, -10, 10) > 1e-4,
        "c": np.abs(after).max() < np.abs(slopes).max(),
        "d": np.abs(2.0 * after).max() <= 10,
    }
    return [letter for letter, true in said.items() if true]
