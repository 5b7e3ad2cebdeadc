"""Pictures of the first two weeks: house prices, losses, slopes by small triangles, broadcasting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import FAINT, GREEN, INK, INPUT, PARAMETER, PINK, PLAIN, RED, canvas
from helpers.plots.curves import line_plot


def price_curve(
    sizes: np.ndarray, prices: np.ndarray, lines: Mapping[str, tuple[Sequence[float], Sequence[float]]]
) -> Figure:
    """Houses as dots, and predictions as lines. `lines`: name -> (sizes, prices)."""
    figure = line_plot(lines, "size (100 square metres)", "price (100,000)")
    axes = figure.axes[0]
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.scatter(sizes, prices, color=INK, s=18, zorder=3, label="houses")
    axes.legend(frameon=False)
    return figure


def loss_curves() -> Figure:
    """The loss of one example, for each label, against the probability that the neuron gives to class 1."""
    a = np.linspace(0.005, 0.995, 300)
    return line_plot(
        {"label 1 (a face): −log a": (a, -np.log(a)), "label 0 (no face): −log(1 − a)": (a, -np.log1p(-a))},  # type: ignore[dict-item]
        "probability a for class 1",
        "loss",
    )


def nudges(function: Callable[[float], float], a: float, sizes: Sequence[float], name: str) -> Figure:
    """The graph of a function near a, with the small triangles of a few nudges to the right."""
    t = np.linspace(a - 0.6 * max(sizes), a + 1.25 * max(sizes), 121)
    figure = line_plot({name: (t, [function(x) for x in t])}, "a", name)  # type: ignore[dict-item]
    axes = figure.axes[0]
    for eps, colour, dashes in zip(sizes, (RED, GREEN, PINK), ("--", "-.", ":"), strict=False):
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


def broadcasting(left: np.ndarray, sign: str, right: np.ndarray, result: np.ndarray) -> Figure:
    """Two tables and their result, with the entries that NumPy repeats drawn faintly."""
    left, right, result = np.atleast_2d(left), np.atleast_2d(right), np.atleast_2d(result)
    rows, columns = result.shape
    cell, gap = 1.0, 1.1
    wide = 3 * columns * cell + 2 * gap
    figure, axes = canvas(min(9.6, 0.62 * wide), 0.62 * (rows + 1.0), wide + 0.2, rows + 1.0)
    axes.set(ylim=(-0.1, rows + 1.0))
    at = 0.1
    for table, after in ((left, sign), (right, "="), (result, "")):
        shown = np.broadcast_to(table, result.shape)
        for i in range(rows):
            for j in range(columns):
                real = i < table.shape[0] and j < table.shape[1]
                y = rows - 1 - i
                fill = INPUT if real and after else PARAMETER if real else PLAIN
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
