"""Pictures that the quizzes of C2 ask about: drawn to be read, with a grid."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT
from helpers.plots.curves import line_plot, logarithmic
from helpers.plots.reading import row_of_panels, with_grid


def where_to_stop() -> Figure:
    """Training and dev error of a run that goes on for too long, sketched."""
    epoch = np.arange(101)
    training = 0.008 + 0.392 * np.exp(-epoch / 12)
    gap = 0.0027 * np.clip(epoch - 10, 0, None)
    lines = {"training error": (epoch, training), "dev error": (epoch, training + gap)}
    figure = with_grid(line_plot(lines, "epoch", "error"))  # type: ignore[arg-type]
    figure.axes[0].set(ylim=(0, 0.42), xticks=range(0, 101, 10))
    return figure


def two_quotients() -> Figure:
    """Errors of the one-sided (A) and the two-sided (B) difference quotient of θ³ at 1.3, measured in floats."""
    eps = np.logspace(-11, -1, 161)
    point, slope = 1.3, 3 * 1.3**2
    one = np.abs(((point + eps) ** 3 - point**3) / eps - slope)
    two = np.abs(((point + eps) ** 3 - (point - eps) ** 3) / (2 * eps) - slope)
    figure = logarithmic(line_plot({"A": (eps, one), "B": (eps, two)}, "step ε", "error of the slope"))  # type: ignore[dict-item]
    return with_grid(figure)


def three_noises() -> Figure:
    """Three runs of a straight-line fit with steps of one length: the whole set, 64 examples, a single one."""
    rng = np.random.default_rng(3)
    X, noise = rng.normal(size=(640, 4)), rng.normal(0, 1.5, 640)
    y = X @ np.array([1.0, -2.0, 1.5, 0.5]) + noise
    lines = {}
    for name, size in {"A": 640, "B": 64, "C": 1}.items():
        w, costs = np.zeros(4), []
        for _ in range(61):
            rows = np.arange(640) if size == 640 else rng.integers(0, 640, size)
            errors = X[rows] @ w - y[rows]
            costs.append(np.mean(errors**2) / 2)
            w = w - 0.06 * X[rows].T @ errors / len(rows)
        lines[name] = (np.arange(61), np.minimum(costs, 16.0))
    return with_grid(line_plot(lines, "step", "cost of the step's batch"))  # type: ignore[arg-type]


def three_memories() -> Figure:
    """Temperatures of a year and their exponentially weighted averages, without bias correction."""
    rng = np.random.default_rng(5)
    day = np.arange(365)
    warmth = 11 - 9 * np.cos(2 * np.pi * day / 365) + rng.normal(0, 2.2, 365)
    lines = {}
    for name, beta in {"A": 0.5, "B": 0.9, "C": 0.98}.items():
        v, row = 0.0, []
        for value in warmth:
            v = beta * v + (1 - beta) * value
            row.append(v)
        lines[name] = (day, row)
    figure = with_grid(line_plot(lines, "day", "temperature"))  # type: ignore[arg-type]
    axes = figure.axes[0]
    axes.scatter(day, warmth, s=5, color=FAINT, zorder=1)
    axes.lines[0].set(linewidth=0.9)
    return figure


def grid_and_random() -> Figure:
    """Nine trials on a grid, and nine at random."""
    rng = np.random.default_rng(8)
    steps = (np.arange(3) + 0.5) / 3
    grid = np.array([(x, y) for x in steps for y in steps])
    scattered = (np.stack([rng.permutation(9), rng.permutation(9)], axis=1) + rng.uniform(0.2, 0.8, (9, 2))) / 9
    figure, panels = row_of_panels(2, 7.2, 3.5)
    for axes, name, points in zip(panels, ("grid", "random"), (grid, scattered), strict=True):
        axes.scatter(points[:, 0], points[:, 1], color=BLUE, s=45)
        axes.set(title=name, xlabel="learning rate", xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        axes.set_aspect("equal")
    panels[0].set_ylabel("another setting")
    return figure
