"""What the drawn pictures share: a coloured background, thick outlined strokes, light from one side, and grain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

FINE = 3  # pictures are drawn three times as large and shrunk, so that edges are smooth
COARSE = 16  # enough for a smooth gradient, which is then enlarged
SKINS = ((255, 224, 196), (241, 194, 150), (224, 172, 125), (198, 134, 86), (150, 96, 60), (101, 67, 45))

Point = tuple[float, float]
Colour = tuple[int, int, int]


def skin(rng: np.random.Generator) -> Colour:
    """A skin tone between two neighbours in `SKINS`."""
    place = int(rng.integers(len(SKINS) - 1))
    low, high = np.array(SKINS[place]), np.array(SKINS[place + 1])
    return as_colour(low + rng.random() * (high - low))


def as_colour(numbers: Sequence[float] | np.ndarray) -> Colour:
    """Red, green and blue as integers from 0 to 255."""
    red, green, blue = (max(0, min(255, int(number))) for number in numbers)
    return red, green, blue


def darker(colour: Colour, by: float) -> Colour:
    return as_colour([by * part for part in colour])


def ground(rng: np.random.Generator, side: int, low: float = 40, high: float = 225) -> Image.Image:
    """A sheet with a smooth gradient from one colour to another, in a random direction."""
    first, second = rng.uniform(low, high, (2, 3))
    angle = rng.uniform(0, 2 * np.pi)
    down, across = np.mgrid[0:COARSE, 0:COARSE] / (COARSE - 1) - 0.5
    share = 0.5 + (np.cos(angle) * across + np.sin(angle) * down) / np.sqrt(2)
    coarse = Image.fromarray(np.uint8(first + share[..., None] * (second - first)))
    return coarse.resize((side, side), Image.Resampling.BILINEAR)


def stroke(pen: ImageDraw.ImageDraw, points: Sequence[Point], width: float, fill: Colour) -> None:
    """A line with round ends."""
    pen.line(list(points), fill=fill, width=round(width), joint="curve")
    for x, y in (points[0], points[-1]):
        half = width / 2
        pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)


def outlined(pen: ImageDraw.ImageDraw, points: Sequence[Point], width: float, fill: Colour, line: float) -> None:
    """A stroke with a darker outline of width `line`."""
    stroke(pen, points, width + 2 * line, darker(fill, 0.55))
    stroke(pen, points, width, fill)


def finished(rng: np.random.Generator, sheet: Image.Image) -> np.ndarray:
    """Shrink the sheet, light it from one side and add a little grain: (side, side, 3), float32 from 0 to 1."""
    picture = np.asarray(sheet.reduce(FINE), dtype=np.float32) / 255
    side = len(picture)
    angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.3)
    down, across = np.mgrid[0:side, 0:side] / (side - 1) - 0.5
    light = rng.uniform(0.75, 1.1) * (1 + strength * (np.cos(angle) * across + np.sin(angle) * down))
    grain = 0.02 * rng.standard_normal(picture.shape, dtype=np.float32)
    return np.clip(picture * light[..., None].astype(np.float32) + grain, 0, 1)
