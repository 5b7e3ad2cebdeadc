"""Handwritten digits at random places on a larger sheet: the same writers, but the digits are not centred."""

from __future__ import annotations

import numpy as np

SHEET = 32
TWICE = 2  # each pixel of a digit is two high and two wide


def scattered(pictures: np.ndarray, seed: int) -> np.ndarray:
    """
    Put each digit, twice as large, at a random place on an empty sheet.

    Arguments:
        pictures: (m, 8, 8), from `handwritten_digits`
        seed: a different seed gives different places

    Returns:
        sheets: (m, 32, 32, 1), float32 from 0 (paper) to 1 (ink)
    """
    rng = np.random.default_rng(seed)
    large = np.repeat(np.repeat(pictures, TWICE, axis=1), TWICE, axis=2)
    m, high, wide = large.shape
    sheets = np.zeros((m, SHEET, SHEET, 1), np.float32)
    tops, lefts = rng.integers(0, SHEET - high + 1, m), rng.integers(0, SHEET - wide + 1, m)
    for sheet, digit, top, left in zip(sheets, large, tops, lefts, strict=True):
        sheet[top : top + high, left : left + wide, 0] = digit
    return sheets


def centred(pictures: np.ndarray) -> np.ndarray:
    """Each digit, twice as large, in the middle of its sheet: (m, 32, 32, 1), float32 from 0 to 1."""
    large = np.repeat(np.repeat(pictures, TWICE, axis=1), TWICE, axis=2)
    around = (SHEET - large.shape[1]) // 2
    return np.pad(large, ((0, 0), (around, around), (around, around)))[..., np.newaxis].astype(np.float32)
