"""Generated daily temperatures at noon: warm and cold seasons, and weather that lasts until the next day."""

from __future__ import annotations

import numpy as np

MEAN, SWING = 11.0, 10.0
"""Degrees Celsius: the mean of the year, and how far summer and winter are from it."""
REMEMBERED = 0.6
"""The fraction of today's deviation from the season that remains tomorrow."""


def temperatures(days: int = 365, seed: int = 1, luck: float = 2.4) -> tuple[np.ndarray, np.ndarray]:
    """Temperatures in degrees Celsius, from the first of July on.

    They start in summer, far from 0, so that the bias of an average that starts at 0 shows.

    days  number of days; more than 365 for more than one year
    luck  standard deviation, in degrees, of the new part of each day's weather

    Returns:
        day: 0, 1, 2, ..., (days,)
        temperature: (days,), to a tenth of a degree
    """
    rng = np.random.default_rng(seed)
    day = np.arange(days)
    season = MEAN + SWING * np.cos(2 * np.pi * (day - 21) / 365)  # the warmest day is about the 22nd of July
    weather = np.zeros(days)
    new = luck * rng.normal(size=days)
    for today in range(days):
        weather[today] = (REMEMBERED * weather[today - 1] if today else 0.0) + new[today]
    return day, np.round(season + weather, 1)


def tomorrow_from_today(m: int = 640, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of consecutive days, in calendar order, to predict tomorrow's temperature from today's.

    Returns:
        X: today's temperatures minus the mean of the year, in tens of degrees, (1, m)
        Y: tomorrow's temperatures in the same unit, (1, m)
    """
    _, temperature = temperatures(m + 1, seed)
    scaled = (temperature - MEAN) / 10
    return scaled[:-1].reshape(1, m), scaled[1:].reshape(1, m)
