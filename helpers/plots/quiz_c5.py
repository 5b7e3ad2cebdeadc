"""Pictures that the quizzes of C5 ask about."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.plots.curves import line_plot
from helpers.plots.reading import row_of_panels, with_grid


def slopes_through_time() -> Figure:
    """The size of a slope after a number of steps back, for three recurrent weights."""
    steps = np.arange(21)
    lines = {name: (steps, weight**steps) for name, weight in {"A": 1.2, "B": 1.0, "C": 0.7}.items()}
    figure = with_grid(line_plot(lines, "steps back", "size of the slope"))  # type: ignore[arg-type]
    figure.axes[0].set(yscale="log", xticks=range(0, 21, 5))
    return figure


def four_masks() -> Figure:
    """Masks of six places, of which the last two are padding; dark places may be attended to."""
    place = np.arange(6)
    earlier = place[None, :] <= place[:, None]
    words = np.broadcast_to(place < 4, (6, 6))
    masks = {"A": earlier, "B": words, "C": earlier & words, "D": place[None, :] >= place[:, None]}
    figure, panels = row_of_panels(4, 9.6, 2.9)
    for axes, (name, mask) in zip(panels, masks.items(), strict=True):
        axes.imshow(mask, cmap="Blues", vmin=-0.15, vmax=1.25)
        axes.set(title=name, xticks=place, yticks=place, xlabel="key")
        axes.set_xticklabels(place + 1)
        axes.set_yticklabels(place + 1)
        axes.set_xticks(place[:-1] + 0.5, minor=True)
        axes.set_yticks(place[:-1] + 0.5, minor=True)
        axes.grid(True, which="minor", color="white", linewidth=1.5)
        axes.tick_params(which="both", length=0)
    panels[0].set_ylabel("query")
    return figure
