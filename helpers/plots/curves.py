"""Curves and bars: how a cost falls, how methods compare, the graph of a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, LINES, new_figure


def line_plot(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """Curves in one frame. `lines`: name -> (x, y)."""
    figure, axes = new_figure(6.4, 3.6)
    for (name, (x, y)), (colour, dashes) in zip(lines.items(), cycle(LINES)):
        axes.plot(x, y, color=colour, linestyle=dashes, label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if len(lines) > 1:
        axes.legend(frameon=False)
    return figure


def curve(function: Callable[[np.ndarray], np.ndarray], low: float, high: float, xlabel: str, ylabel: str) -> Figure:
    """The graph of a function of one number, with the crossing of the axes marked."""
    x = np.linspace(low, high, 201)
    figure = line_plot({ylabel: (x, np.asarray(function(x)))}, xlabel, ylabel)  # type: ignore[dict-item]
    axes = figure.axes[0]
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.axhline(0.5, color=FAINT, linewidth=0.8, linestyle=":")
    return figure


def logarithmic(figure: Figure) -> Figure:
    """The same figure with both axes logarithmic."""
    figure.axes[0].set(xscale="log", yscale="log")
    return figure


def cost_curves(costs: Mapping[str, Sequence[float]], every: int = 100, title: str = "") -> Figure:
    """The cost during training, one line per run. `costs`: name -> costs, one for every `every` iterations."""
    lines = {name: (np.arange(len(row)) * every, row) for name, row in costs.items()}
    figure = line_plot(lines, "iteration", "cost", title)  # type: ignore[arg-type]
    if lines and min(min(row) for row in costs.values()) >= 0:
        figure.axes[0].set_ylim(bottom=0)
    return figure


def accuracy_bars(shares: Mapping[str, float], highlight: str = "") -> Figure:
    """Shares of right answers as bars with their numbers; `highlight` names the one that matters."""
    figure, axes = new_figure(6.4, 0.5 * len(shares) + 0.8)
    names = list(shares)[::-1]
    bars = axes.barh(names, [shares[name] for name in names], color=[BLUE if n == highlight else FAINT for n in names])
    axes.bar_label(bars, [f" {shares[name]:.1%}" for name in names])
    axes.set(xlim=(0, 1.12), xlabel="share of right answers on the test set")
    axes.tick_params(axis="y", length=0)
    return figure
