"""Pictures that the quizzes of C4 ask about."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.plots.base import BLUE, RED, new_figure
from helpers.plots.reading import row_of_panels, with_grid


def square_and_filters() -> Figure:
    """A white square on black, and the results of four filters, by sign."""
    image = np.zeros((14, 14))
    image[4:10, 4:10] = 1
    across = np.array([[1.0, 0.0, -1.0]] * 3)
    down = across.T
    results = [_filtered(image, kernel) for kernel in (down, across, -across, across)]
    results[1] = np.abs(results[1])
    figure, panels = row_of_panels(5, 9.8, 2.3)
    panels[0].imshow(image, cmap="gray")
    for axes, result in zip(panels[1:], results, strict=True):
        axes.imshow(result, cmap="RdBu_r", vmin=-3, vmax=3)
    for axes, name in zip(panels, ("picture", "A", "B", "C", "D"), strict=True):
        axes.set(title=name, xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
    return figure


def _filtered(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


def two_boxes() -> Figure:
    """Two boxes on squared paper."""
    figure, axes = new_figure(5.0, 3.6)
    for (x1, y1, x2, y2), colour, dashes in (((0, 0, 4, 3), BLUE, "-"), ((2, 1, 6, 4), RED, "--")):
        look: dict[str, Any] = {"edgecolor": colour, "facecolor": colour, "linestyle": dashes, "linewidth": 2.2}
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, alpha=0.16, **look))
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, **look))
    axes.set(xlim=(-0.5, 7), ylim=(5, -0.5), xticks=range(8), yticks=range(6), xlabel="x", ylabel="y")
    axes.set_aspect("equal")
    return with_grid(figure)
