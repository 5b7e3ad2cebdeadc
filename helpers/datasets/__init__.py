"""Data that need no network: real ones from installed packages, and made ones. A module for each subject."""

from helpers.datasets.digits import drawn_digit, handwritten_digits
from helpers.datasets.faces import baselines, faces_or_not
from helpers.datasets.photographs import colour_pictures

__all__ = ["baselines", "colour_pictures", "drawn_digit", "faces_or_not", "handwritten_digits"]
