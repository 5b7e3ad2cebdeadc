"""Pictures of attention: positional encodings, masks, attention weights, and the Transformer as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import BLUE, FAINT, GREEN, INK, INPUT, ORANGE, PARAMETER, PLAIN, RED, STYLE, arrow, box, canvas
from helpers.plots.reading import row_of_panels


def waves_of_positions(table: np.ndarray) -> Figure:
    """Left: one row for each position, one column for each number. Right: how similar each pair of rows is."""
    count, d = table.shape
    figure, (left, right) = row_of_panels(2, 10.2, 4.2)
    picture = left.imshow(table, cmap="PuOr", vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    left.set(title="the encoding", xlabel="index in the encoding", ylabel="position of the word")
    figure.colorbar(picture, ax=left, shrink=0.8)
    middle = count // 2
    for start, colour, dashes in ((0, BLUE, "-"), (middle, RED, "--")):
        right.plot(table @ table[start] / (d / 2), color=colour, linestyle=dashes, label=f"with position {start}")
    right.set(title="similarity of two encodings", xlabel="position of the word", ylabel="product of the two / (d/2)")
    right.legend(frameon=False)
    return figure


def masks(tables: Mapping[str, np.ndarray], words: Mapping[str, Sequence[str]]) -> Figure:
    """Each mask as a field of squares: rows are queries, columns keys; dark squares may be attended to."""
    figure, panels = row_of_panels(len(tables), 3.4 * len(tables), 3.6)
    for axes, (name, table) in zip(panels, tables.items(), strict=True):
        rows, columns = table.shape
        axes.imshow(table, cmap="Blues", vmin=-0.15, vmax=1.25, aspect="equal")
        axes.set(title=name, xlabel="key", ylabel="query" if axes is panels[0] else "")
        axes.set_xticks(np.arange(columns), words[name][:columns], rotation=50, ha="right")
        axes.set_yticks(np.arange(rows), words[name][:rows] if rows > 1 else ["every word"])
        axes.set_xticks(np.arange(columns - 1) + 0.5, minor=True)
        axes.set_yticks(np.arange(rows - 1) + 0.5, minor=True)
        axes.grid(True, which="minor", color="white", linewidth=1.5)
        axes.tick_params(which="both", length=0)
    return figure


def maps(rows: Sequence[str], columns: Sequence[str], tables: Mapping[str, np.ndarray], across: int = 2) -> Figure:
    """Attention weights as grey fields: a row for each word that attends, a column for each that is attended to."""
    down = -(-len(tables) // across)
    with mpl.rc_context(STYLE):
        size = (across * (0.36 * len(columns) + 1.5), down * (0.3 * len(rows) + 1.1))
        figure = Figure(figsize=size, layout="constrained")
        panels = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True).reshape(-1)
    for axes, (name, table) in zip(panels, tables.items(), strict=False):
        picture = axes.imshow(table, cmap="Blues", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
        axes.set_title(name)
        axes.set_xticks(np.arange(len(columns)), columns, rotation=50, ha="right")
        axes.set_yticks(np.arange(len(rows)), rows)
        axes.tick_params(length=0)
    figure.colorbar(picture, ax=list(panels), shrink=0.7)
    return figure


def one_looks(words: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Figure:
    """Lines from one word to all words of the sentence, thicker for larger weights. `weights`: the word -> its row."""
    figure, axes = canvas(8.6, 3.2, 2.0 * len(words), 4.0)
    places = [1.0 + 2.0 * number for number in range(len(words))]
    for (word, row), colour in zip(weights.items(), (BLUE, RED), strict=False):
        start = places[list(words).index(word)]
        for place, weight in zip(places, row, strict=True):
            axes.plot([start, place], [3.0, 1.0], color=colour, linewidth=0.3 + 9 * weight, alpha=0.75, zorder=1)
            axes.text(place, 0.12, f"{weight:.2f}", ha="center", va="center", color=colour, fontsize=11)
        axes.text(start, 3.75, "looks at", ha="center", va="center", color=colour, fontsize=10)
    for place, word in zip(places, words, strict=True):
        box(axes, (place, 3.2), word, 0.85, PARAMETER, 12)
        box(axes, (place, 0.7), word, 0.85, INPUT, 12)
    return figure


def transformer() -> Figure:
    """Encoder on the left, decoder on the right; each box is a part that the notebook builds."""
    figure, axes = canvas(9.4, 6.4, 14.0, 9.6)
    left, right = 3.6, 10.2
    _frame(axes, left, 2.7, 5.0, "encoder layer, N times")
    _frame(axes, right, 2.7, 6.35, "decoder layer, N times")
    for x, below, start in ((left, "Jane visite l'Afrique", 0.4), (right, "<START> Jane visits", 0.4)):
        axes.text(x, start, below, ha="center", va="center", fontsize=11)
        _part(axes, x, 1.35, r"embedding $\cdot \sqrt{d}$ + positions", INPUT)
        arrow(axes, (x, 0.62), (x, 1.03))
        arrow(axes, (x, 1.67), (x, 2.88))
    _part(axes, left, 3.2, "self-attention", PARAMETER)
    _part(axes, left, 4.3, "add, normalise", PLAIN)
    _part(axes, left, 5.3, "dense, ReLU, dense", PARAMETER)
    _part(axes, left, 6.4, "add, normalise", PLAIN)
    _part(axes, right, 3.2, "self-attention, masked", PARAMETER)
    _part(axes, right, 4.2, "add, normalise", PLAIN)
    _part(axes, right, 5.15, "cross-attention", PARAMETER)
    _part(axes, right, 6.15, "add, normalise", PLAIN)
    _part(axes, right, 7.05, "dense, ReLU, dense", PARAMETER)
    _part(axes, right, 8.05, "add, normalise", PLAIN)
    for x, heights in ((left, (3.2, 4.3, 5.3, 6.4)), (right, (3.2, 4.2, 5.15, 6.15, 7.05, 8.05))):
        for low, high in pairwise(heights):
            arrow(axes, (x, low + 0.32), (x, high - 0.32))
        for low, high in zip((heights[0] - 0.5, *heights[1::2]), heights[1::2], strict=False):
            _around(axes, x, low if low < heights[0] else low + 0.42, high)
    axes.plot([left, left], [6.72, 7.6], color=BLUE, linewidth=1.7)
    axes.plot([left, left, 7.0, 7.0], [7.5, 7.75, 7.75, 5.15], color=GREEN, linewidth=1.7)
    arrow(axes, (7.0, 5.15), (right - 2.02, 5.15), GREEN)
    axes.text(5.2, 7.9, "keys and values", ha="center", color=GREEN, fontsize=11)
    arrow(axes, (right, 8.37), (right, 8.85))
    axes.text(right, 9.15, 'dense, softmax: next comes "Africa"', ha="center", va="center", fontsize=11)
    return figure


def _part(axes: Axes, x: float, y: float, label: str, fill: str) -> None:
    box(axes, (x, y), label, 2.0, fill, 11)


def _around(axes: Axes, x: float, low: float, high: float) -> None:
    """A residual connection: around the part, into the sum."""
    side = x + 2.35
    axes.plot([x, side, side], [low, low, high], color=ORANGE, linewidth=1.7)
    arrow(axes, (side, high), (x + 2.02, high), ORANGE)


def _frame(axes: Axes, x: float, low: float, height: float, label: str) -> None:
    look: Any = {"facecolor": "none", "edgecolor": FAINT, "linestyle": (0, (4, 3)), "linewidth": 1.2}
    axes.add_patch(Rectangle((x - 2.75, low - 0.3), 5.5, height, **look))
    axes.text(x - 2.6, low + height - 0.52, label, ha="left", va="center", color=INK, fontsize=10)
