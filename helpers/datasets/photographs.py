"""Photographs from scikit-image's package, cropped and resized."""

from __future__ import annotations

import numpy as np
from PIL import Image

from helpers.datasets.packaged import packaged

COLOUR_PICTURES = {
    "a cat": ("chelsea.png", (5, 95, 290)),
    "an astronaut": ("astronaut.png", (0, 90, 260)),
    "a cup of coffee": ("coffee.png", (20, 120, 360)),
    "a rocket": ("rocket.jpg", (40, 170, 360)),
    "galaxies": ("hubble_deep_field.jpg", (420, 380, 300)),
}


def colour_pictures(size: int = 64) -> tuple[np.ndarray, tuple[str, ...]]:
    """Five colour photographs, cropped to squares and resized.

    Returns:
        pictures: (5, size, size, 3), uint8: red, green and blue of every pixel, from 0 to 255
        names: what they show, in words
    """
    cut = []
    for file, (top, left, side) in COLOUR_PICTURES.values():
        with Image.open(packaged(file)) as image:
            square = image.convert("RGB").crop((left, top, left + side, top + side))
            cut.append(np.asarray(square.resize((size, size), Image.Resampling.LANCZOS)))
    return np.stack(cut), tuple(COLOUR_PICTURES)


def grey_photograph(height: int = 150, width: int = 200) -> np.ndarray:
    """A grey photograph: a man with a camera on a tripod on a lawn, and a town in the background.

    Returns:
        picture: (height, width), float64 from 0 (black) to 1 (white); not square, so that swapping rows and columns
            shows
    """
    with Image.open(packaged("camera.png")) as image:
        side = image.width
        high = min(side, round(side * height / width))
        top = (side - high) // 5
        cut = image.convert("L").crop((0, top, side, top + high))
        return np.asarray(cut.resize((width, height), Image.Resampling.LANCZOS), dtype=float) / 255
