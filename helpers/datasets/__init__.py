"""Data sets that need no network: real data from installed packages, and generated data. One module per subject."""

from helpers.datasets.digits import drawn_digit, handwritten_digits
from helpers.datasets.faces import baselines, faces_or_not
from helpers.datasets.photographs import colour_pictures

__all__ = ["baselines", "colour_pictures", "drawn_digit", "faces_or_not", "handwritten_digits"]
