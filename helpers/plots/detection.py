"""Pictures of detection: boxes on scenes, grids and anchors, overlaps, suppression, and precision against recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.patheffects as effects
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import BLUE, FAINT, GREEN, INK, INPUT, LINES, ORANGE, PARAMETER, RED, STYLE, canvas, new_figure

NAMES = ("pedestrian", "car", "motorcycle")
SHORT = ("ped", "car", "moto")
LOOK: tuple[tuple[str, Any], ...] = (("#ffd23f", "-"), ("#7fd4ff", "-"), ("#ffb3e6", "-"))  # bright, on dark edges
EDGE: list[effects.AbstractPathEffect] = [effects.withStroke(linewidth=3.6, foreground="#16181c")]
PLAIN: list[effects.AbstractPathEffect] = []
Boxes = np.ndarray | Sequence[Sequence[float]]


def _panels(count: int, columns: int, shape: Sequence[int], titled: bool = True) -> tuple[Figure, list[Axes]]:
    columns = min(columns, count)
    rows = -(-count // columns)
    width = 9.6 / columns if columns > 1 else 6.4
    with mpl.rc_context(STYLE):
        size = (width * columns, (width * shape[0] / shape[1] + (0.35 if titled else 0.08)) * rows)
        figure = Figure(figsize=size, layout="constrained")
        panels = list(figure.subplots(rows, columns, squeeze=False).ravel())
    for axes in panels:
        axes.axis("off")
    return figure, panels


def _scene(axes: Axes, picture: np.ndarray) -> None:
    """A picture whose coordinates are shares: x to the right, y downward, both from 0 to 1."""
    axes.imshow(picture, extent=(0, 1, 1, 0), aspect="auto", interpolation="nearest")
    axes.set(xlim=(0, 1), ylim=(1, 0))


def _box(axes: Axes, corners: Sequence[float], colour: str, dashes: Any = "-", width: float = 2.0) -> None:
    x1, y1, x2, y2 = corners
    drawn = Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor=colour, linestyle=dashes, linewidth=width)
    drawn.set_path_effects(EDGE if dashes == "-" else PLAIN)
    axes.add_patch(drawn)


def _word(axes: Axes, place: tuple[float, float], text: str, colour: str, size: float = 8.0) -> None:
    look = {"boxstyle": "square,pad=0.12", "facecolor": "#16181c", "edgecolor": "none", "alpha": 0.85}
    x, y = min(max(place[0], 0.0), 0.88), min(max(place[1], 0.03), 0.97)
    axes.text(x, y, text, color=colour, fontsize=size, va="center", ha="left", bbox=look, clip_on=True)


def scenes(
    pictures: np.ndarray,
    found: Sequence[tuple[Boxes, Sequence[int], Sequence[float] | None]],
    titles: Sequence[str] = (),
    columns: int = 3,
    truths: Sequence[Boxes] | None = None,
) -> Figure:
    """
    Scenes with boxes on them.

    found   for each picture (boxes, classes, scores or None); boxes are corners (x1, y1, x2, y2) as shares
    truths  for each picture, boxes that are drawn thin, white and dashed, below the others
    """
    figure, panels = _panels(len(pictures), columns, pictures.shape[1:3], bool(titles))
    for index, (picture, (boxes, classes, scores)) in enumerate(zip(pictures, found, strict=True)):
        axes = panels[index]
        _scene(axes, picture)
        for corners in () if truths is None else truths[index]:
            _box(axes, corners, "#ffffff", (0, (3, 2)), 1.4)
        for n, (corners, kind) in enumerate(zip(boxes, classes, strict=True)):
            colour, dashes = LOOK[int(kind)]
            _box(axes, corners, colour, dashes)
            score = "" if scores is None else f" {scores[n]:.2f}"
            _word(axes, (corners[0], corners[1] - 0.02), SHORT[int(kind)] + score, colour)
        if index < len(titles):
            axes.set_title(titles[index], fontsize=10)
    return figure


def masks(pictures: np.ndarray, surfaces: np.ndarray, names: Sequence[str]) -> Figure:
    """Scenes above, and below them the class of each pixel, with a key."""
    colours = ("#bcd7f0", "#c9a27e", "#3f8f4f", "#d4d2c8", "#6b6f76", "#e69f00", "#0072b2", "#cc79a7")
    figure, panels = _panels(2 * len(pictures), len(pictures), pictures.shape[1:3], titled=False)
    figure.set_figheight(figure.get_figheight() + 0.5)
    table = mpl.colors.ListedColormap(colours[: len(names)])
    for above, below, picture, mask in zip(panels, panels[len(pictures) :], pictures, surfaces, strict=False):
        _scene(above, picture)
        below.imshow(mask, cmap=table, vmin=-0.5, vmax=len(names) - 0.5, aspect="auto", interpolation="nearest")
    patches = [Rectangle((0, 0), 1, 1, color=colour) for colour in colours[: len(names)]]
    figure.legend(patches, names, loc="outside lower center", ncols=len(names), frameon=False, fontsize=9)
    return figure


def on_a_grid(
    picture: np.ndarray, boxes: Boxes, classes: Sequence[int], grid: tuple[int, int], vectors: Mapping[str, str]
) -> Figure:
    """A scene under a grid: each object's box, its middle, the responsible cell; and vectors next to it."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 4.1), layout="constrained")
        axes, beside = figure.subplots(1, 2, width_ratios=[1.9, 1.0])
    _scene(axes, picture)
    axes.axis("off")
    beside.axis("off")
    rows, columns = grid
    for row in range(rows + 1):
        axes.axhline(row / rows, color="#ffffff", linewidth=1.0, alpha=0.8)
    for column in range(columns + 1):
        axes.axvline(column / columns, color="#ffffff", linewidth=1.0, alpha=0.8)
    for corners, kind in zip(boxes, classes, strict=True):
        colour, dashes = LOOK[int(kind)]
        x, y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
        cell = (int(x * columns) / columns, int(y * rows) / rows)
        axes.add_patch(Rectangle(cell, 1 / columns, 1 / rows, facecolor=colour, alpha=0.35))
        _box(axes, corners, colour, dashes)
        axes.plot([x], [y], marker="o", color=colour, markersize=7, markeredgecolor="#16181c")
    for place, (title, text) in enumerate(vectors.items()):
        top = 1 - place / max(len(vectors), 1)
        beside.text(0.0, top, title, fontsize=10, va="top", weight="bold", transform=beside.transAxes)
        look = {"fontsize": 9.5, "va": "top", "family": "monospace", "transform": beside.transAxes}
        beside.text(0.0, top - 0.07, text, **look)
    return figure


def overlapping(pairs: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> Figure:
    """Pairs of boxes on squared paper, with their intersection filled; the names are written above."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 2.7), layout="constrained")
        panels = figure.subplots(1, len(pairs), squeeze=False)[0]
    for axes, (name, (first, second)) in zip(panels, pairs.items(), strict=True):
        for corners, colour, dashes in ((first, BLUE, "-"), (second, RED, "--")):
            place = (corners[0], corners[1])
            sides = (corners[2] - corners[0], corners[3] - corners[1])
            axes.add_patch(Rectangle(place, *sides, facecolor=colour, alpha=0.10))
            axes.add_patch(Rectangle(place, *sides, fill=False, edgecolor=colour, linestyle=dashes, linewidth=2.2))
        low = [max(a, b) for a, b in zip(first[:2], second[:2], strict=True)]
        high = [min(a, b) for a, b in zip(first[2:], second[2:], strict=True)]
        if low[0] < high[0] and low[1] < high[1]:
            shared = Rectangle((low[0], low[1]), high[0] - low[0], high[1] - low[1], facecolor=GREEN, alpha=0.5)
            axes.add_patch(shared)
        corners_of_both = np.array([first, second])
        left, top = corners_of_both[:, :2].min(axis=0) - 0.6
        right, bottom = corners_of_both[:, 2:].max(axis=0) + 0.6
        axes.set(xlim=(left, right), ylim=(bottom, top), xticks=range(int(left), int(right) + 1))
        axes.set(yticks=range(int(top), int(bottom) + 1))
        axes.set_aspect("equal")
        axes.grid(color="#d9dce1", linewidth=0.7)
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=7, length=0)
        axes.set_title(name, fontsize=9.5)
    return figure


def shapes_through(rows: Mapping[str, Sequence[str]], steps: Sequence[str]) -> Figure:
    """The shapes that pictures of different sizes have in one network: a row for each, the layers' names between."""
    count = len(steps) + 1
    figure, axes = canvas(9.6, 0.85 + 0.8 * len(rows), 2.0 * count, 1.7 + 1.6 * len(rows))
    top = 1.7 + 1.6 * len(rows)
    for column, step in enumerate(steps):
        axes.text(2.0 * column + 2.0, top - 0.6, step, ha="center", va="center", fontsize=9, linespacing=1.3)
    for line, (name, shapes) in enumerate(rows.items()):
        y = top - 2.1 - 1.6 * line
        for column, shape in enumerate(shapes):
            fill = INPUT if column == 0 else PARAMETER if column == len(shapes) - 1 else "#ffffff"
            axes.add_patch(Rectangle((2.0 * column + 0.22, y - 0.42), 1.5, 0.84, facecolor=fill, edgecolor=INK))
            axes.text(2.0 * column + 0.97, y, shape, ha="center", va="center", fontsize=9)
            if column:
                axes.annotate("", (2.0 * column + 0.22, y), (2.0 * column - 0.28, y), arrowprops={"arrowstyle": "-|>"})
        axes.text(0.22, y + 0.56, name, fontsize=9, va="bottom", color=INK)
    return figure


def fit_of_anchors(sizes: np.ndarray, classes: np.ndarray, anchors: np.ndarray, shape: tuple[int, int]) -> Figure:
    """Width and height of all objects in pixels, a mark for each class, and the anchors as large crosses."""
    figure, axes = new_figure(6.4, 4.0)
    scale = np.array([shape[1], shape[0]])
    looks = ((ORANGE, "o"), (BLUE, "s"), (GREEN, "^"))
    for kind, (colour, mark) in enumerate(looks):
        x, y = (scale * sizes[classes == kind]).T
        axes.scatter(x, y, color=colour, marker=mark, s=14, alpha=0.45, label=NAMES[kind], linewidths=0)
    for index, (wide, high) in enumerate(anchors * scale):
        axes.plot([wide], [high], marker="X", color=INK, markersize=13, markeredgecolor="#ffffff")
        axes.annotate(f"anchor {index}", (wide, high), xytext=(8, 8), textcoords="offset points", weight="bold")
    axes.set(xlabel="width in pixels", ylabel="height in pixels", xlim=(0, None), ylim=(0, None))
    axes.legend(frameon=False)
    return figure


def heat(picture: np.ndarray, maps: Mapping[str, np.ndarray], top: float = 1.0) -> Figure:
    """A scene, and next to it one number for each cell, over the scene: brighter means larger."""
    figure, panels = _panels(1 + len(maps), 3, picture.shape)
    _scene(panels[0], picture)
    panels[0].set_title("the scene", fontsize=10)
    grey = picture.mean(axis=2, keepdims=True).repeat(3, axis=2) * 0.6
    for axes, (name, numbers) in zip(panels[1:], maps.items(), strict=False):
        _scene(axes, grey)
        look: dict[str, Any] = {"cmap": "inferno", "vmin": 0, "vmax": top, "alpha": 0.75, "interpolation": "nearest"}
        axes.imshow(numbers, extent=(0, 1, 1, 0), aspect="auto", **look)
        axes.set(xlim=(0, 1), ylim=(1, 0))
        axes.set_title(name, fontsize=10)
    return figure


def suppression_steps(
    picture: np.ndarray, boxes: np.ndarray, classes: Sequence[int], scores: Sequence[float], steps: Sequence[Any]
) -> Figure:
    """Steps of suppression side by side: (title, kept indices, removed indices); the others still wait."""
    figure, panels = _panels(len(steps), 3, picture.shape)
    for axes, (title, stay, gone) in zip(panels, steps, strict=False):
        _scene(axes, picture * 0.55 + 0.3)
        for index, corners in enumerate(boxes):
            colour, _ = LOOK[int(classes[index])]
            if index in gone:
                _box(axes, corners, "#3a3d42", (0, (1, 2)), 1.1)
            elif index in stay:
                _box(axes, corners, colour, "-", 3.0)
                _word(axes, (corners[0], corners[1] - 0.02), f"{scores[index]:.2f}", colour)
            else:
                _box(axes, corners, "#ffffff", (0, (4, 2)), 1.3)
        axes.set_title(title, fontsize=10)
    return figure


def precision_recall_curves(curves: Mapping[str, tuple[np.ndarray, np.ndarray]], envelopes: bool = True) -> Figure:
    """Precision against recall, a line for each name; the thin steps are the envelope whose area counts."""
    figure, axes = new_figure(6.4, 4.2)
    for (name, (precision, recall)), (colour, dashes) in zip(curves.items(), LINES, strict=False):
        axes.plot(recall, precision, color=colour, linestyle=dashes, label=name)
        if envelopes and len(precision):
            best = np.maximum.accumulate(precision[::-1])[::-1]
            axes.step([0, *recall], [best[0], *best], where="pre", color=colour, linewidth=0.9, alpha=0.7)
    axes.set(
        xlabel="recall: share of the objects that are found", ylabel="precision: share of the boxes that are right"
    )
    axes.set(xlim=(0, 1.02), ylim=(0, 1.05))
    axes.legend(frameon=False, loc="lower left")
    axes.grid(color=FAINT, alpha=0.25)
    return figure
