"""Points of two classes in the plane, and the decision boundary of a model between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from helpers.plots.base import BLUE, GROUND, INK, ORANGE, STYLE

Model = Callable[[np.ndarray], np.ndarray]
"From points (2, k) to one number each, (1, k): a probability, a decision, or any score."

CLASSES = ((BLUE, "o", "class 0"), (ORANGE, "^", "class 1"))  # told apart by shape as well as by colour
SHADES = LinearSegmentedColormap.from_list("classes", ["#a9cce6", GROUND, "#f6dca0"])
STEPS = 161  # points on each side of the grid on which a model is evaluated


def point_sets(sets: Mapping[str, tuple[np.ndarray, np.ndarray]], columns: int = 4, side: float = 2.4) -> Figure:
    """Points alone, a panel for each set. `sets`: title -> (X, Y) of shapes (2, m) and (1, m)."""
    figure, panels = _grid(len(sets), columns, side)
    for axes, (title, (X, Y)) in zip(panels, sets.items(), strict=True):
        _points(axes, X, Y)
        _frame(axes, X, title)
    panels[0].legend(fontsize=8, frameon=True, framealpha=0.8, loc="upper left", handletextpad=0.2)
    return figure


def boundaries(
    models: Mapping[str, Model],
    X: np.ndarray,
    Y: np.ndarray,
    columns: int = 3,
    side: float = 2.6,
    span: tuple[float, float] = (0.0, 1.0),
) -> Figure:
    """The predictions of models everywhere in the plane, a panel for each, with the same points on top.

    models  title -> model. A blue background is class 0 and orange is class 1, the paler, the less certain; the line is
            the boundary, where the model's number is in the middle of `span`
    span    the lowest and the highest number that a model can give: (0, 1) for probabilities, (-1, 1) for tanh
    """
    return boundaries_of_sets({title: (model, X, Y) for title, model in models.items()}, columns, side, span)


def boundaries_of_sets(
    panels: Mapping[str, tuple[Model, np.ndarray, np.ndarray]],
    columns: int = 4,
    side: float = 2.6,
    span: tuple[float, float] = (0.0, 1.0),
) -> Figure:
    """Like `boundaries`, where each model has its own points. `panels`: title -> (model, X, Y)."""
    figure, grid = _grid(len(panels), columns, side)
    for axes, (title, (model, X, Y)) in zip(grid, panels.items(), strict=True):
        _ground(axes, model, X, span)
        _points(axes, X, Y)
        _frame(axes, X, title)
    return figure


def _grid(count: int, columns: int, side: float) -> tuple[Figure, Sequence[Axes]]:
    columns = min(columns, count)
    rows = -(-count // columns)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(side * columns, (side + 0.3) * rows), layout=ConstrainedLayoutEngine(h_pad=0.08))
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid[count:]:
        axes.axis("off")
    return figure, list(grid[:count])


def _limits(X: np.ndarray) -> tuple[tuple[float, float], tuple[float, float]]:
    """A square around all points, a little larger."""
    middle = (X.min(axis=1) + X.max(axis=1)) / 2
    half = 0.54 * float(np.max(X.max(axis=1) - X.min(axis=1)))
    return (middle[0] - half, middle[0] + half), (middle[1] - half, middle[1] + half)


def _ground(axes: Axes, model: Model, X: np.ndarray, span: tuple[float, float]) -> None:
    across, up = (np.linspace(low, high, STEPS) for low, high in _limits(X))
    places = np.array(np.meshgrid(across, up)).reshape(2, -1)
    said = np.asarray(model(places), dtype=float).reshape(STEPS, STEPS)
    low, high = span
    axes.pcolormesh(across, up, said, cmap=SHADES, vmin=low, vmax=high, shading="nearest", rasterized=True)
    middle = (low + high) / 2
    if said.min() < middle < said.max():  # otherwise there is no boundary to draw
        axes.contour(across, up, said, levels=[middle], colors=INK, linewidths=1.8)


def _points(axes: Axes, X: np.ndarray, Y: np.ndarray) -> None:
    size = float(np.clip(4500 / X.shape[1], 6, 26))
    for value, (colour, marker, name) in enumerate(CLASSES):
        chosen = X[:, np.asarray(Y)[0] == value]
        axes.scatter(
            chosen[0], chosen[1], s=size, color=colour, marker=marker, edgecolors=INK, linewidths=0.3, label=name
        )


def _frame(axes: Axes, X: np.ndarray, title: str) -> None:
    (left, right), (low, high) = _limits(X)
    axes.set(xlim=(left, right), ylim=(low, high), xticks=[], yticks=[], aspect="equal", title=title)
