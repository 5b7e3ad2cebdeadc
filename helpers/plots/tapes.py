"""Pictures of TensorFlow: what a tape records, steps on a parabola, what a buffer shuffles, eager against graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.plots.base import (
    BLUE,
    FAINT,
    INK,
    INPUT,
    LINES,
    PARAMETER,
    PLAIN,
    RED,
    STYLE,
    arrow,
    box,
    canvas,
    new_figure,
)

BACK = (0, (4, 2))


def tape(w: float = 1.0) -> Figure:
    """J = w^2 - 10 w + 25 as a tape records it: the operations with their values, and the slopes on the way back."""
    figure, axes = canvas(9.6, 3.6, 9.6, 3.6)
    axes.set(ylim=(0.2, 3.6))
    box(axes, (0.8, 1.9), f"$w = {w:g}$", 0.6, PARAMETER)
    box(axes, (3.4, 2.9), f"$w^2 = {w * w:g}$", 0.8, PLAIN)
    box(axes, (3.4, 0.9), f"$-10w = {-10 * w:g}$", 0.95, PLAIN)
    box(axes, (6.1, 1.9), f"$\\mathrm{{sum}} = {w * w - 10 * w:g}$", 0.8, PLAIN)
    box(axes, (8.6, 1.9), f"$J = {w * w - 10 * w + 25:g}$", 0.75, INPUT)
    ahead = (
        ((1.42, 2.18), (2.58, 2.8)),
        ((1.42, 1.62), (2.43, 1.0)),
        ((4.22, 2.8), (5.45, 2.22)),
        ((4.37, 1.0), (5.45, 1.58)),
        ((6.92, 2.0), (7.83, 2.0)),
    )
    back = (
        (((2.58, 3.02), (1.2, 2.24)), (1.5, 3.0), f"$2w = {2 * w:g}$"),
        (((2.43, 0.78), (1.2, 1.56)), (1.5, 0.75), "$-10$"),
        (((5.6, 2.24), (4.22, 3.02)), (5.2, 2.95), "$1$"),
        (((5.6, 1.56), (4.37, 0.78)), (5.2, 0.85), "$1$"),
        (((7.83, 1.8), (6.92, 1.8)), (7.38, 1.5), "$1$"),
    )
    for start, end in ahead:
        arrow(axes, start, end, BLUE)
    for (start, end), place, slope in back:
        arrow(axes, start, end, RED, BACK)
        axes.text(*place, slope, color=RED, ha="center", va="center", fontsize=12)
    axes.text(0.75, 1.3, f"slope ${2 * w - 10:g}$", color=RED, ha="center", va="center", fontsize=12)
    return figure


def steps_on_a_parabola(
    coefficients: tuple[float, float, float], paths: Mapping[str, Sequence[float]], low: float, high: float
) -> Figure:
    """The points of gradient descent on a w^2 + b w + c after each step; one panel for each path."""
    w = np.linspace(low, high, 301)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(3.1 * len(paths), 3.2), layout="constrained")
        panels = figure.subplots(1, len(paths), sharey=True, squeeze=False)[0]
    top = float(np.polyval(coefficients, [low, high]).max())
    for axes, (name, path) in zip(panels, paths.items(), strict=True):
        axes.plot(w, np.polyval(coefficients, w), color=FAINT, linewidth=1.6)
        _walk(axes, np.asarray(path), coefficients)
        axes.set(title=name, xlabel="w", xlim=(low, high), ylim=(-0.06 * top, 1.05 * top), xticks=[0, 5, 10])
    panels[0].set_ylabel("J(w)")
    return figure


def _walk(axes: Axes, path: np.ndarray, coefficients: tuple[float, float, float]) -> None:
    costs = np.polyval(coefficients, path)
    axes.plot(path, costs, color=BLUE, linewidth=1.2, marker="o", markersize=4.5, clip_on=True)
    axes.plot(path[:1], costs[:1], marker="s", color=RED, markersize=7)
    axes.annotate(
        "start", (path[0], costs[0]), xytext=(-9, 0), textcoords="offset points", color=INK, va="center", ha="right"
    )


def shuffled_orders(orders: Mapping[str, Sequence[int]]) -> Figure:
    """For each buffer: an example's position in the file, against its position in the output."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(3.0 * len(orders), 3.1), layout="constrained")
        panels = figure.subplots(1, len(orders), sharey=True, squeeze=False)[0]
    for axes, (name, order) in zip(panels, orders.items(), strict=True):
        axes.plot(np.arange(len(order)), order, ".", color=BLUE, markersize=3.5)
        axes.set(title=name, xlabel="position in the output")
    panels[0].set_ylabel("position in the data")
    return figure


def speeds(times: Mapping[str, tuple[Sequence[int], Sequence[float]]], xlabel: str) -> Figure:
    """Milliseconds for one step against a size, both on logarithmic axes. `times`: name -> (sizes, seconds)."""
    figure, axes = new_figure(6.6, 3.6)
    for (name, (sizes, seconds)), (colour, dashes) in zip(times.items(), cycle(LINES)):
        axes.plot(sizes, 1000 * np.asarray(seconds), color=colour, linestyle=dashes, marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel=xlabel, ylabel="milliseconds for one step")
    sizes = next(iter(times.values()))[0]
    axes.set_xticks(list(sizes), [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:g}")
    axes.legend(frameon=False)
    return figure
