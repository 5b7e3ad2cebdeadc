"""Pictures of convolutional networks: their volumes, learned filters, and confusion matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from helpers.plots.base import BLUE, FAINT, GREEN, INK, INPUT, ORANGE, PARAMETER, SKY, STYLE, canvas

Row = tuple[str, tuple[int, ...], int]
"A layer: its kind, the shape of its output (without the batch), its number of parameters."

FILLS = {"Conv2D": PARAMETER, "MaxPooling2D": INPUT, "Dense": "#d9eee6"}


def volumes(shape: tuple[int, int, int], rows: Sequence[Row]) -> Figure:
    """The volumes of a network as boxes, from the picture on: height and width shrink, channels grow, then vectors."""
    told = [("picture", shape, 0), *[row for row in rows if row[0] != "Flatten"]]
    figure, axes = canvas(9.4, 3.3, 12.4, 4.4)
    left = 0.2
    for kind, size, parameters in told:
        if len(size) == 3:
            high, deep = 2.3 * (size[0] / shape[0]) ** 0.6, 0.25 + 0.9 * (size[2] / 16) ** 0.7
            wide = 0.45 * 2.3 * (size[1] / shape[1]) ** 0.6
            _box(axes, left, 1.5, wide, high, 0.5 * deep, FILLS.get(kind, "#ffffff"))
            middle, width = left + (wide + 0.5 * deep) / 2, wide + 0.5 * deep
            name = "x".join(str(n) for n in size).replace("x", " × ")
        else:
            high = 0.35 + 2.4 * (size[0] / 120) ** 0.7
            _box(axes, left + 0.2, 1.5, 0.16, high, 0.08, FILLS.get(kind, "#ffffff"))
            middle, width, name = left + 0.32, 0.55, str(size[0])
        label = {"Conv2D": "conv", "MaxPooling2D": "pool", "Dense": "dense"}.get(kind, kind)
        for text, level, scale in (
            (label, 1.12, 11),
            (name, 0.72, 9.5),
            (f"{parameters:,}" if parameters else "", 0.28, 9.5),
        ):
            axes.text(middle, level, text, ha="center", va="center", fontsize=scale)
        left += max(width, 1.15) + 0.3
    axes.set_xlim(0, left)
    return figure


def _box(axes: Axes, x: float, y: float, wide: float, high: float, deep: float, fill: str) -> None:
    """A box in parallel perspective, with its lower left front corner at (x, y)."""
    front = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    top = [
        (x, y + high),
        (x + deep, y + high + deep * 0.6),
        (x + wide + deep, y + high + deep * 0.6),
        (x + wide, y + high),
    ]
    side = [
        (x + wide, y),
        (x + wide + deep, y + deep * 0.6),
        (x + wide + deep, y + high + deep * 0.6),
        (x + wide, y + high),
    ]
    for corners in (front, top, side):
        axes.add_patch(Polygon(corners, closed=True, facecolor=fill, edgecolor=INK, linewidth=1.1))


def where_it_is(names: Sequence[str], bars: Mapping[str, Sequence[float]]) -> Figure:
    """Some counts for each layer side by side, on a logarithmic axis, with their numbers."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.0, 3.5), layout="constrained")
        axes = figure.subplots()
    places, width = np.arange(len(names)), 0.8 / len(bars)
    hatches = ("", "///", "...")
    for number, ((label, values), colour) in enumerate(zip(bars.items(), (SKY, ORANGE, GREEN), strict=False)):
        drawn = axes.bar(
            places + (number - (len(bars) - 1) / 2) * width, np.maximum(values, 0.6), width, label=label, color=colour,
            hatch=hatches[number], edgecolor=INK, linewidth=0.6,
        )  # fmt: skip
        axes.bar_label(drawn, [f"{value:,.0f}" for value in values], fontsize=8, padding=2, rotation=90)
    axes.set(yscale="log", ylim=(0.6, 400 * max(max(row) for row in bars.values())), xticks=places, xticklabels=names)
    axes.legend(frameon=False, ncols=len(bars), loc="upper right")
    return figure


def maps(rows: Mapping[str, Sequence[np.ndarray]], titles: Sequence[str] = ()) -> Figure:
    """
    Rows of pictures. Those with three channels are shown in colour, those without negative numbers in grey, and others
    with orange for positive and violet for negative, each row on its own scale.
    """
    most = max(len(row) for row in rows.values())
    with mpl.rc_context(STYLE):
        figure = Figure(
            figsize=(min(9.4, 1.5 * most + 0.9), (1.4 * 9.4 / max(9.4, 1.5 * most + 0.9) + 0.2) * len(rows) + 0.2)
        )
        figure.set_layout_engine("constrained")
        grid = figure.subplots(len(rows), most, squeeze=False)
    for line, (name, row) in zip(grid, rows.items(), strict=True):
        limit = max(float(np.abs(picture).max()) for picture in row) or 1.0
        for axes in line:
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(False)
        for axes, picture in zip(line, row, strict=False):
            plain = picture.ndim == 3 or picture.min() >= 0
            axes.imshow(picture, **({"cmap": "gray", "vmin": 0, "vmax": limit} if plain else _signed(limit)))
        line[0].set_ylabel(name, fontsize=10)
    for axes, title in zip(grid[0], titles, strict=False):
        axes.set_title(title, fontsize=9)
    return figure


def _signed(limit: float) -> dict[str, object]:
    return {"cmap": "PuOr_r", "vmin": -limit, "vmax": limit}


def confusion(counts: np.ndarray, names: Sequence[str], title: str = "") -> Figure:
    """A confusion matrix: rows for the true class, columns for the predicted one; mistakes in red."""
    side = len(names)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(0.46 * side + 1.6, 0.42 * side + 1.3), layout="constrained")
        axes = figure.subplots()
    wrong = counts * (1 - np.eye(side))
    right = np.diag(np.diag(counts)) / max(1, np.diag(counts).max())
    picture = np.ones((side, side, 3))
    picture -= right[..., None] * 0.55 * (1 - np.array(mpl.colors.to_rgb(BLUE)))
    strength = np.where(wrong > 0, 0.25 + 0.75 * wrong / max(1, wrong.max()), 0)
    picture -= strength[..., None] * 0.75 * (1 - np.array(mpl.colors.to_rgb("#d55e00")))
    axes.imshow(np.clip(picture, 0, 1))
    for (i, j), number in np.ndenumerate(counts):
        if number:
            axes.text(j, i, str(int(number)), ha="center", va="center", fontsize=10)
    axes.set(xticks=range(side), yticks=range(side), xticklabels=names, yticklabels=names)
    axes.set(xlabel="predicted class", ylabel="true class", title=title)
    axes.tick_params(length=0)
    axes.spines[:].set(visible=True, color=FAINT)
    return figure
