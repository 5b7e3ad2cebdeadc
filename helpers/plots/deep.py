"""Pictures of deep networks: their shapes, the forward and the backward pass, and what depth is good for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import BLUE, FAINT, GREEN, INK, INPUT, PARAMETER, PLAIN, RED, STYLE, Place, arrow, box, canvas
from helpers.plots.curves import line_plot

BACK = (0, (4, 2))  # how the arrows of the backward pass are dashed


def network_table(sizes: Sequence[int], m: int) -> Figure:
    """The layers of a network as columns of circles, with the shapes of each layer below it, for m examples."""
    last, tallest = len(sizes) - 1, max(sizes)
    rows = ["layer $l$", "$W^{[l]}$", "$b^{[l]}$", "$Z^{[l]}, A^{[l]}$", "parameters"]
    floor = 0.5 * len(rows) + 0.5
    top = floor + 0.52 * tallest + 0.3
    across = np.linspace(2.3, 9.2, last + 1)
    figure, axes = canvas(9.6, 0.62 * top, 10.0, top)
    places = [
        [(float(x), floor + 0.52 * (tallest / 2 + i - (size - 1) / 2)) for i in range(size)]
        for x, size in zip(across, sizes, strict=True)
    ]
    for before, after in pairwise(places):
        for start in before:
            for end in after:
                axes.plot([start[0], end[0]], [start[1], end[1]], color=FAINT, linewidth=0.8, zorder=0)
    for layer, spots in enumerate(places):
        fill = PARAMETER if layer else INPUT
        axes.scatter([x for x, _ in spots], [y for _, y in spots], s=300, color=fill, edgecolors=INK, zorder=2)
    for row, name in enumerate(rows):
        axes.text(0.15, floor - 0.55 - 0.5 * row, name, va="center", fontsize=12)
    for layer, (x, n) in enumerate(zip(across, sizes, strict=True)):
        before_n = sizes[layer - 1]
        entries = ["0 (inputs)", "", "", f"({n}, {m})", ""]
        if layer:
            entries = [str(layer), f"({n}, {before_n})", f"({n}, 1)", f"({n}, {m})", str(n * (before_n + 1))]
        for row, entry in enumerate(entries):
            axes.text(x, floor - 0.55 - 0.5 * row, entry, ha="center", va="center", fontsize=12)
    axes.axhline(floor - 0.8, 0.01, 0.99, color=FAINT, linewidth=0.8)
    return figure


def layer_product(n: int, n_prev: int, m: int) -> Figure:
    """Z = W A + b as tables of the right sizes: sizes that must agree have the same colour."""
    wide = n_prev + m + 1 + m + 6.2
    tall = max(n, n_prev) + 1.9
    figure, axes = canvas(min(9.6, 0.5 * wide), 0.5 * tall, wide, tall)
    middle, at = 0.2 + max(n, n_prev) / 2, 0.8
    parts = (
        ("$W$", n, n_prev, GREEN, BLUE, "·"),
        ("$A_{prev}$", n_prev, m, BLUE, RED, "+"),
        ("$b$", n, 1, GREEN, INK, "="),
        ("$Z$", n, m, GREEN, RED, ""),
    )
    for name, rows, columns, down, along, sign in parts:
        fill = PARAMETER if name in ("$W$", "$b$") else INPUT if name != "$Z$" else PLAIN
        low = middle - rows / 2
        for i in range(rows):
            for j in range(columns):
                axes.add_patch(Rectangle((at + j, low + i), 1, 1, facecolor=fill, edgecolor=INK, linewidth=1))
        axes.text(at + columns / 2, low + rows + 1.0, name, ha="center", va="center", fontsize=14)
        axes.text(at + columns / 2, low + rows + 0.35, str(columns), ha="center", va="center", color=along, fontsize=13)
        axes.text(at - 0.35, middle, str(rows), ha="center", va="center", color=down, fontsize=13)
        at += columns
        axes.text(at + 0.5, middle, sign, ha="center", va="center", fontsize=17)
        at += 1.55
    return figure


def layer_there_and_back() -> Figure:
    """One layer: values go through it to the right, derivatives come back to the left, with a cache in between."""
    figure, axes = canvas(9.6, 4.6, 9.6, 4.6)
    there, kept, back = 3.5, 2.15, 0.8
    for x, up, low in (
        (3.3, "linear_forward", "linear_backward"),
        (6.4, "sigmoid, relu", "sigmoid_backward,\nrelu_backward"),
    ):
        box(axes, (x, there), up, 0.95, PLAIN, 11)
        box(axes, (x, back), low, 0.95, PLAIN, 11)
    box(axes, (3.3, kept), r"$A^{[l-1]},\ W^{[l]},\ b^{[l]}$", 1.0, PARAMETER, 12)
    box(axes, (6.4, kept), r"$Z^{[l]}$", 0.5, PARAMETER, 13)
    axes.text(8.2, kept, "caches", ha="center", va="center", fontsize=12, color=INK)
    for x in (3.3, 6.4):
        arrow(axes, (x, there - 0.35), (x, kept + 0.35), INK)
        arrow(axes, (x, kept - 0.35), (x, back + 0.35), INK)
    for start, end in ((1.3, 2.3), (4.3, 5.4), (7.4, 8.4)):
        arrow(axes, (start, there), (end, there), BLUE)
        arrow(axes, (end, back), (start, back), RED, BACK)
    arrow(axes, (3.3, 4.35), (3.3, there + 0.35), BLUE)
    arrow(axes, (3.3, back - 0.35), (3.3, 0.1), RED, BACK)
    for place, label, colour in (
        ((0.75, there), "$A^{[l-1]}$", BLUE),
        ((4.85, there + 0.25), "$Z^{[l]}$", BLUE),
        ((8.85, there), "$A^{[l]}$", BLUE),
        ((4.05, 4.3), "$W^{[l]}, b^{[l]}$", BLUE),
        ((8.85, back), "$dA^{[l]}$", RED),
        ((4.85, back + 0.27), "$dZ^{[l]}$", RED),
        ((0.75, back), "$dA^{[l-1]}$", RED),
        ((4.15, 0.18), "$dW^{[l]}, db^{[l]}$", RED),
    ):
        axes.text(*place, label, color=colour, ha="center", va="center", fontsize=14)
    axes.text(1.0, there + 0.6, "forward  →", color=BLUE, ha="center")
    axes.text(1.0, back + 0.6, "←  backward", color=RED, ha="center")
    return figure


def network_there_and_back() -> Figure:
    """The whole network: layers to the right up to the loss, and back again, with the caches and the results."""
    figure, axes = canvas(9.6, 4.7, 12.0, 5.6)
    there, kept, back = 4.1, 2.75, 1.4
    columns = (
        (2.2, "1", "ReLU"),
        (4.6, "2", "ReLU"),
        (8.2, "L", "sigmoid"),
    )
    for x, layer, kind in columns:
        for y, inside in ((there, f"linear,\n{kind}"), (back, f"{kind} back,\nlinear back")):
            axes.add_patch(
                Rectangle((x - 0.65, y - 0.5), 1.3, 1.0, facecolor=PLAIN, edgecolor=INK, linewidth=1.2, zorder=2)
            )
            axes.text(x, y, inside, ha="center", va="center", fontsize=10, zorder=3)
        box(axes, (x, kept), f"cache of layer ${layer}$", 1.05, PARAMETER, 10)
        arrow(axes, (x, there - 0.55), (x, kept + 0.36), INK)
        arrow(axes, (x, kept - 0.36), (x, back + 0.55), INK)
        arrow(axes, (x, 5.15), (x, there + 0.55), BLUE)
        axes.text(x, 5.35, f"$W^{{[{layer}]}}, b^{{[{layer}]}}$", ha="center", va="center", fontsize=12, color=BLUE)
        arrow(axes, (x, back - 0.55), (x, 0.45), RED, BACK)
        axes.text(x, 0.22, f"$dW^{{[{layer}]}}, db^{{[{layer}]}}$", ha="center", va="center", fontsize=12, color=RED)
    box(axes, (11.1, (there + back) / 2), "loss", 0.5, INPUT, 13)
    _ways(axes, there, back)
    return figure


def _ways(axes: Axes, there: float, back: float) -> None:
    """Arrows between the layers of the whole network, with the values along them."""
    for start, end, up, low in (
        (0.8, 1.5, "$X$", "$dA^{[0]}$"),
        (2.9, 3.9, "$A^{[1]}$", "$dA^{[1]}$"),
        (5.3, 6.1, "$A^{[2]}$", "$dA^{[2]}$"),
        (6.7, 7.5, "$A^{[L-1]}$", "$dA^{[L-1]}$"),
    ):
        arrow(axes, (start, there), (end, there), BLUE)
        arrow(axes, (end, back), (start, back), RED, BACK)
        middle = (start + end) / 2 if start > 1 else 0.36
        lift = 0.32 if start > 1 else 0.0
        axes.text(middle, there + lift, up, ha="center", va="center", fontsize=12, color=BLUE)
        axes.text(middle, back + lift, low, ha="center", va="center", fontsize=12, color=RED)
    for y in (there, back):
        axes.text(6.4, y, "…", ha="center", va="center", fontsize=16)
    loss_up, loss_low = (there + back) / 2 + 0.36, (there + back) / 2 - 0.36
    axes.plot([8.9, 11.1], [there, there], color=BLUE, linewidth=1.7)
    arrow(axes, (11.1, there), (11.1, loss_up), BLUE)
    axes.plot([11.1, 11.1], [loss_low, back], color=RED, linestyle=BACK, linewidth=1.7)
    arrow(axes, (11.1, back), (8.9, back), RED, BACK)
    axes.text(10.0, there + 0.32, "$A^{[L]}$", ha="center", va="center", fontsize=12, color=BLUE)
    axes.text(10.0, back + 0.32, "$dA^{[L]}$", ha="center", va="center", fontsize=12, color=RED)


def xor_tree(bits: Sequence[int]) -> Figure:
    """Bits in pairs, pairs of pairs, and so on: each box is 1 if exactly one of its two inputs is 1."""
    levels = [list(bits)]
    while len(levels[-1]) > 1:
        levels.append([a ^ b for a, b in zip(levels[-1][::2], levels[-1][1::2], strict=True)])
    tall = len(bits) * 0.75
    figure, axes = canvas(8.4, 0.62 * tall, 10.0, tall)
    across = np.linspace(0.9, 8.6, len(levels))
    spots: list[list[Place]] = [
        [(float(x), tall * (1 - (i + 0.5) / len(level))) for i in range(len(level))]
        for x, level in zip(across, levels, strict=True)
    ]
    for depth, level in enumerate(levels):
        for i, (value, (x, y)) in enumerate(zip(level, spots[depth], strict=True)):
            fill = INPUT if depth == 0 else PARAMETER
            box(axes, (x, y), f"{value}" if depth == 0 else f"XOR: {value}", 0.35 if depth == 0 else 0.75, fill, 12)
            if depth + 1 < len(levels):
                end = spots[depth + 1][i // 2]
                arrow(axes, (x + (0.4 if depth == 0 else 0.8), y), (end[0] - 0.8, end[1]), BLUE if value else FAINT)
    return figure


def panels(x: np.ndarray, curves: Mapping[str, np.ndarray], xlabel: str) -> Figure:
    """The same x, one small frame for each curve, side by side."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 2.5), layout="constrained")
        frames = figure.subplots(1, len(curves), sharey=True)
    for axes, (title, y) in zip(np.atleast_1d(frames), curves.items(), strict=True):
        axes.plot(x, y, color=BLUE, linewidth=1.6)
        axes.set(title=title, xlabel=xlabel)
    return figure


def by_layer(lines: Mapping[str, Sequence[float]], ylabel: str) -> Figure:
    """One number for each layer, on a logarithmic axis. `lines`: name -> numbers, starting with layer 0."""
    figure = line_plot({name: (range(len(row)), row) for name, row in lines.items()}, "layer", ylabel)
    axes = figure.axes[0]
    axes.set_yscale("log")
    axes.set_xticks(range(max(len(row) for row in lines.values())))
    return figure
