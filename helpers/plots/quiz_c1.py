"""Pictures that the quizzes of C1 ask about: drawn to be read, with a grid."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import INK
from helpers.plots.curves import line_plot


def with_grid(figure: Figure) -> Figure:
    """The figure with thin lines behind it, by which values can be read off."""
    axes = figure.axes[0]
    axes.grid(True, color="#d9dce1", linewidth=0.7)
    axes.set_axisbelow(True)
    return figure


def one_neuron() -> Figure:
    """What a neuron with one input answers."""
    x = np.linspace(0, 2.5, 251)
    figure = with_grid(line_plot({"answer": (x, np.maximum(0, 2 * x - 1))}, "input x", "answer"))  # type: ignore[dict-item]
    figure.axes[0].set(xticks=np.arange(0, 2.6, 0.5), yticks=np.arange(0, 4.1, 0.5))
    return figure


def three_networks() -> Figure:
    """Error against data for networks of three sizes, sketched by a power law above a floor."""
    m = np.logspace(2, 5, 121)
    curves = {
        "small": 0.30 + 0.32 * (100 / m) ** 1.1,
        "medium": 0.15 + 0.46 * (100 / m) ** 0.55,
        "large": 0.02 + 0.60 * (100 / m) ** 0.48,
    }
    figure = with_grid(line_plot({name: (m, row) for name, row in curves.items()}, "examples", "error on new examples"))  # type: ignore[misc]
    axes = figure.axes[0]
    axes.scatter([3000], [0.30 + 0.32 * (100 / 3000) ** 1.1], color=INK, s=60, zorder=3)
    axes.set(xscale="log", ylim=(0, 0.7))
    return figure
