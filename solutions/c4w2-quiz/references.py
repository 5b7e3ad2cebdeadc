"""The questions that can be computed: each letter comes from a computation, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def a_block_by_hand():
    X, F = np.array([3.0, 0, 2]), np.array([-4.0, 1, 0.5])
    answer = np.maximum(0, F + X)
    return choose(answer, a=np.maximum(0, F) + X, b=[0, 1, 2.5], c=F + X, d=np.maximum(0, F))


def slope_through_three():
    """By a small change of the input of three blocks with F(x) = -0.4 x."""
    behind = []
    for x in (1.0 - 1e-6, 1.0 + 1e-6):
        for _ in range(3):
            x = -0.4 * x + x
        behind.append(x)
    return choose((behind[1] - behind[0]) / 2e-6, a=0.216, b=-0.064, c=2.744, d=1.8)


def reduced_first():
    places = 14 * 14
    at_once = places * 5 * 5 * 480 * 48
    in_two = places * 480 * 16 + places * 5 * 5 * 16 * 48
    return choose(round(at_once / in_two), a=3, b=30, c=75, d=21)


def separated():
    """Counted position by position."""
    count = 0
    for _ in range(8 * 8):
        count += 6 * (3 * 3)
        count += 20 * 6
    return choose(count, a=3456, b=11136, c=7680, d=69120)
