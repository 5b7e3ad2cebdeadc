"""Pictures that the quizzes of C1 ask about: drawn to be read, with a grid."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, INK, ORANGE
from helpers.plots.curves import line_plot
from helpers.plots.reading import THIN, row_of_panels, with_grid


def one_neuron() -> Figure:
    """The output of a neuron with one input."""
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


def three_rates() -> Figure:
    """The cost of gradient descent in the valley J = w², from w = 1, with three learning rates."""
    steps = np.arange(41)
    rates = {"A": 0.3, "B": 0.01, "C": 1.02}
    runs = {name: (steps, (1 - 2 * rate) ** (2 * steps)) for name, rate in rates.items()}
    figure = with_grid(line_plot(runs, "step", "cost"))  # type: ignore[arg-type]
    figure.axes[0].set(ylim=(0, 5))
    return figure


def four_slopes() -> Figure:
    """The derivatives of four activations, each in its panel."""
    z = np.linspace(-5, 5, 401)
    sigmoid = 1 / (1 + np.exp(-z))
    slopes = {
        "A": sigmoid * (1 - sigmoid),
        "B": 1 - np.tanh(z) ** 2,
        "C": np.where(z > 0, 1.0, 0.0),
        "D": np.where(z > 0, 1.0, 0.05),
    }
    figure, panels = row_of_panels(4, 9.6, 2.5)
    for axes, (name, slope) in zip(panels, slopes.items(), strict=True):
        axes.plot(z, slope, color=BLUE)
        axes.set(title=name, xlabel="z", ylim=(-0.08, 1.12), xticks=[-4, 0, 4])
        axes.grid(True, color=THIN, linewidth=0.7)
    panels[0].set_ylabel("slope g'(z)")
    return figure


def three_boundaries() -> Figure:
    """Two curved bands of dots that overlap, and three boundaries between them."""
    rng = np.random.default_rng(4)
    x = rng.uniform(-3, 3, 90)
    above = rng.integers(0, 2, 90)
    y = np.sin(1.3 * x) + np.where(above, 0.75, -0.75) + rng.normal(0, 0.6, 90)
    across, up = np.meshgrid(np.linspace(-3.3, 3.3, 300), np.linspace(-3, 3, 300))
    curved = up - np.sin(1.3 * across)
    side = np.where(above, 1.0, -1.0)
    astray = np.nonzero(side * (y - np.sin(1.3 * x)) < 0)[0]
    winding = curved / 0.9
    for i in astray:
        winding = winding + 3.2 * side[i] * np.exp(-((across - x[i]) ** 2 + (up - y[i]) ** 2) / 0.05)
    figure, panels = row_of_panels(3, 9.6, 3.1)
    for axes, name, surface in zip(panels, "ABC", (winding, up - 0.22 * across, curved), strict=True):
        axes.contour(across, up, surface, levels=[0], colors=INK, linewidths=1.8)
        axes.scatter(x[above == 1], y[above == 1], color=BLUE, marker="o", s=16)
        axes.scatter(x[above == 0], y[above == 0], color=ORANGE, marker="^", s=18)
        axes.set(title=name, xticks=[], yticks=[])
    return figure
