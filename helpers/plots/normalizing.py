"""Pictures of batch normalization: what it does to a batch, and to hidden units while a network trains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, GREEN, LINES, RED, STYLE, new_figure

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def _row(count: int, width: float, height: float, shared: bool = False) -> tuple[Figure, Sequence]:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots(1, count, squeeze=False, sharey=shared)[0]


def clouds(steps: Mapping[str, np.ndarray]) -> Figure:
    """The scores of two units, (2, m), one panel for each step; a cross marks the mean, its arms the deviations."""
    figure, panels = _row(len(steps), 9.0, 3.2)
    reach = max(float((np.abs(Z.mean(axis=1)) + 3 * Z.std(axis=1)).max()) for Z in steps.values())
    for axes, (title, Z) in zip(panels, steps.items(), strict=True):
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.scatter(Z[0], Z[1], s=9, color=BLUE, alpha=0.45, linewidth=0)
        mean, arm = Z.mean(axis=1), Z.std(axis=1)
        axes.plot([mean[0] - arm[0], mean[0] + arm[0]], [mean[1], mean[1]], color=RED, linewidth=3)
        axes.plot([mean[0], mean[0]], [mean[1] - arm[1], mean[1] + arm[1]], color=RED, linewidth=3)
        axes.set(title=title, xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xlabel="unit 1")
    panels[0].set_ylabel("unit 2")
    return figure


def bands(units: Mapping[str, np.ndarray], every: int = 1) -> Figure:
    """
    The distribution of one unit's values over the examples, as training goes on.

    units: title -> (times, examples): the unit's values for the same examples after 0, every, 2 every, ... steps
    """
    figure, panels = _row(len(units), 9.0, 3.3, shared=True)
    for axes, (title, values) in zip(panels, units.items(), strict=True):
        steps = np.arange(len(values)) * every
        lowest, low, middle, high, highest = np.quantile(values, QUANTILES, axis=1)
        axes.fill_between(steps, lowest, highest, color=BLUE, alpha=0.18, linewidth=0, label="90% of the examples")
        axes.fill_between(steps, low, high, color=BLUE, alpha=0.35, linewidth=0, label="50% of the examples")
        axes.plot(steps, middle, color=BLUE, label="median")
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.set(title=title, xlabel="step")
    panels[0].set_ylabel("score of one hidden unit")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return figure


def histograms(rows: Mapping[str, Sequence[np.ndarray]]) -> Figure:
    """Histograms of each layer's scores, a row for each network. All panels of a row share an axis."""
    columns = max(map(len, rows.values()))
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 1.9 * len(rows) + 0.3), layout="constrained")
        grid = figure.subplots(len(rows), columns, squeeze=False)
    for line, (name, layers) in zip(grid, rows.items(), strict=True):
        reach = max(float(np.quantile(np.abs(Z), 0.999)) for Z in layers)
        for number, (axes, Z) in enumerate(zip(line, layers, strict=True), 1):
            axes.hist(Z.ravel(), bins=np.linspace(-reach, reach, 61).tolist(), color=BLUE)
            axes.set(yticks=[], xlim=(-reach, reach))
            axes.set_title(f"layer {number}, std {Z.std():.2g}", fontsize=9)
            axes.tick_params(labelsize=8)
        line[0].set_ylabel(name, fontsize=10)
    return figure


def by_rate(lines: Mapping[str, tuple[Sequence[float], Sequence[float]]], ylabel: str, chance: float) -> Figure:
    """An error against the learning rate, on a logarithmic axis; `chance` is the error of guessing."""
    figure, axes = new_figure(6.6, 3.6)
    axes.axhline(chance, color=FAINT, linewidth=1, linestyle=":", label="guessing")
    for (name, (x, y)), (colour, dashes), marker in zip(lines.items(), cycle(LINES), cycle("osD^")):
        axes.plot(x, y, color=colour, linestyle=dashes, marker=marker, markersize=6, label=name)
    axes.set(xscale="log", xlabel="learning rate", ylabel=ylabel, ylim=(0, None))
    axes.legend(frameon=False)
    return figure


def settling(averages: Sequence[float], batches: Sequence[float], whole: float) -> Figure:
    """How a running average settles: the batches' own values as dots, the average, and the value for all examples."""
    figure, axes = new_figure(6.6, 3.3)
    axes.scatter(np.arange(len(batches)), batches, s=10, color=FAINT, linewidth=0, label="one batch")
    axes.plot(averages, color=BLUE, label="running average")
    axes.axhline(whole, color=GREEN, linestyle="--", linewidth=1.6, label="all examples")
    axes.set(xlabel="batch", ylabel="mean of one unit")
    axes.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, 1.16))
    return figure
