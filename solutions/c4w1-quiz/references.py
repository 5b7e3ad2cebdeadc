"""The questions that can be computed: each letter comes from a computation, not from the author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def correlate(image, kernel):
    """The filter at every position, stride 1, no padding."""
    high, wide = (n - f + 1 for n, f in zip(image.shape, kernel.shape, strict=True))
    f_high, f_wide = kernel.shape
    rows = range(high)
    return np.array([[np.sum(image[i : i + f_high, j : j + f_wide] * kernel) for j in range(wide)] for i in rows])


def filter_by_hand():
    image, kernel = np.array([[1, 2, 0], [0, 1, 3], [2, 0, 1]]), np.array([[1, 0], [2, -1]])
    assert np.array_equal(correlate(image, kernel[::-1, ::-1]), [[4, 1], [2, 6]])  # as choice a says
    answer = correlate(image, kernel)
    return choose(answer, a=[[4, 1], [2, 6]], b=[[0, 1], [4, 0]], c=[[1, 2], [0, 1]], d=[[1, 0], [0, -1]])


def bright_square():
    """The signs at the square's left and right edges, and whether its top edge is visible."""
    image = np.zeros((9, 9))
    image[3:6, 3:6] = 1
    kernel = np.array([[1, 0, -1]] * 3)
    signs = np.sign(correlate(image, kernel))
    return choose([signs[3, 1], signs[3, 5], signs[1, 3]], a=[0, 0, -1], b=[1, 1, 0], c=[1, -1, 0], d=[-1, 1, 0])


def size_behind():
    padded, f, stride = 34 + 2 * 3, 4, 5
    places = [start for start in range(0, padded, stride) if start + f <= padded]
    return choose(len(places), a=8, b=7, c=9, d=37)


def weights_of_a_layer():
    filters = np.zeros((5, 5, 3, 16))
    return choose(filters.size + 16, a=416, b=1200, c=1216, d=4_915_216)


def back_through_the_max():
    window = np.array([[1.0, 3.0], [2.0, 0.0]])
    nudges = np.eye(4).reshape(4, 2, 2) * 1e-6
    slopes = [5 * (np.max(window + nudge) - np.max(window - nudge)) / 2e-6 for nudge in nudges]
    return choose(slopes, a=[1.25] * 4, b=[5] * 4, c=[0, 15, 0, 0], d=[0, 5, 0, 0])


def seen_by_one():
    """How many adjacent inputs influence the middle output of three filters of width 3."""
    changed = 0
    for place in range(31):
        row = np.zeros(31)
        row[place] = 1
        for _ in range(3):
            row = np.convolve(row, [1, 2, 1], mode="same")
        changed += row[15] != 0
    return choose(changed, a=3, b=7, c=9, d=27)


def where_the_weights_are():
    counts = {"a": (75 + 1) * 8, "b": (5 * 5 * 8 + 1) * 16, "c": (5 * 5 * 16 + 1) * 120, "d": 0}
    return max(counts, key=lambda letter: counts[letter])
