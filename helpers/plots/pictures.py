"""Pictures made of pixels: galleries of examples, and weights at their pixels."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from helpers.plots.base import RED, STYLE


def gallery(pictures: np.ndarray, captions: Sequence[str], columns: int = 5, marked: Sequence[bool] = ()) -> Figure:
    """Pictures with a caption each, grey ones in grey; pictures that are `marked` get a thick frame."""
    rows = -(-len(pictures) // columns)
    with mpl.rc_context(STYLE):
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
    """The weights, each at its pixel: orange speaks for class 1, violet against it.

    beside  a grey picture to compare them with
    """
    weights = np.asarray(w).reshape(shape)
    limit = float(np.abs(weights).max()) or 1.0
    with mpl.rc_context(STYLE):
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
