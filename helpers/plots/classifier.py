"""Pictures of c1w4b: one iteration of training with its caches, what units look for, and where answers are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from helpers.plots.base import BLUE, FAINT, GREEN, INPUT, PARAMETER, RED, STYLE, arrow, box, canvas, new_figure

BACK = (0, (4, 2))  # how the arrows of the backward pass are dashed
MARKS = (("o", BLUE), ("s", RED), ("^", GREEN))


def turn_of_training() -> Figure:
    """Two layers forward, the cost, two layers backward: the values along the arrows, and where the caches go."""
    figure, axes = canvas(9.6, 4.0, 12.0, 5.0)
    there, back, first, second, cost = 4.0, 1.4, 3.0, 6.4, 9.9
    for x, layer in ((first, "1"), (second, "2")):
        box(axes, (x, there), f"layer_forward  {layer}", half=1.25, fill=INPUT, size=11)
        box(axes, (x, back), f"layer_backward  {layer}", half=1.25, fill=PARAMETER, size=11)
        arrow(axes, (x, there - 0.35), (x, back + 0.35), FAINT)
        axes.text(x + 0.12, 2.7, f"cache{layer}", color=FAINT, va="center", fontsize=11)
        axes.text(x, 4.65, f"$W^{{[{layer}]}}, b^{{[{layer}]}}$", ha="center", va="center", fontsize=12)
        arrow(axes, (x, back - 0.35), (x, 0.55), RED, BACK)
        axes.text(x, 0.3, f"$dW^{{[{layer}]}}, db^{{[{layer}]}}$", color=RED, ha="center", va="center", fontsize=12)
    box(axes, (cost, there), "cost_and_slope", half=1.15, fill=INPUT, size=11)
    for start, end, label in (
        (0.8, first - 1.3, "$X$"),
        (first + 1.3, second - 1.3, "$A^{[1]}$"),
        (second + 1.3, cost - 1.2, "$A^{[2]}$"),
    ):
        arrow(axes, (start, there), (end, there), BLUE)
        axes.text((start + end) / 2, there + 0.3, label, color=BLUE, ha="center", va="center", fontsize=12)
    arrow(axes, (cost, 4.75), (cost, there + 0.35), BLUE)
    axes.text(cost + 0.15, 4.7, "$Y$", color=BLUE, va="center", fontsize=12)
    axes.text(cost + 1.3, there, "cost", va="center", fontsize=11)
    axes.plot([cost, cost], [there - 0.35, back], color=RED, linestyle=BACK, linewidth=1.7)
    arrow(axes, (cost, back), (second + 1.3, back), RED, BACK)
    arrow(axes, (second - 1.3, back), (first + 1.3, back), RED, BACK)
    for x, label in (((cost + second + 1.3) / 2, "$dA^{[2]}$"), ((second + first) / 2, "$dA^{[1]}$")):
        axes.text(x, back + 0.3, label, color=RED, ha="center", va="center", fontsize=12)
    return figure


def units(weights: np.ndarray, captions: Sequence[str], shape: tuple[int, int], columns: int = 10) -> Figure:
    """The weights of each unit of a first layer, at their pixels: orange prefers ink there, violet prefers paper.

    weights  (units, pixels), a row for each unit
    """
    rows = -(-len(weights) // columns)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(0.96 * columns, 1.22 * rows), layout=ConstrainedLayoutEngine(h_pad=0.03, w_pad=0.03))
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    for axes, row, caption in zip(grid, weights, captions, strict=False):
        limit = float(np.abs(row).max()) or 1.0
        axes.imshow(row.reshape(shape), cmap="PuOr_r", vmin=-limit, vmax=limit)
        axes.set_title(caption, fontsize=9)
    return figure


def shares_by_digit(shares: Mapping[str, Sequence[float]]) -> Figure:
    """The share of right answers for every digit from 0 to 9, a mark for each method. `shares`: name -> ten shares."""
    figure, axes = new_figure(6.8, 3.4)
    for (name, row), (mark, colour) in zip(shares.items(), MARKS, strict=False):
        axes.plot(range(10), row, mark, color=colour, markersize=7, label=name)
    axes.axhline(0.5, color=FAINT, linewidth=0.8, linestyle=":")
    axes.set(xticks=range(10), ylim=(0.45, 1.03), xlabel="digit", ylabel="share of right answers")
    axes.legend(frameon=False, loc="lower left")
    return figure
