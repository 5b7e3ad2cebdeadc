"""Drawn hand signs for the numbers 0 to 5: right hands of many colours in front of bright walls, tilted, near and far.

They replace the photographs of hands in the lecture's exercise, which may not be redistributed. The classes differ in
the number of raised fingers, not in colour: the notebook shows how far colour alone gets you.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import ImageDraw

from helpers.datasets.sheets import FINE, Colour, Point, darker, finished, ground, outlined, skin, stroke

SIGNS = 6
# In hundredths of the hand's size, from the middle of the palm; y grows downward. Knuckle and tip of each finger.
FINGERS = {
    "index": ((-17, -20), (-23, -66)),
    "middle": ((-5, -24), (-6, -76)),
    "ring": ((7, -23), (11, -69)),
    "little": ((18, -18), (27, -54)),
}
THUMB = ((-20, 8), (-53, -18))
THUMB_FOLDED = ((-22, 14), (6, 4))
UP = (
    ((),),
    (("index",),),
    (("index", "middle"),),
    (("index", "middle", "ring"), ("thumb", "index", "middle")),
    (("index", "middle", "ring", "little"),),
    (("thumb", "index", "middle", "ring", "little"),),
)
"""The ways to show each number."""


def hand_signs(
    train: int = 1080, test: int = 480, side: int = 64, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """
    Draw hands that show 0 to 5 fingers, each number equally often, in random order.

    Arguments:
        train, test: number of pictures for training and for testing
        side: height and width of a picture
        seed: a different seed gives different pictures

    Returns:
        train_pictures: (train, side, side, 3), float32 from 0 to 1: red, green, blue
        train_numbers: (train,), ints from 0 to 5
        test_pictures: (test, side, side, 3)
        test_numbers: (test,)
    """
    rng = np.random.default_rng(seed)
    parts: list[np.ndarray] = []
    for count in (train, test):
        numbers = rng.permutation(np.arange(count) % SIGNS)
        parts += [np.stack([hand(int(number), rng, side) for number in numbers]), numbers]
    return parts[0], parts[1], parts[2], parts[3]


def hand(number: int, rng: np.random.Generator, side: int = 64) -> np.ndarray:
    """Draw one hand that shows a number: (side, side, 3), float32 from 0 to 1."""
    fine = FINE * side
    sheet = ground(rng, fine, low=170, high=250)
    pen = ImageDraw.Draw(sheet)
    ways = UP[number]
    raised = ways[int(rng.integers(len(ways)))]
    tone = skin(rng)
    size = fine * rng.uniform(0.57, 0.66)
    turn = rng.normal(0, 0.13)
    middle = fine * np.array([0.54 + rng.uniform(-0.05, 0.05), 0.63 + rng.uniform(-0.05, 0.05)])

    def at(point: Point) -> Point:
        x, y = point[0] * size / 100, point[1] * size / 100
        return (
            float(middle[0] + np.cos(turn) * x - np.sin(turn) * y),
            float(middle[1] + np.sin(turn) * x + np.cos(turn) * y),
        )

    _draw(pen, at, raised, tone, size / 100, rng)
    return finished(rng, sheet)


def _draw(
    pen: ImageDraw.ImageDraw,
    at: Callable[[Point], Point],
    raised: tuple[str, ...],
    tone: Colour,
    unit: float,
    rng: np.random.Generator,
) -> None:
    """Draw the arm, the raised fingers, the palm, and the folded fingers on top of it."""
    line = 1.6 * unit
    sway = {name: rng.normal(0, 2.5, 2) for name in (*FINGERS, "thumb")}

    def moved(name: str, tip: Point) -> Point:
        return at((tip[0] + sway[name][0], tip[1] + sway[name][1]))

    outlined(pen, [at((0, 30)), at((2, 120))], 36 * unit, tone, line)
    for name, (knuckle, tip) in FINGERS.items():
        if name in raised:
            outlined(pen, [at(knuckle), moved(name, tip)], (12 if name != "little" else 10) * unit, tone, line)
    if "thumb" in raised:
        outlined(pen, [at(THUMB[0]), moved("thumb", THUMB[1])], 13 * unit, tone, line)
    outlined(pen, [at((-9, -7)), at((9, -7)), at((8, 20)), at((-8, 20)), at((-9, -7))], 32 * unit, tone, line)
    stroke(pen, [at((-4, 0)), at((5, 14))], 26 * unit, tone)
    for name, (knuckle, _) in FINGERS.items():
        if name not in raised:
            low = (0.8 * knuckle[0], knuckle[1] + 19)
            outlined(pen, [at((0.95 * knuckle[0], knuckle[1] + 2)), at(low)], 11 * unit, darker(tone, 0.94), line)
    if "thumb" not in raised:
        outlined(pen, [at(THUMB_FOLDED[0]), moved("thumb", THUMB_FOLDED[1])], 12 * unit, tone, line)
