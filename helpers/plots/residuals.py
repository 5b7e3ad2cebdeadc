"""Pictures of deep networks: blocks with and without a shortcut, branches, slopes through depth, what networks cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, INPUT, LINES, ORANGE, PARAMETER, PLAIN, arrow, box, canvas, new_figure

STEPS = ("1 × 1", "f × f", "1 × 1")
ACROSS = 16.3


def blocks() -> Figure:
    """The three blocks, from left to right: plain, identity, convolutional."""
    figure, axes = canvas(9.4, 5.4, ACROSS, 8.8)
    for y, name in ((7.4, "plain"), (4.6, "identity"), (1.5, "convolutional")):
        axes.text(0.1, y + 0.75, name, fontsize=12, fontweight="bold")
        place = _path(axes, y, name)
        if name != "plain":
            _shortcut(axes, y, name, place)
    return figure


def _path(axes: Axes, y: float, name: str) -> float:
    """X, three times convolution, norm and ReLU; a sum before the last ReLU. Returns the place of the sum."""
    place = 0.0
    box(axes, (0.7, y), "X", 0.35, INPUT, 12)
    x = 1.05
    for number, step in enumerate(STEPS):
        stride = ", s" if name == "convolutional" and number == 0 else ""
        last = number == 2
        for label, half, fill, gap in (
            (f"conv {step}{stride}", 0.95, PARAMETER, 0.3),
            ("norm", 0.5, PARAMETER, 0.2),
            ("+", 0.22, PLAIN, 0.35) if last and name != "plain" else ("", 0, "", 0),
            ("ReLU", 0.5, PLAIN, 0.2),
        ):
            if not label:
                continue
            arrow(axes, (x, y), (x + gap, y))
            x += gap + half
            box(axes, (x, y), label, half, fill, 9.5)
            place = x if label == "+" else place
            x += half
    arrow(axes, (x, y), (x + 0.45, y))
    return place


def _shortcut(axes: Axes, y: float, name: str, end: float) -> None:
    """The way around, from X to the sum."""
    below, start = y - 1.0, 0.7
    axes.plot([start, start], [y - 0.32, below], color=ORANGE, linewidth=1.9)
    axes.plot([start, end], [below, below], color=ORANGE, linewidth=1.9, zorder=0)
    arrow(axes, (end, below), (end, y - 0.32), ORANGE)
    if name == "convolutional":
        box(axes, (6.2, below), "conv 1 × 1, s", 0.95, PARAMETER, 9.5)
        box(axes, (8.0, below), "norm", 0.5, PARAMETER, 9.5)
    else:
        axes.text(6.5, below + 0.12, "shortcut: X as it is", color=ORANGE, fontsize=10, ha="center")


def inception(filters: Sequence[int], channels: int) -> Figure:
    """The four branches of an Inception module, with their numbers of channels, and the concatenation."""
    F1, R3, F3, R5, F5, FP = filters
    figure, axes = canvas(8.6, 4.2, 13.0, 6.4)
    box(axes, (1.0, 3.2), f"X\n{channels} channels", 0.95, INPUT, 10)
    rows = (
        (5.6, "", "conv 1 × 1", F1, 0),
        (4.0, "conv 1 × 1", "conv 3 × 3", F3, R3),
        (2.4, "conv 1 × 1", "conv 5 × 5", F5, R5),
        (0.8, "max pool 3 × 3", "conv 1 × 1", FP, channels),
    )
    for y, first, second, number, between in rows:
        if first:
            box(axes, (4.4, y), first, 1.2, PLAIN if "pool" in first else PARAMETER, 10)
            arrow(axes, (1.95, 3.2), (3.2, y))
            arrow(axes, (5.6, y), (7.1, y))
            axes.text(6.35, y + 0.15, str(between), ha="center", fontsize=10)
        else:
            axes.plot([1.0, 1.0], [3.5, y], color=BLUE, linewidth=1.7)
            arrow(axes, (1.0, y), (7.1, y))
        box(axes, (8.2, y), second, 1.1, PARAMETER, 10)
        arrow(axes, (9.3, y), (11.05, 3.2 + (y - 3.2) * 0.12))
        axes.text(9.55, y + 0.22 * (1 if y > 3.2 else -1) - 0.1, str(number), ha="left", fontsize=10)
    box(axes, (11.9, 3.2), f"joined\n{F1 + F3 + F5 + FP}", 0.85, PLAIN, 10)
    return figure


def slopes_of_depths(rows: Mapping[int, Mapping[str, Sequence[float]]]) -> list[Figure]:
    """A figure for each depth: the length of each block's gradient, on equal axes. rows: depth -> name -> numbers."""
    everything = np.concatenate([np.asarray(row) for lines in rows.values() for row in lines.values()])
    low, high, deepest = everything.min() / 2, everything.max() * 2, max(rows)
    frames = []
    for depth, lines in rows.items():
        figure, axes = new_figure(6.4, 3.6)
        for (name, row), (colour, dashes) in zip(lines.items(), LINES, strict=False):
            places = np.arange(1, len(row) + 1)
            axes.plot(places, row, color=colour, linestyle=dashes, marker="o", markersize=4, label=name)
        axes.set(
            yscale="log", ylim=(low, high), xlim=(0.5, deepest + 0.5), xlabel="block, from the first to the last",
            ylabel="length of the gradient", title=f"{depth} blocks, {3 * depth} convolutions",
        )  # fmt: skip
        axes.legend(frameon=False, loc="upper right")
        frames.append(figure)
    return frames


def costs(rows: Mapping[str, tuple[int, int]]) -> Figure:
    """Networks on logarithmic axes. rows: name -> (parameters, multiplications)."""
    figure, axes = new_figure(6.6, 4.2)
    for name, (parameters, multiplications) in rows.items():
        axes.scatter(parameters, multiplications, color=BLUE, s=40, zorder=2)
        axes.annotate(name, (parameters, multiplications), xytext=(7, -3), textcoords="offset points", fontsize=10)
    axes.set(xscale="log", yscale="log", xlabel="parameters", ylabel="multiplications for one picture")
    axes.margins(0.22, 0.15)
    axes.grid(alpha=0.3)
    return figure
