"""Handwritten digits from scikit-learn's package, and a function that converts your own digit to the same format.

Every function gives the same arrays each time it is called, on every machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, UnidentifiedImageError

from helpers.datasets.packaged import packaged

TRAINING = 1157  # nine completed forms; like these, every form starts with the digits 0, 1, 2, ..., 9, 0, 1, ...
MIXING_SEED = 3
FINE, SIZE = 32, 8  # a digit was scanned as 32 by 32 black or white points; 4 by 4 of them give a number from 0 to 16
# A three in one stroke, and a thick pen: (x, y) from the left and from the top, in hundredths of the sheet.
STROKE = (
    (31, 27), (40, 19), (53, 18), (64, 25), (64, 35), (56, 43), (46, 46), (58, 49), (67, 58), (66, 71), (55, 80),
    (41, 80), (30, 73),
)  # fmt: skip
PEN = 8


def handwritten_digits(mixed: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """1,797 small pictures of digits: 1,157 for training, 640 for testing, from forms completed by different writers.

    Arguments:
        mixed: shuffle all pictures before the split, so that every writer is in both sets

    Returns:
        train_pictures: (1157, 8, 8), float64 from 0 (paper) to 1 (ink)
        train_digits: (1157,), ints from 0 to 9
        test_pictures: (640, 8, 8)
        test_digits: (640,)

    Source: `load_digits` of scikit-learn, the test set of "Optical recognition of handwritten digits" (E. Alpaydin and
    C. Kaynak, 1998). Its pictures are in the order of the forms, about 130 each; the split is between two forms.
    """
    table = np.loadtxt(packaged("digits.csv.gz", "scikit-learn"), delimiter=",")
    pictures, digits = table[:, :-1].reshape(-1, SIZE, SIZE) / 16, table[:, -1].astype(int)
    if mixed:
        order = np.random.default_rng(MIXING_SEED).permutation(len(digits))
        pictures, digits = pictures[order], digits[order]
    return pictures[:TRAINING], digits[:TRAINING], pictures[TRAINING:], digits[TRAINING:]


def drawn_digit(path: str | Path) -> tuple[np.ndarray, np.ndarray, str]:
    """Your own digit, from a photograph, a scan or a drawing program, dark on light or light on dark.

    Arguments:
        path: a picture file (PNG, JPEG, ...); if there is none, the course's own drawing is used

    Returns:
        drawing: the picture in grey, float64 from 0 (black) to 1 (white)
        picture: (8, 8), float64 from 0 (paper) to 1 (ink), processed like those of `handwritten_digits`
        note: a sentence that says which drawing this is

    Raises ValueError, with advice, if the file is not a picture or shows no digit.
    """
    path = Path(path)
    if path.is_file():
        try:
            with Image.open(path) as image:
                drawing = np.asarray(_on_white(image), dtype=float) / 255
        except UnidentifiedImageError:
            raise ValueError(f"{path.name} cannot be opened as a picture; save it as PNG or JPEG") from None
        note = f"This is {path.name}."
    else:
        drawing = np.asarray(_example(), dtype=float) / 255
        note = (
            f"There is no {path.name} next to this notebook, so this is the drawing that comes with the course. Draw a "
            f"digit with a thick pen, save or upload it as {path.name}, and run the cell again."
        )
    return drawing, _as_in_the_set(drawing, path.name), note


def _on_white(image: Image.Image) -> Image.Image:
    """Convert to grey, with transparent parts white."""
    layered = image.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("L")


def _example() -> Image.Image:
    sheet = Image.new("L", (200, 200), 255)
    pen = ImageDraw.Draw(sheet)
    points = [(2 * x, 2 * y) for x, y in STROKE]
    pen.line(points, fill=0, width=2 * PEN, joint="curve")
    for x, y in points:
        pen.ellipse((x - PEN, y - PEN, x + PEN, y + PEN), fill=0)
    return sheet


def _as_in_the_set(drawing: np.ndarray, name: str) -> np.ndarray:
    """Crop to the ink, scale it to 32 points, centre it, and count the black points in each block of 4 x 4."""
    low, high = np.quantile(drawing, [0.001, 0.999])
    if high - low < 0.2:
        raise ValueError(f"{name} shows no digit: it has hardly any contrast")
    dark = drawing < (low + high) / 2
    ink = dark if dark.mean() < 0.5 else ~dark  # there is less ink than paper
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    tall, wide = (max(1, round(FINE * side / max(cut.shape))) for side in cut.shape)
    shrunk = Image.fromarray(np.uint8(255 * cut)).resize((wide, tall), Image.Resampling.BOX)
    fine = np.zeros((FINE, FINE))
    top, left = (FINE - tall) // 2, (FINE - wide) // 2
    fine[top : top + tall, left : left + wide] = np.asarray(shrunk) >= 128
    step = FINE // SIZE
    return fine.reshape(SIZE, step, SIZE, step).mean(axis=(1, 3))
