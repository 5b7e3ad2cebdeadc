"""Pictures of regularization: the penalty of a weight and its pull, and networks with dropped units."""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from helpers.plots.base import BLUE, FAINT, GROUND, INK, INPUT, PARAMETER, RED, STYLE


def prices_and_slopes() -> Figure:
    """The penalty of one weight under L2 and L1, and its slope: how strongly the weight is pulled towards 0."""
    w = np.linspace(-2, 2, 401)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.6, 3.1), layout="constrained")
        price, slope = figure.subplots(1, 2)
    for axes, squares, sizes, title in (
        (price, w**2, np.abs(w), "penalty of a weight"),
        (slope, 2 * w, np.where(w == 0, np.nan, np.sign(w)), "its slope: the pull towards 0"),
    ):
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.plot(w, squares, color=BLUE, linestyle="-", label="L2: w²")
        axes.plot(w, sizes, color=RED, linestyle="--", label="L1: |w|")
        axes.set(xlabel="weight w", title=title)
    price.legend(frameon=False)
    return figure


def masked_network(sizes: tuple[int, ...] = (3, 5, 4, 1), keep_prob: float = 0.6, seed: int = 1) -> Figure:
    """The same network twice, each time with different units of its hidden layers dropped."""
    rng = np.random.default_rng(seed)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 3.2), layout="constrained")
        panels = figure.subplots(1, 2)
    for number, axes in enumerate(panels):
        kept = [
            rng.random(n) < keep_prob if 0 < layer < len(sizes) - 1 else np.full(n, True)
            for layer, n in enumerate(sizes)
        ]
        _units(axes, kept)
        axes.set_title(f"step {number + 1} of training")
    return figure


def _units(axes: Axes, kept: list[np.ndarray]) -> None:
    tallest = max(map(len, kept))
    places = [[(2.0 * x, (tallest - len(layer)) / 2 + y) for y in range(len(layer))] for x, layer in enumerate(kept)]
    for (before, on_before), (after, on_after) in pairwise(zip(places, kept, strict=True)):
        for (x0, y0), here in zip(before, on_before, strict=True):
            for (x1, y1), there in zip(after, on_after, strict=True):
                if here and there:
                    axes.plot([x0, x1], [y0, y1], color=FAINT, linewidth=1.0, zorder=0)
    for number, (spots, on) in enumerate(zip(places, kept, strict=True)):
        for place, stays in zip(spots, on, strict=True):
            fill = GROUND if not stays else INPUT if number == 0 else PARAMETER
            edge, dashes = (INK, "-") if stays else (FAINT, "--")
            axes.add_patch(Circle(place, 0.32, facecolor=fill, edgecolor=edge, linestyle=dashes, linewidth=1.3))
    axes.set(xlim=(-0.6, 2.0 * len(kept) - 1.4), ylim=(-0.6, tallest - 0.4), aspect="equal")
    axes.axis("off")
