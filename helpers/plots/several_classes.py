"""Pictures of classifiers with more than two classes: scores to probabilities, and the regions of the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, INK, STYLE

Scores = Callable[[np.ndarray], np.ndarray]
"""From points (2, k) to scores or probabilities (classes, k)."""

TINTS = ("#cfe3f1", "#fbe6bd", "#c9e8dc", "#f1dae6", "#e4e6e9", "#dcebf7", "#f6d3c0", "#eef0d2", "#d8d3ea", "#f4efe6")
STEPS = 241
SHOWN = 260  # points of one panel: more would hide each other


def three_steps(z: Sequence[float], A: Sequence[float]) -> Figure:
    """Scores, their exponentials, and the shares A that softmax computes from them, as bars with their numbers."""
    scores = np.asarray(z, dtype=float)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 2.7), layout="constrained")
        panels = figure.subplots(1, 3)
    rows = (("scores z", scores, "{:g}"), ("t = exp(z)", np.exp(scores), "{:.1f}"), ("a = t / sum", A, "{:.3f}"))
    for axes, (title, heights, form) in zip(panels, rows, strict=True):
        names = [f"class {number}" for number in range(len(scores))]
        bars = axes.bar(names, heights, color=BLUE)
        axes.bar_label(bars, [form.format(height) for height in heights], padding=2)
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.margins(y=0.2)
        axes.set(title=title, yticks=[])
    return figure


def regions(panels: Mapping[str, tuple[Scores, np.ndarray, np.ndarray, Sequence[int]]]) -> Figure:
    """
    The part of the plane in which each class has the largest score, and the points, each drawn as its digit.

    panels: title -> (scores, X of shape (2, m), labels, the digits that the labels 0, 1, ... stand for)
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(3.1 * len(panels), 3.4), layout="constrained")
        grid = figure.subplots(1, len(panels), squeeze=False)[0]
    for axes, (title, (scores, X, labels, digits)) in zip(grid, panels.items(), strict=True):
        _ground(axes, scores, X, len(digits))
        for label, digit in enumerate(digits):
            points = X[:, :SHOWN][:, labels[:SHOWN] == label]
            axes.scatter(points[0], points[1], s=22, color=INK, marker=f"${digit}$", linewidths=0.3)
        axes.set(title=title, xticks=[], yticks=[])
    return figure


def _ground(axes: Axes, scores: Scores, X: np.ndarray, classes: int) -> None:
    """One tint for each class, and a line wherever another class takes over."""
    low, high = X.min(axis=1) - 0.2, X.max(axis=1) + 0.2
    across, up = np.linspace(low[0], high[0], STEPS), np.linspace(low[1], high[1], STEPS)
    places = np.array(np.meshgrid(across, up)).reshape(2, -1)
    first = np.argmax(scores(places), axis=0).reshape(STEPS, STEPS)
    tints = ListedColormap(TINTS[:classes])
    axes.pcolormesh(across, up, first, cmap=tints, vmin=-0.5, vmax=classes - 0.5, shading="nearest", rasterized=True)
    for label in range(classes):
        inside = (first == label).astype(float)
        if 0 < inside.mean() < 1:
            axes.contour(across, up, inside, levels=[0.5], colors=INK, linewidths=0.9)
