"""Draws the pictures of the notebooks. What all of them need is here; each subject has its own module."""

from helpers.plots.base import png, show
from helpers.plots.curves import accuracy_bars, cost_curves, curve, line_plot, logarithmic
from helpers.plots.pictures import gallery, weights_picture

__all__ = [
    "accuracy_bars",
    "cost_curves",
    "curve",
    "gallery",
    "line_plot",
    "logarithmic",
    "png",
    "show",
    "weights_picture",
]
