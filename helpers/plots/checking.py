"""Pictures of measured slopes: triangles, errors against the nudge, claimed against measured gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import BLUE, FAINT, GREEN, INK, LINES, RED, SKY, STYLE, canvas, new_figure
from helpers.plots.reading import with_grid

MARKERS = ("o", "s", "^", "D", "v", "P")
COLOURS = (BLUE, RED, GREEN, "#cc79a7", "#e69f00", SKY)


def triangles(f: Callable[[np.ndarray], np.ndarray], slope: float, theta: float, epsilon: float, name: str) -> Figure:
    """A curve with its tangent, and the one-sided and the two-sided triangle next to each other."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 3.7), layout="constrained")
        panels = figure.subplots(1, 2, sharey=True)
    x = np.linspace(theta - 1.7 * epsilon, theta + 1.7 * epsilon, 121)
    for axes, left, title in zip(panels, (theta, theta - epsilon), ("one-sided", "two-sided"), strict=True):
        right = theta + epsilon
        rise = float(f(np.array(right)) - f(np.array(left)))
        measured = rise / (right - left)
        axes.plot(x, f(x), color=BLUE)
        axes.plot(x, f(np.array(theta)) + slope * (x - theta), color=GREEN, linestyle="--", label=f"slope {slope:g}")
        corner = [left, right, right], [f(np.array(left)), f(np.array(left)), f(np.array(right))]
        axes.fill(*corner, color=RED, alpha=0.18)
        axes.plot([left, right], [f(np.array(left)), f(np.array(right))], color=RED, label=f"slope {measured:.4g}")
        axes.plot(theta, f(np.array(theta)), "o", color=INK, markersize=7)
        names = ["θ", "θ + ε"] if left == theta else ["θ − ε", "θ", "θ + ε"]
        axes.set(title=title, xticks=[left, right] if left == theta else [left, theta, right])
        axes.set_xticklabels(names)
        axes.legend(frameon=False)
    panels[0].set_ylabel(name)
    return figure


def errors(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]], guides: Mapping[str, tuple[float, float]]
) -> Figure:
    """Error of a measured slope against the nudge, both on logarithmic axes.

    lines: name -> (nudges, errors); guides: name -> (factor, power) of a thin line factor * nudge ** power
    """
    figure, axes = new_figure(7.4, 4.3)
    for (name, (nudges, found)), (colour, dashes) in zip(lines.items(), cycle(LINES)):
        axes.plot(nudges, np.maximum(found, 1e-17), color=colour, linestyle=dashes, linewidth=1.6, label=name)
    low = axes.get_xlim()[0]
    span = np.geomspace(max(low, 1e-15), 1, 2)
    for name, (factor, power) in guides.items():
        axes.plot(span, factor * span**power, color=FAINT, linewidth=1, zorder=0)
        place = 10 ** (-2.2 if power > 0 else -12.2)
        lift = 1 if power > 0 else 60
        axes.text(place, lift * factor * place**power, f" {name}", color=INK, va="top" if power > 0 else "bottom")
    axes.set(xscale="log", yscale="log", xlabel="nudge ε", ylabel="error of the measured slope", ylim=(1e-13, 10))
    axes.legend(frameon=False, loc="upper center")
    return with_grid(figure)


def long_column(shapes: Mapping[str, tuple[int, int]]) -> Figure:
    """All parameters of a network as one long row of boxes (a column on its side), with a colour for each matrix."""
    sizes = {name: rows * columns for name, (rows, columns) in shapes.items()}
    total = sum(sizes.values())
    figure, axes = canvas(9.4, 1.9, total, 4)
    start = 0
    for (name, size), colour in zip(sizes.items(), cycle(COLOURS)):
        for place in range(start, start + size):
            axes.add_patch(
                Rectangle((place + 0.06, 1.5), 0.88, 0.9, facecolor=colour, alpha=0.55, edgecolor=INK, lw=0.6)
            )
        middle = start + size / 2
        axes.text(middle, 2.75, f"{name}\n{shapes[name]}" if size > 3 else name, ha="center", va="bottom", fontsize=9)
        axes.text(
            middle, 1.2, f"{start}" if size == 1 else f"{start}-{start + size - 1}", ha="center", va="top", fontsize=9
        )
        start += size
    axes.text(total / 2, 0.05, "index in the long column θ", ha="center", fontsize=10)
    axes.set(ylim=(-0.2, 4.4))
    return figure


def claimed_and_measured(
    claimed: Mapping[str, np.ndarray], measured: Mapping[str, np.ndarray], factors: Sequence[float] = (1,)
) -> Figure:
    """Every parameter's claimed slope against the measured one; right ones are on the diagonal."""
    figure, axes = new_figure(6.6, 4.6)
    limit = 1.1 * max(np.abs(value).max() for value in measured.values())
    for factor in factors:
        axes.plot([-limit, limit], [-factor * limit, factor * limit], color=FAINT, linewidth=1, zorder=0)
        axes.text(
            limit, factor * limit, f" × {factor:g}" if factor != 1 else " equal", color=INK, fontsize=9, va="center"
        )
    for (name, value), marker, colour in zip(measured.items(), cycle(MARKERS), cycle(COLOURS)):
        there = np.ravel(value), np.ravel(claimed[name])
        axes.scatter(*there, 34, color=colour, marker=marker, edgecolor=INK, linewidth=0.4, label=name)
    heights = np.concatenate([np.ravel(value) for value in claimed.values()])
    low, high = heights.min() - 0.08 * np.ptp(heights), heights.max() + 0.08 * np.ptp(heights)
    axes.set(xlabel="measured slope", ylabel="claimed slope", xlim=(-limit, 1.14 * limit), ylim=(low, high))
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def along_one_parameter(
    places: Sequence[float], costs: Mapping[str, Sequence[float]], xlabel: str = "one parameter"
) -> Figure:
    """The cost as one parameter changes, a small frame for each way to compute it."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 2.9), layout="constrained")
        panels = figure.subplots(1, len(costs), sharey=True, squeeze=False)[0]
    for axes, (name, row) in zip(panels, costs.items(), strict=True):
        axes.plot(places, row, color=BLUE, linewidth=1.5)
        axes.set(title=name, xlabel=xlabel)
    panels[0].set_ylabel("cost")
    return figure
