"""Draws the pictures of the notebooks, and shows each together with words for those who cannot see it.

Figures carry their own light ground, so they read the same in JupyterLab's light and dark themes. The colours are those
of Okabe and Ito, which colour-blind people can tell apart; lines also differ in their dashes.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import FancyBboxPatch

GROUND, INK, FAINT = "#fbfaf6", "#22262b", "#8a9099"
BLUE, ORANGE, GREEN, PINK, SKY, RED = "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"
LINES = ((BLUE, "-"), (RED, "--"), (GREEN, "-."), (PINK, ":"), (ORANGE, (0, (5, 1, 1, 1, 1, 1))), (SKY, (0, (8, 2))))

_STYLE: Any = {
    "figure.facecolor": GROUND,
    "savefig.facecolor": GROUND,
    "axes.facecolor": GROUND,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 11,
    "axes.titlesize": 11,
    "lines.linewidth": 2.2,
}


def show(figure: Figure, alt: str) -> None:
    """Show a figure in the notebook. `alt` says in words what is to be seen in it, for screen readers."""
    from IPython.display import display

    # `display` takes a bundle of representations as it is: a picture with its text for pages, the text for terminals.
    picture = base64.b64encode(png(figure)).decode()
    width = int(figure.get_figwidth() * 100)
    tag = (
        f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{picture}" width="{width}" '
        'style="max-width: 100%; border-radius: 6px">'
    )
    display({"text/html": tag, "text/plain": f"[Picture: {alt}]"}, raw=True)


def png(figure: Figure) -> bytes:
    """The figure as a PNG file, sharp enough for dense screens."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=150, metadata={"Software": None})
    return buffer.getvalue()


def line_plot(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """Curves in one frame. `lines`: name -> (x, y)."""
    figure, axes = _figure(6.4, 3.6)
    for (name, (x, y)), (colour, dashes) in zip(lines.items(), cycle(LINES)):
        axes.plot(x, y, color=colour, linestyle=dashes, label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if len(lines) > 1:
        axes.legend(frameon=False)
    return figure


def curve(function: Callable[[np.ndarray], np.ndarray], low: float, high: float, xlabel: str, ylabel: str) -> Figure:
    """The graph of a function of one number, with the axes' crossing marked."""
    x = np.linspace(low, high, 201)
    figure = line_plot({ylabel: (x, np.asarray(function(x)))}, xlabel, ylabel)  # type: ignore[dict-item]
    axes = figure.axes[0]
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.axhline(0.5, color=FAINT, linewidth=0.8, linestyle=":")
    return figure


def loss_curves() -> Figure:
    """What one example costs, for each label, against the probability that the neuron gives to class 1."""
    a = np.linspace(0.005, 0.995, 300)
    return line_plot(
        {"label 1 (a face): −log a": (a, -np.log(a)), "label 0 (no face): −log(1 − a)": (a, -np.log1p(-a))},  # type: ignore[dict-item]
        "probability a for class 1",
        "loss",
    )


def cost_curves(costs: Mapping[str, Sequence[float]], every: int = 100, title: str = "") -> Figure:
    """How the cost went, one line per run. `costs`: name -> costs, one for every `every` iterations."""
    lines = {name: (np.arange(len(row)) * every, row) for name, row in costs.items()}
    figure = line_plot(lines, "iteration", "cost", title)  # type: ignore[arg-type]
    if lines and min(min(row) for row in costs.values()) >= 0:
        figure.axes[0].set_ylim(bottom=0)
    return figure


def accuracy_bars(shares: Mapping[str, float], highlight: str = "") -> Figure:
    """Shares of right answers as bars with their numbers; `highlight` names the one that matters."""
    figure, axes = _figure(6.4, 0.5 * len(shares) + 0.8)
    names = list(shares)[::-1]
    bars = axes.barh(names, [shares[name] for name in names], color=[BLUE if n == highlight else FAINT for n in names])
    axes.bar_label(bars, [f" {shares[name]:.1%}" for name in names])
    axes.set(xlim=(0, 1.12), xlabel="share of right answers on the test set")
    axes.tick_params(axis="y", length=0)
    return figure


def gallery(pictures: np.ndarray, captions: Sequence[str], columns: int = 5, marked: Sequence[bool] = ()) -> Figure:
    """Pictures with a caption each, grey ones in grey; those that are `marked` get a thick frame."""
    rows = -(-len(pictures) // columns)
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(1.55 * columns, 1.9 * rows), layout=ConstrainedLayoutEngine(h_pad=0.1))
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    for index, (axes, picture, caption) in enumerate(zip(grid, pictures, captions, strict=False)):
        axes.imshow(picture, cmap="gray", vmin=0, vmax=1 if picture.dtype.kind == "f" else 255)
        axes.set_title(caption, fontsize=9)
        if index < len(marked) and marked[index]:
            axes.axis("on")
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set(visible=True, color=RED, linewidth=4)
    return figure


def weights_picture(w: np.ndarray, shape: tuple[int, int], beside: np.ndarray | None = None) -> Figure:
    """The weights, each at its pixel's place: orange speaks for class 1, violet against it.

    beside  a grey picture to compare them with
    """
    weights = np.asarray(w).reshape(shape)
    limit = float(np.abs(weights).max()) or 1.0
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.6 if beside is not None else 3.9, 3.2), layout="constrained")
        panels = figure.subplots(1, 1 if beside is None else 2, squeeze=False)[0]
    if beside is not None:
        panels[1].imshow(beside, cmap="gray", vmin=0, vmax=1)
        panels[1].set_title("mean of the faces")
    shown = panels[0].imshow(weights, cmap="PuOr_r", vmin=-limit, vmax=limit)
    panels[0].set_title("weights")
    for axes in panels:
        axes.axis("off")
    figure.colorbar(shown, ax=panels[0], shrink=0.8)
    return figure


def neuron_graph() -> Figure:
    """The computation graph of one neuron on one example: values run to the right, derivatives run back."""
    figure, axes = _figure(9.6, 3.9)
    axes.set(xlim=(0, 9.6), ylim=(0.1, 4.0))
    axes.axis("off")
    for y, label, fill in ((3.3, "$x$", "#e3ecf5"), (2.0, "$w$", "#fdf0d2"), (0.7, "$b$", "#fdf0d2")):
        _box(axes, 0.6, y, 0.4, label, fill)
    _box(axes, 3.2, 2.0, 0.9, "$z = w^T x + b$", "#ffffff")
    _box(axes, 5.9, 2.0, 0.75, r"$a = \sigma(z)$", "#ffffff")
    _box(axes, 8.5, 2.0, 0.75, r"$\mathcal{L}(a, y)$", "#ffffff")
    _box(axes, 8.5, 3.4, 0.4, "$y$", "#e3ecf5")
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
        _arrow(axes, start, end, BLUE, "-")
    for start, end in backward:
        _arrow(axes, start, end, RED, (0, (4, 2)))
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


def _box(axes: Axes, x: float, y: float, half: float, label: str, fill: str) -> None:
    shape = "round,pad=0.0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch((x - half, y - 0.3), 2 * half, 0.6, boxstyle=shape, facecolor=fill, edgecolor=INK))
    axes.text(x, y, label, ha="center", va="center", fontsize=15)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, dashes: Any) -> None:
    look = {"arrowstyle": "-|>", "color": colour, "linestyle": dashes, "linewidth": 1.7, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=end, xytext=start, arrowprops=look)


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots()
