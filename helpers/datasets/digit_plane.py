"""Handwritten digits as points in the plane, to show how a classifier separates them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.datasets.digits import handwritten_digits


def digit_plane(digits: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """
    Two numbers for each picture of the chosen digits, from the 1,157 training pictures (mixed, by all writers).

    They are the picture's first two principal components: the two directions in the space of the 64 pixels along which
    the pictures vary most. So each point is a real picture, reduced to two numbers.

    Arguments:
        digits: the digits to choose, such as (3, 4, 6)

    Returns:
        X: (2, m), float64
        labels: (m,), ints: the index of each picture's digit in `digits`
    """
    pictures, shown, _, _ = handwritten_digits(mixed=True)
    centred = pictures.reshape(len(pictures), -1).T
    centred = centred - centred.mean(axis=1, keepdims=True)
    directions = np.linalg.svd(centred, full_matrices=False)[0][:, :2]
    directions = directions * np.sign(
        directions[np.abs(directions).argmax(axis=0), [0, 1]]
    )  # fixes the signs, which the library leaves open
    order = list(digits)
    chosen = np.isin(shown, order)
    labels = np.array([order.index(digit) for digit in shown[chosen]])
    return directions.T @ centred[:, chosen], labels
