"""Pictures of gradient descent: paths over a landscape, weighted averages, and the noise of mini-batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.plots.base import BLUE, FAINT, GREEN, GROUND, INK, LINES, RED, STYLE, new_figure

Height = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From arrays of w and of b to the height above each place."""
Path = Sequence[tuple[float, float]]
Span = tuple[float, float]

LAND = LinearSegmentedColormap.from_list("land", ["#b9d3e6", GROUND, "#f1dfb9"])  # low, middle, high


def paths(
    height: Height,
    walks: Mapping[str, Path],
    across: Span,
    up: Span,
    goals: Sequence[tuple[float, float]] = ((0.0, 0.0),),
    columns: int = 2,
    size: tuple[float, float] = (4.6, 2.7),
    levels: Sequence[float] | None = None,
) -> Figure:
    """The paths of walks over one landscape, a panel for each.

    height  a blue background is low, a yellow one high
    walks   title -> the points, one for each step; the first is marked by a square, the last by a circle
    goals   the minima, marked by stars
    levels  the heights of the lines; without them, there is an equal area between any two
    """
    columns = min(columns, len(walks))
    rows = -(-len(walks) // columns)
    figure, panels = _panels(rows, columns, size[0] * columns, size[1] * rows)
    for axes, (title, walk) in zip(panels.flat, walks.items(), strict=False):
        _land(axes, height, across, up, levels)
        _walk(axes, walk, goals)
        axes.set(title=title, xlabel="w", ylabel="b", xlim=across, ylim=up)
    for axes in list(panels.flat)[len(walks) :]:
        axes.axis("off")
    return figure


def bites(
    height: Height,
    walks: Mapping[str, Path],
    costs: Mapping[str, Sequence[float]],
    across: Span,
    up: Span,
    goal: tuple[float, float],
) -> Figure:
    """Above, the paths of runs with batches of different sizes; below, each step's cost on its own batch."""
    figure, panels = _panels(2, len(walks), 9.6, 5.6)
    for (axes, below), (title, walk) in zip(panels.T, walks.items(), strict=True):
        _land(axes, height, across, up)
        _walk(axes, walk, (goal,))
        axes.set(title=title, xlabel="w", ylabel="b", xlim=across, ylim=up)
        row = costs[title]
        few = len(row) < 60
        below.plot(
            np.arange(1, len(row) + 1), row, color=BLUE, linewidth=1.4 if few else 0.5, marker="o" if few else "", ms=3
        )
        below.set(xlabel="step", ylabel="cost on its batch", yscale="log", ylim=(1e-3, 10))
        below.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    return figure


def memory(betas: Sequence[float], days: int = 100) -> Figure:
    """The weight of a day in an average, by its age: (1 - beta) beta^age, and the age where 1/e of it is left."""
    figure, axes = new_figure(7.4, 3.7)
    age = np.arange(days)
    for beta, (colour, dashes) in zip(betas, LINES, strict=False):
        weights = (1 - beta) * beta**age
        axes.plot(age, weights, color=colour, linestyle=dashes, label=f"β = {beta:g}")
        window = 1 / (1 - beta)
        axes.plot(window, (1 - beta) * beta**window, "o", color=colour, markersize=8)
    axes.set(xlabel="age of the value, in days", ylabel="its weight in the average", yscale="log", ylim=(1e-3, 1))
    axes.legend(frameon=False, title="dot: age 1 / (1 - β)")
    return figure


def averages(day: np.ndarray, values: np.ndarray, lines: Mapping[str, np.ndarray], ylabel: str) -> Figure:
    """A series as dots, and curves through it."""
    figure, axes = new_figure(8.6, 4.0)
    axes.scatter(day, values, s=8, color=FAINT, label="each day")
    for (name, line), (colour, dashes) in zip(lines.items(), cycle(((RED, ":"), (BLUE, "-"), (GREEN, "--")))):
        axes.plot(day, line, color=colour, linestyle=dashes, linewidth=1.9, label=name)
    axes.set(xlabel="days since the first of July", ylabel=ylabel)
    axes.legend(frameon=False)
    return figure


def saddle(height: Height, across: Span, up: Span, ridge: Path) -> Figure:
    """A landscape seen from the side, with a walk along its ridge, as far as the walk is given."""
    w, b = np.meshgrid(np.linspace(*across, 61), np.linspace(*up, 61))
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(6.4, 4.3), layout="constrained")
        axes = figure.add_subplot(projection="3d", computed_zorder=False)
    axes.plot_surface(w, b, height(w, b), cmap=LAND, alpha=0.9, linewidth=0.2, edgecolor=FAINT, rstride=3, cstride=3)
    x, y = np.transpose(ridge)
    axes.plot(x, y, height(x, y), color=BLUE, linewidth=2.4, marker="o", markersize=4, zorder=5)
    axes.set(xlabel="w", ylabel="b", zlabel="cost")
    axes.view_init(elev=32, azim=-58)
    axes.set_facecolor(GROUND)
    return figure


def decays(lines: Mapping[str, tuple[Sequence[int], Sequence[float]]], stairs: str) -> Figure:
    """Learning rates over the epochs. `stairs` names the one that is constant for a while and then jumps."""
    figure, axes = new_figure(7.0, 3.8)
    for (name, (epochs, rates)), (colour, dashes) in zip(lines.items(), LINES, strict=False):
        style = "steps-post" if name == stairs else "default"
        axes.plot(epochs, rates, color=colour, linestyle=dashes, drawstyle=style, label=name)
    axes.set(xlabel="epoch", ylabel="learning rate", ylim=(0, None))
    axes.legend(frameon=False)
    return figure


def final_costs(rates: Sequence[float], lines: Mapping[str, Sequence[float]], ylabel: str) -> Figure:
    """The result for each learning rate, a line for each method; rates on a logarithmic axis."""
    figure, axes = new_figure(7.0, 3.8)
    for (name, row), (colour, dashes), marker in zip(lines.items(), LINES, "os^D", strict=False):
        axes.plot(rates, row, color=colour, linestyle=dashes, marker=marker, label=name)
    axes.set(xscale="log", xlabel="learning rate", ylabel=ylabel, ylim=(0, None))
    axes.legend(frameon=False)
    return figure


def _panels(rows: int, columns: int, width: float, height: float) -> tuple[Figure, np.ndarray]:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots(rows, columns, squeeze=False)


def _land(axes: Axes, height: Height, across: Span, up: Span, levels: Sequence[float] | None = None) -> None:
    w, b = np.meshgrid(np.linspace(*across, 121), np.linspace(*up, 121))
    ground = np.asarray(height(w, b), dtype=float)
    lines = np.unique(np.quantile(ground, np.linspace(0.02, 0.98, 13)) if levels is None else levels)
    shades = np.searchsorted(lines, ground)
    axes.imshow(shades, cmap=LAND, extent=(*across, *up), origin="lower", aspect="auto", interpolation="bilinear")
    axes.contour(w, b, ground, levels=lines, colors=FAINT, linewidths=0.7)


def _walk(axes: Axes, walk: Path, goals: Sequence[tuple[float, float]]) -> None:
    x, y = np.transpose(walk)
    few = len(walk) < 200
    axes.plot(x, y, color=BLUE, linewidth=1.4 if few else 0.7, marker="o" if few else "", markersize=3)
    axes.plot(x[0], y[0], marker="s", color=INK, markersize=7)
    for goal in goals:
        axes.plot(*goal, marker="*", color=RED, markersize=14, markeredgecolor=GROUND, zorder=4)
    axes.plot(x[-1], y[-1], marker="o", color=GROUND, markeredgecolor=INK, markeredgewidth=1.6, markersize=8, zorder=5)
