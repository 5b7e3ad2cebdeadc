"""Frames for pictures from which values are to be read: a grid behind curves, panels side by side."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.plots.base import STYLE

THIN = "#d9dce1"


def with_grid(figure: Figure) -> Figure:
    """The figure with thin lines behind it, for reading off values."""
    for axes in figure.axes:
        axes.grid(True, color=THIN, linewidth=0.7)
        axes.set_axisbelow(True)
    return figure


def row_of_panels(count: int, width: float, height: float) -> tuple[Figure, list[Axes]]:
    """Empty frames side by side in the common look; width and height of the whole figure in inches."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, list(figure.subplots(1, count, squeeze=False)[0])
