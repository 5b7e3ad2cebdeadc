"""Loaves of bread: they rise if temperature and time are right; the failures form a ring around the good loaves."""

from __future__ import annotations

import numpy as np

CENTRE = np.array([[26.0], [600.0]])  # degrees Celsius, minutes
WIDTH = np.array([[4.0], [200.0]])


def circles(m: int = 500, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """
    Generate two rings, one inside the other, sorted as in a baker's notes: all good loaves first.

    Arguments:
        m: number of loaves, half of each class
        seed: a different seed gives different loaves

    Returns:
        X: shape (2, m): the temperature of the dough in degrees Celsius, and its rising time in minutes
        Y: shape (1, m): 1 where the loaf rose well
    """
    rng = np.random.default_rng(seed)
    good = np.arange(m) < m // 2
    radius = np.where(good, 0.5, 1.0) + 0.13 * rng.standard_normal(m)
    angle = rng.uniform(0, 2 * np.pi, m)
    X = CENTRE + WIDTH * radius * np.vstack([np.cos(angle), np.sin(angle)])
    return X, good.astype(int).reshape(1, m)
