"""Handwritten digits as points in the plane, for pictures of how classes are told apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.datasets.digits import handwritten_digits


def digit_plane(digits: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """
    Two numbers for each picture of the chosen digits, from the 1,157 pictures (of all hands) to learn from.

    They are the picture's two first principal components: the two directions among the 64 pixels in which all pictures
    differ most. So each point is a real picture, of which much is left out.

    Arguments:
        digits: which digits, such as (3, 4, 6)

    Returns:
        X: (2, m), float64
        labels: (m,), ints: the place of each picture's digit in `digits`
    """
    pictures, shown, _, _ = handwritten_digits(mixed=True)
    centred = pictures.reshape(len(pictures), -1).T
    centred = centred - centred.mean(axis=1, keepdims=True)
    directions = np.linalg.svd(centred, full_matrices=False)[0][:, :2]
    directions = directions * np.sign(directions[np.abs(directions).argmax(axis=0), [0, 1]])  # not left to the library
    order = list(digits)
    chosen = np.isin(shown, order)
    labels = np.array([order.index(digit) for digit in shown[chosen]])
    return directions.T @ centred[:, chosen], labels
