"""Temperatures at noon, day after day, made up: warm and cold seasons, and weather that lasts until tomorrow."""

from __future__ import annotations

import numpy as np

MEAN, SWING = 11.0, 10.0
"""Degrees Celsius: of the whole year, and how far summer and winter lie from it."""
REMEMBERED = 0.6
"""The share of today's deviation from the season that is still there tomorrow."""


def temperatures(days: int = 365, seed: int = 1, luck: float = 2.4) -> tuple[np.ndarray, np.ndarray]:
    """Temperatures in degrees Celsius, from the first of July on.

    They begin in summer, far from 0, so that an average that starts at 0 shows its mistake.

    days  how many; more than 365 are more than one year
    luck  how much of each day's weather is new, as a standard deviation in degrees

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
    """Pairs of days, in the order of the calendar: what a neuron needs to guess tomorrow's temperature from today's.

    Returns:
        X: today's temperatures, (1, m), less the mean of the year and in tens of degrees
        Y: tomorrow's in the same unit, (1, m)
    """
    _, temperature = temperatures(m + 1, seed)
    scaled = (temperature - MEAN) / 10
    return scaled[:-1].reshape(1, m), scaled[1:].reshape(1, m)
