"""The questions that can be computed, computed: their letters come from numbers, not from the author."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np

from autograder.quiz import choose


def count_them():
    sizes = [4, 5, 3, 1]
    return choose(sum(before * after + after for before, after in pairwise(sizes)), a=38, b=47, c=51, d=41)


def odd_shape_out():
    """The one shape that a backward pass does not give."""
    A1, W2, b2 = np.zeros((5, 10)), np.zeros((3, 5)), np.zeros((3, 1))
    Z2 = W2 @ A1 + b2
    claims = {"a": (W2, (3, 5)), "b": (A1, (5, 10)), "c": (b2, (3, 10)), "d": (Z2, (3, 10))}
    (letter,) = (letter for letter, (array, claimed) in claims.items() if array.shape != claimed)
    return letter


def two_layers_forward():
    x, W1, b1 = np.array([1, 2]), np.array([[1, -1], [2, 0]]), np.array([0, -1])
    z = np.array([3, 2]) @ np.maximum(0, W1 @ x + b1) - 1
    return choose(1 / (1 + np.exp(-z)), a=0.7311, b=0.1192, c=0.9820, d=1.0)


def odd_or_even():
    odd = sum(sum(bits) % 2 for bits in product((0, 1), repeat=16))
    return choose(odd, a=16, b=256, c=32768, d=65536)


def which_update():
    """The loop that visits every layer but the last."""
    L = 4
    loops = {"a": range(L + 1), "b": range(1, L), "c": range(1, L + 1), "d": range(2, L + 1)}
    return choose([1, 2, 3], **{letter: list(loop) for letter, loop in loops.items()})
