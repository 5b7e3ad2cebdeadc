"""Draws the pictures of the first two weeks: neurons, a price curve, slopes, a computation graph, broadcasting.

Colours and ground are those of `helpers.plots`, which also shows the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from helpers.plots import _STYLE, BLUE, FAINT, INK, RED, line_plot

Place = tuple[float, float]


def network(layers: Sequence[Sequence[str]], width: float = 7.0) -> Figure:
    """Neurons as circles with their names, layer by layer from left to right, each tied to all of the layer before."""
    tallest = max(len(layer) for layer in layers)
    figure, axes = _canvas(width, 0.4 + 0.95 * tallest, 10.0, 0.4 + 0.95 * tallest)
    across = np.linspace(1.4, 8.6, len(layers))
    places = [
        [(float(x), 0.2 + 0.95 * tallest * (len(layer) - i - 0.5) / len(layer)) for i in range(len(layer))]
        for x, layer in zip(across, layers, strict=True)
    ]
    for before, after in pairwise(places):
        for start in before:
            for end in after:
                axes.plot([start[0] + 0.9, end[0] - 0.9], [start[1], end[1]], color=FAINT, linewidth=1.2, zorder=0)
    for index, (layer, spots) in enumerate(zip(layers, places, strict=True)):
        for name, (x, y) in zip(layer, spots, strict=True):
            _box(axes, (x, y), name, half=0.95, fill="#e8eef4" if index == 0 else "#fdf0d2", size=10)
    return figure


def price_curve(
    sizes: np.ndarray, prices: np.ndarray, lines: Mapping[str, tuple[Sequence[float], Sequence[float]]]
) -> Figure:
    """Houses as dots, and guesses as lines. `lines`: name -> (sizes, prices)."""
    figure = line_plot(lines, "size (100 square metres)", "price (100,000)")
    axes = figure.axes[0]
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.scatter(sizes, prices, color=INK, s=18, zorder=3, label="houses")
    axes.legend(frameon=False)
    return figure


def logarithmic(figure: Figure) -> Figure:
    """The same figure with both axes by powers of ten."""
    figure.axes[0].set(xscale="log", yscale="log")
    return figure


def nudges(function: Callable[[float], float], a: float, sizes: Sequence[float], name: str) -> Figure:
    """The graph of a function near a, with the small triangles of a few nudges to the right."""
    t = np.linspace(a - 0.6 * max(sizes), a + 1.25 * max(sizes), 121)
    figure = line_plot({name: (t, [function(x) for x in t])}, "a", name)  # type: ignore[dict-item]
    axes = figure.axes[0]
    for eps, colour, dashes in zip(sizes, (RED, "#009e73", "#cc79a7"), ("--", "-.", ":"), strict=False):
        low, high = function(a), function(a + eps)
        axes.plot([a, a + eps, a + eps], [low, low, high], color=colour, linestyle=dashes, linewidth=1.4)
        axes.plot(
            [a, a + eps],
            [low, high],
            color=colour,
            linestyle=dashes,
            label=f"eps = {eps}: slope {(high - low) / eps:.4g}",
        )
    axes.scatter([a], [function(a)], color=INK, zorder=3)
    axes.legend(frameon=False)
    return figure


def graph_of_J() -> Figure:
    """J = 3 (a + b c) at a = 5, b = 3, c = 2: values run to the right in blue, derivatives of J run back in red."""
    figure, axes = _canvas(9.6, 3.5, 9.6, 3.5)
    a, b, c = (0.7, 2.9), (0.7, 1.75), (0.7, 0.6)
    u, v, J = (3.1, 1.2), (5.6, 2.1), (8.3, 2.1)
    for place, label in ((a, "$a = 5$"), (b, "$b = 3$"), (c, "$c = 2$")):
        _box(axes, place, label, half=0.55, fill="#e8eef4", size=14)
    for place, label in ((u, "$u = bc = 6$"), (v, "$v = a + u = 11$"), (J, "$J = 3v = 33$")):
        _box(axes, place, label, half=1.0, fill="#ffffff", size=14)
    for start, end in (
        ((a[0] + 0.6, a[1]), (v[0] - 1.1, v[1] + 0.2)),
        ((b[0] + 0.6, b[1]), (u[0] - 1.1, u[1] + 0.1)),
        ((c[0] + 0.6, c[1]), (u[0] - 1.1, u[1] - 0.1)),
        ((u[0] + 1.05, u[1] + 0.15), (v[0] - 1.1, v[1] - 0.15)),
        ((v[0] + 1.05, v[1]), (J[0] - 1.1, J[1])),
    ):
        axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 1.6})
    for (x, y), label in (
        ((7.0, 2.45), "$dv = 3$"),
        ((3.1, 2.95), "$da = 3 \\cdot 1 = 3$"),
        ((4.75, 1.2), "$du = 3 \\cdot 1 = 3$"),
        ((1.95, 1.95), "$db = 3 \\cdot c = 6$"),
        ((1.95, 0.45), "$dc = 3 \\cdot b = 9$"),
    ):
        axes.text(x, y, label, color=RED, ha="center", va="center", fontsize=12)
    axes.text(7.0, 3.2, "forward: values  →", color=BLUE, ha="center")
    axes.text(7.0, 0.45, "←  backward: derivatives of J", color=RED, ha="center")
    return figure


def broadcasting(left: np.ndarray, sign: str, right: np.ndarray, result: np.ndarray) -> Figure:
    """Two tables and what comes out, with the entries that NumPy repeats in thought drawn faintly."""
    left, right, result = np.atleast_2d(left), np.atleast_2d(right), np.atleast_2d(result)
    rows, columns = result.shape
    cell, gap = 1.0, 1.1
    wide = 3 * columns * cell + 2 * gap
    figure, axes = _canvas(min(9.6, 0.62 * wide), 0.62 * (rows + 1.0), wide + 0.2, rows + 1.0)
    axes.set(ylim=(-0.1, rows + 1.0))
    at = 0.1
    for table, after in ((left, sign), (right, "="), (result, "")):
        shown = np.broadcast_to(table, result.shape)
        for i in range(rows):
            for j in range(columns):
                real = i < table.shape[0] and j < table.shape[1]
                y = rows - 1 - i
                fill = "#e8eef4" if real and after else "#fdf0d2" if real else "#ffffff"
                axes.add_patch(
                    Rectangle((at + j, y), 1, 1, facecolor=fill, edgecolor=INK if real else "#c9cdd3", linewidth=1)
                )
                axes.text(
                    at + j + 0.5, y + 0.5, f"{shown[i, j]:g}", ha="center", va="center", fontsize=11,
                    color=INK if real else FAINT,
                )  # fmt: skip
        axes.text(at + columns / 2, rows + 0.45, f"{table.shape}", ha="center", va="center", color=FAINT, fontsize=11)
        at += columns
        axes.text(at + gap / 2, rows / 2, after, ha="center", va="center", fontsize=16)
        at += gap
    return figure


def _canvas(width: float, height: float, across: float, up: float) -> tuple[Figure, Axes]:
    """An empty figure without axes, whose coordinates run to `across` and `up`."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
    axes.set(xlim=(0, across), ylim=(0, up))
    axes.axis("off")
    return figure, axes


def _box(axes: Axes, place: Place, label: str, half: float, fill: str, size: int) -> None:
    x, y = place
    axes.add_patch(
        FancyBboxPatch(
            (x - half, y - 0.3),
            2 * half,
            0.6,
            boxstyle="round,pad=0.02,rounding_size=0.14",
            facecolor=fill,
            edgecolor=INK,
        )
    )
    axes.text(x, y, label, ha="center", va="center", fontsize=size)
