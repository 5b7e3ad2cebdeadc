"""Networks and computation graphs as boxes and arrows: values go forward in blue, derivatives back in red."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, INPUT, PARAMETER, PLAIN, RED, arrow, box, canvas


def network(layers: Sequence[Sequence[str]], width: float = 7.0) -> Figure:
    """Neurons as circles with names, layer by layer from left to right, each connected to the whole previous layer."""
    tallest = max(len(layer) for layer in layers)
    figure, axes = canvas(width, 0.4 + 0.95 * tallest, 10.0, 0.4 + 0.95 * tallest)
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
            box(axes, (x, y), name, half=0.95, fill=INPUT if index == 0 else PARAMETER, size=10)
    return figure


def neuron_graph() -> Figure:
    """The computation graph of one neuron on one example: values go to the right, derivatives come back."""
    figure, axes = canvas(9.6, 3.9, 9.6, 4.0)
    axes.set(ylim=(0.1, 4.0))
    for y, label, fill in ((3.3, "$x$", INPUT), (2.0, "$w$", PARAMETER), (0.7, "$b$", PARAMETER)):
        box(axes, (0.6, y), label, 0.4, fill, 15)
    box(axes, (3.2, 2.0), "$z = w^T x + b$", 0.9, PLAIN, 15)
    box(axes, (5.9, 2.0), r"$a = \sigma(z)$", 0.75, PLAIN, 15)
    box(axes, (8.5, 2.0), r"$\mathcal{L}(a, y)$", 0.75, PLAIN, 15)
    box(axes, (8.5, 3.4), "$y$", 0.4, INPUT, 15)
    forward = (
        ((1.0, 3.3), (2.5, 2.32)),
        ((1.0, 2.1), (2.28, 2.1)),
        ((1.0, 0.8), (2.45, 1.68)),
        ((4.12, 2.1), (5.13, 2.1)),
        ((6.67, 2.1), (7.73, 2.1)),
        ((8.5, 3.08), (8.5, 2.32)),
    )
    backward = (
        ((7.73, 1.9), (6.67, 1.9)),
        ((5.13, 1.9), (4.12, 1.9)),
        ((2.28, 1.9), (1.0, 1.9)),
        ((2.75, 1.68), (1.0, 0.58)),
    )
    for start, end in forward:
        arrow(axes, start, end, BLUE, "-")
    for start, end in backward:
        arrow(axes, start, end, RED, (0, (4, 2)))
    for x, y, label in (
        (7.2, 1.3, r"$da = -\frac{y}{a} + \frac{1-y}{1-a}$"),
        (4.62, 1.3, r"$dz = a - y$"),
        (1.62, 1.62, r"$dw = x\,dz$"),
        (2.6, 0.85, r"$db = dz$"),
    ):
        axes.text(x, y, label, color=RED, ha="center", va="center", fontsize=14)
    axes.text(5.25, 3.35, "forward: values  →", color=BLUE, ha="center")
    axes.text(5.25, 0.5, "←  backward: derivatives of the loss", color=RED, ha="center")
    return figure


def graph_of_J() -> Figure:
    """J = 3 (a + b c) at a = 5, b = 3, c = 2: values go to the right in blue, derivatives of J come back in red."""
    figure, axes = canvas(9.6, 3.5, 9.6, 3.5)
    a, b, c = (0.7, 2.9), (0.7, 1.75), (0.7, 0.6)
    u, v, J = (3.1, 1.2), (5.6, 2.1), (8.3, 2.1)
    for place, label in ((a, "$a = 5$"), (b, "$b = 3$"), (c, "$c = 2$")):
        box(axes, place, label, half=0.55, fill=INPUT, size=14)
    for place, label in ((u, "$u = bc = 6$"), (v, "$v = a + u = 11$"), (J, "$J = 3v = 33$")):
        box(axes, place, label, half=1.0, size=14)
    for start, end in (
        ((a[0] + 0.6, a[1]), (v[0] - 1.1, v[1] + 0.2)),
        ((b[0] + 0.6, b[1]), (u[0] - 1.1, u[1] + 0.1)),
        ((c[0] + 0.6, c[1]), (u[0] - 1.1, u[1] - 0.1)),
        ((u[0] + 1.05, u[1] + 0.15), (v[0] - 1.1, v[1] - 0.15)),
        ((v[0] + 1.05, v[1]), (J[0] - 1.1, J[1])),
    ):
        arrow(axes, start, end)
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
