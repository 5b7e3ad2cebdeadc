"""Pictures of what comes before learning: sets, scaled inputs, and how a signal changes from layer to layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, INK, LINES, ORANGE, RED, STYLE, new_figure
from helpers.plots.boundaries import CLASSES

Parameters = Mapping[str, np.ndarray]
ACTIVATIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda Z: np.maximum(Z, 0),
    "tanh": np.tanh,
}


def _panels(rows: int, columns: int, width: float, height: float, shared: bool = False) -> tuple[Figure, np.ndarray]:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots(rows, columns, squeeze=False, sharex=shared, sharey=shared)


def three_sets(X: np.ndarray, Y: np.ndarray, sets: Mapping[str, np.ndarray], xlabel: str, ylabel: str) -> Figure:
    """The examples of each set side by side, with colours and shapes for the classes."""
    figure, panels = _panels(1, len(sets), 9.0, 3.7, shared=True)
    for axes, (name, chosen) in zip(panels[0], sets.items(), strict=True):
        for value, (colour, marker, label) in enumerate(CLASSES):
            shown = X[:, chosen[Y[0, chosen] == value]]
            axes.scatter(shown[0], shown[1], s=18, color=colour, marker=marker, label=label, linewidth=0)
        axes.set(title=f"{name}: {len(chosen)}", xlabel=xlabel)
    panels[0, 0].set_ylabel(ylabel)
    figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return figure


def measured_errors(true: float, sizes: Sequence[int], draws: int = 60, seed: int = 0) -> Figure:
    """What dev sets of different sizes say about one classifier with a known error: a dot for each drawn set."""
    rng = np.random.default_rng(seed)
    figure, axes = new_figure(6.6, 3.6)
    for size in sizes:
        measured = rng.binomial(size, true, draws) / size
        spread = 10 ** rng.uniform(-0.08, 0.08, draws)
        axes.scatter(size * spread, 100 * measured, s=9, color=BLUE, alpha=0.5, linewidth=0)
    smooth = np.geomspace(min(sizes) / 1.4, max(sizes) * 1.4, 100)
    band = 2 * np.sqrt(true * (1 - true) / smooth)
    axes.plot(smooth, 100 * (true + band), color=ORANGE, linestyle="--", label="true error ± 2 standard errors")
    axes.plot(smooth, 100 * np.maximum(true - band, 0), color=ORANGE, linestyle="--")
    axes.axhline(100 * true, color=INK, linewidth=1)
    axes.set(xscale="log", xlabel="examples in the dev set", ylabel="measured error in %", ylim=(0, None))
    axes.legend(frameon=False)
    return figure


def bowls(widths: Mapping[str, tuple[float, float]], rates: Mapping[str, float], steps: int = 25) -> Figure:
    """
    The cost of a linear neuron over its two weights, with the path of gradient descent.

    widths: name -> standard deviations of two centred, independent features; rates: name -> learning rate
    """
    figure, panels = _panels(1, len(widths), 9.0, 3.9)
    w1, w2 = np.meshgrid(np.linspace(-1.15, 1.15, 121), np.linspace(-1.15, 1.15, 121))
    for axes, (name, width) in zip(panels[0], widths.items(), strict=True):
        curvature = np.square(width)
        cost = (curvature[0] * w1**2 + curvature[1] * w2**2) / 2
        levels = np.array([0.01, 0.04, 0.1, 0.2, 0.35, 0.55, 0.8]) * cost.max()
        axes.contour(w1, w2, cost, levels, colors=FAINT, linewidths=1)
        path = [np.array([-1.0, 0.75])]
        for _ in range(steps):
            path.append(path[-1] - rates[name] * curvature * path[-1])
        axes.plot(*np.transpose(path), color=BLUE, marker="o", markersize=4, linewidth=1.4)
        axes.plot(0, 0, marker="*", color=RED, markersize=15)
        axes.set(title=f"{name}\nlearning rate {rates[name]:g}", xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    return figure


def by_layer(lines: Mapping[str, Sequence[float]], ylabel: str = "standard deviation of the activations") -> Figure:
    """One number per layer, on a logarithmic axis, a line for each network."""
    figure, axes = new_figure(6.8, 3.9)
    lowest = 1e-300
    for (name, values), (colour, dashes) in zip(lines.items(), cycle(LINES)):
        seen = np.where(np.asarray(values, float) > lowest, values, np.nan)
        axes.plot(np.arange(1, len(values) + 1), seen, color=colour, linestyle=dashes, label=name)
    axes.set(yscale="log", xlabel="layer", ylabel=ylabel)
    axes.axhline(1, color=FAINT, linewidth=0.8)
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def histograms_by_depth(
    starts: Mapping[str, Parameters], X: np.ndarray, activation: str, layers: Sequence[int]
) -> Figure:
    """The distribution of the activations of some layers, a row for each initialization; ReLU on a logarithmic axis."""
    figure, panels = _panels(len(starts), len(layers), 9.6, 1.75 * len(starts) + 0.4)
    for row, (name, parameters) in zip(panels, starts.items(), strict=True):
        for axes, (layer, A) in zip(row, _chosen_layers(parameters, X, activation, layers), strict=True):
            _histogram(axes, A, activation)
            axes.set_title(f"layer {layer}, std {A.std():.2g}", fontsize=9)
        row[0].set_ylabel(name, fontsize=10)
    return figure


def _chosen_layers(
    parameters: Parameters, X: np.ndarray, activation: str, layers: Sequence[int]
) -> list[tuple[int, np.ndarray]]:
    A, found = X, []
    for layer in range(1, max(layers) + 1):
        A = ACTIVATIONS[activation](parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        if layer in layers:
            found.append((layer, A))
    return found


def _histogram(axes: mpl.axes.Axes, A: np.ndarray, activation: str) -> None:
    """For tanh all values, from -1 to 1; for ReLU those above 0, from 10^-8 to 10^8."""
    if activation == "tanh":
        axes.hist(A.ravel(), bins=np.linspace(-1, 1, 41).tolist(), color=BLUE)
        axes.set(xlim=(-1.05, 1.05), xticks=[-1, 0, 1])
    else:
        axes.hist(np.log10(A[A > 0]), bins=np.linspace(-8, 8, 65).tolist(), color=BLUE)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.set(xlim=(-8, 8), xticks=[-6, 0, 6], xticklabels=["$10^{-6}$", "1", "$10^6$"])
    axes.set_yticks([])
    axes.tick_params(labelsize=8)
