"""Drawn faces, smiling or not: of many colours, slightly rotated, some with glasses, in front of bright walls."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from helpers.datasets.sheets import FINE, Colour, as_colour, darker, finished, ground, skin, stroke

HAIRS: tuple[Colour, ...] = (
    (35, 28, 25),
    (84, 55, 35),
    (150, 100, 55),
    (210, 175, 110),
    (140, 60, 35),
    (190, 190, 195),
)


def smiling_faces(
    train: int = 360, test: int = 240, side: int = 64, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """
    Draw faces, half of them smiling, in random order.

    Arguments:
        train, test: number of pictures for training and for testing
        side: height and width of a picture
        seed: a different seed gives different faces

    Returns:
        train_pictures: (train, side, side, 3), float32 from 0 to 1: red, green, blue
        train_smiles: (train, 1), float32: 1 if the face smiles, else 0
        test_pictures: (test, side, side, 3)
        test_smiles: (test, 1)
    """
    rng = np.random.default_rng(seed)
    parts: list[np.ndarray] = []
    for count in (train, test):
        smiles = rng.permutation(np.arange(count) % 2)
        parts.append(np.stack([face(bool(smile), rng, side) for smile in smiles]))
        parts.append(smiles.reshape(-1, 1).astype(np.float32))
    return parts[0], parts[1], parts[2], parts[3]


def face(smiles: bool, rng: np.random.Generator, side: int = 64) -> np.ndarray:
    """Draw one face: (side, side, 3), float32 from 0 to 1."""
    fine = FINE * side
    behind = ground(rng, fine, low=170, high=235)
    sheet = behind.convert("RGBA")
    layer = Image.new("RGBA", sheet.size)
    pen = ImageDraw.Draw(layer)
    unit = fine / 100
    tone, hair = skin(rng), HAIRS[int(rng.integers(len(HAIRS)))]
    wide, high = rng.uniform(30, 34), rng.uniform(38, 42)
    _head(pen, unit, tone, hair, wide, high, rng)
    _eyes(pen, unit, hair, wide, rng)
    _mouth(pen, unit, tone, smiles, rng)
    turned = layer.rotate(rng.normal(0, 4), Image.Resampling.NEAREST, translate=tuple(rng.uniform(-3, 3, 2) * unit))
    return finished(rng, Image.alpha_composite(sheet, turned).convert("RGB"))


def _oval(pen: ImageDraw.ImageDraw, unit: float, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
    """Draw an ellipse around (x, y), in hundredths of the sheet."""
    pen.ellipse(tuple(unit * n for n in (x - wide, y - high, x + wide, y + high)), fill=fill)


def _head(
    pen: ImageDraw.ImageDraw,
    unit: float,
    tone: Colour,
    hair: Colour,
    wide: float,
    high: float,
    rng: np.random.Generator,
) -> None:
    """Draw shoulders, neck, the hair behind, ears, the face, and a fringe."""
    shirt = as_colour(rng.uniform(60, 150, 3))
    _oval(pen, unit, 50, 116, 42, 24, shirt)
    stroke(pen, [(50 * unit, 74 * unit), (50 * unit, 92 * unit)], 20 * unit, darker(tone, 0.85))
    long = rng.random() < 0.5
    _oval(pen, unit, 50, 46 if long else 42, wide + 5, high + (8 if long else 3), hair)
    for ear in (-1, 1):
        _oval(pen, unit, 50 + ear * wide, 54, 5, 7, darker(tone, 0.9))
    _oval(pen, unit, 50, 52, wide, high, darker(tone, 0.75))
    _oval(pen, unit, 50, 52, wide - 1.2, high - 1.2, tone)
    if rng.random() < 0.7:
        box = tuple(unit * n for n in (50 - wide, 52 - high, 50 + wide, 52 + high * 0.5))
        pen.chord(box, 195, 345, fill=hair)


def _eyes(pen: ImageDraw.ImageDraw, unit: float, hair: Colour, wide: float, rng: np.random.Generator) -> None:
    """Draw eyes, brows, a nose, and sometimes glasses."""
    apart, level, look = wide * rng.uniform(0.4, 0.5), rng.uniform(45, 49), rng.uniform(-1.5, 1.5)
    brow = rng.uniform(-2, 2)
    glasses = rng.random() < 0.3
    for eye in (-1, 1):
        x = 50 + eye * apart
        _oval(pen, unit, x, level, 5, 3.4, (250, 250, 250))
        _oval(pen, unit, x + look, level, 2.4, 2.8, (40, 40, 50))
        ends = [((x - eye * 5) * unit, (level - 8 - brow) * unit), ((x + eye * 6) * unit, (level - 8 + brow) * unit)]
        stroke(pen, ends, 2.2 * unit, darker(hair, 0.8))
        if glasses:
            frame = tuple(unit * n for n in (x - 8.5, level - 6.5, x + 8.5, level + 6.5))
            pen.ellipse(frame, outline=(30, 30, 35), width=round(1.8 * unit))
    stroke(pen, [(50 * unit, 52 * unit), (48 * unit, 59 * unit), (51 * unit, 60 * unit)], 1.5 * unit, (120, 80, 60))


def _mouth(pen: ImageDraw.ImageDraw, unit: float, tone: Colour, smiles: bool, rng: np.random.Generator) -> None:
    """Draw a curve whose ends point up or not; a third of all mouths are open."""
    wide, level = rng.uniform(13, 17), rng.uniform(71, 74)
    bend = rng.uniform(5, 10) if smiles else rng.uniform(-8, 0.5)
    across = np.linspace(-1, 1, 21)
    curve = [((50 + wide * x) * unit, (level + bend * (0.5 - x * x)) * unit) for x in across]
    lips = darker((200, 85, 85), rng.uniform(0.6, 1.0))
    if rng.random() < 0.33:
        if smiles:
            lower = [((50 + wide * x) * unit, (level + bend * (1.6 - 2.1 * x * x)) * unit) for x in across[::-1]]
            pen.polygon([*curve, *lower], fill=(250, 250, 245))
            stroke(pen, lower, 1.8 * unit, lips)
        else:
            _oval(pen, unit, 50, level, wide * 0.5, 4.5, (90, 30, 35))
            return
    stroke(pen, curve, 3.2 * unit, lips)
