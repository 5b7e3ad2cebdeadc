"""Pictures of the search for hyperparameters: scales, grid and random search, and zooming in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle, pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, NullLocator

from helpers.plots.base import BLUE, FAINT, INK, LINES, RED, STYLE

Range = tuple[float, float]


def strips(draws: Mapping[str, np.ndarray], label: str, scale: str = "log") -> Figure:
    """
    The same draws as strips of dots on two axes, a linear and a logarithmic one.

    draws: how they were drawn -> numbers; scale: "log" for the logarithm of the number itself, "beta" for that of 1
    minus it, with the window 1 / (1 - beta) along the axis
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 0.75 * len(draws) + 1.1), layout="constrained")
        plain, by_power = figure.subplots(1, 2, sharey=True)
    jitter = np.random.default_rng(0)
    for axes, place in ((plain, lambda x: x), (by_power, (lambda x: 1 / (1 - x)) if scale == "beta" else lambda x: x)):
        for row, ((_, numbers), (colour, _)) in enumerate(zip(draws.items(), cycle(LINES))):
            heights = row + jitter.uniform(-0.22, 0.22, len(numbers))
            axes.scatter(place(np.asarray(numbers)), heights, s=7, color=colour, alpha=0.65, linewidth=0)
        axes.set(yticks=range(len(draws)), yticklabels=list(draws), ylim=(-0.5, len(draws) - 0.5))
        axes.tick_params(axis="y", length=0)
    plain.set_xlabel(label)
    window = "averages over 1 / (1 - beta) steps"
    by_power.set(xscale="log", xlabel=window if scale == "beta" else f"{label} (logarithmic scale)")
    return figure


def plans(
    trials: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[float]]], xlabel: str, ylabel: str
) -> Figure:
    """
    Plans of a search, a column for each: below, the trials; above, the error of each against the first setting.

    trials: name of the plan -> (first setting, second setting, error), settings on logarithmic axes. The darker a
    point, the smaller its error. A tick between the panels marks each value of the first setting that was tried.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 5.4), layout="constrained")
        grid = figure.subplots(2, len(trials), sharex=True, sharey="row", height_ratios=(1, 1.25))
    for (above, below), (name, (x, y, errors)) in zip(grid.T, trials.items(), strict=True):
        above.scatter(x, errors, s=26, color=BLUE)
        below.scatter(x, y, s=40, c=errors, cmap="cividis", edgecolors=INK, linewidths=0.6)
        for value in x:
            below.axvline(value, ymin=0.96, color=RED, linewidth=1.6)
        values = len(np.unique(np.round(np.log10(x), 6)))
        above.set_title(f"{name}: {len(x)} trials, {values} different values")
        below.set(xscale="log", yscale="log", xlabel=xlabel)
    grid[0, 0].set(ylabel="error", ylim=(0, 1))
    grid[1, 0].set_ylabel(ylabel)
    return figure


def rounds(
    searches: Sequence[Sequence[tuple[dict[str, float], float]]], x: str, y: str, boxes: Sequence[tuple[Range, Range]]
) -> Figure:
    """
    Rounds of a search side by side on the same axes. The smaller the error, the larger and darker the point.

    searches: for each round its results, (settings, error); x, y: names of the two settings, on logarithmic axes;
    boxes: for each round the ranges of x and y in which it searched
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(4.4 * len(searches), 3.8), layout="constrained")
        panels = figure.subplots(1, len(searches), squeeze=False, sharex=True, sharey=True)[0]
    for number, (axes, results, box) in enumerate(zip(panels, searches, boxes, strict=True), 1):
        errors = np.array([error for _, error in results])
        across, up = (np.array([settings[name] for settings, _ in results]) for name in (x, y))
        axes.scatter(
            across,
            up,
            s=20 + 110 * (1 - errors),
            c=errors,
            cmap="cividis",
            vmin=0,
            vmax=1,
            edgecolors=INK,
            linewidths=0.6,
        )
        _frame(axes, box)
        axes.set(xscale="log", yscale="log", xlabel=x, title=f"round {number}: best error {errors.min():.1%}")
    panels[0].set_ylabel(y)
    return figure


def _frame(axes: Axes, box: tuple[Range, Range]) -> None:
    (left, right), (low, high) = box
    axes.add_patch(
        Rectangle((left, low), right - left, high - low, fill=False, edgecolor=RED, linestyle="--", linewidth=1.6)
    )


def powers(low: float, high: float) -> Figure:
    """A range divided into even steps and into powers of ten: how much room each power of ten gets."""
    exponents = np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
    ends = 10.0**exponents
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 1.9), layout="constrained")
        rows = figure.subplots(2, 1)
    for axes, scale in zip(rows, ("linear", "log"), strict=True):
        axes.set_xscale(scale)
        for number, (left, right) in enumerate(pairwise(ends)):
            colour, _ = LINES[number % len(LINES)]
            axes.axvspan(left, right, color=colour, alpha=0.45, linewidth=0)
        axes.set(xlim=(low, high), yticks=[])
        axes.xaxis.set_major_locator(FixedLocator(list(ends)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.spines["left"].set_visible(False)
        axes.set_ylabel("even" if scale == "linear" else "by powers", rotation=0, ha="right", va="center")
    rows[0].set_xticks([low, 0.1 * high, high], [f"{low:g}", f"{0.1 * high:g}", f"{high:g}"])
    rows[1].set_xticklabels([f"{end:g}" for end in ends])
    rows[0].tick_params(colors=INK)
    rows[0].spines["bottom"].set_color(FAINT)
    return figure
