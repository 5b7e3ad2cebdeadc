"""Pictures of recurrent networks: unrolled in time, cells with gates, backward slopes, and what gates do to words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from matplotlib.ticker import MaxNLocator

from helpers.plots.base import BLUE, FAINT, GREEN, INK, INPUT, ORANGE, PARAMETER, PLAIN, RED, STYLE, arrow, box, canvas
from helpers.plots.curves import line_plot
from helpers.plots.reading import with_grid

DASHED = (0, (4, 2))
Place = tuple[float, float]


def unrolled(words: Sequence[str]) -> Figure:
    """The same cell at every step; values go right and up in blue, slopes come back in red."""
    count = len(words)
    figure, axes = canvas(1.75 * count + 1.0, 3.3, 2.0 * count + 1.2, 4.0)
    for t, word in enumerate(words):
        x = 1.9 + 2.0 * t
        box(axes, (x, 2.0), "cell", 0.5, PARAMETER, 12)
        box(axes, (x, 0.7), word, 0.6, INPUT, 11)
        box(axes, (x, 3.3), rf"$\hat y^{{\langle {t + 1}\rangle}}$", 0.4, PLAIN, 12)
        arrow(axes, (x - 0.08, 1.02), (x - 0.08, 1.68))
        arrow(axes, (x - 0.08, 2.32), (x - 0.08, 2.98))
        arrow(axes, (x + 0.12, 2.98), (x + 0.12, 2.32), RED, DASHED)
        arrow(axes, (x + 0.12, 1.68), (x + 0.12, 1.02), RED, DASHED)
        arrow(axes, (x - 1.48, 2.1), (x - 0.54, 2.1))
        arrow(axes, (x - 0.54, 1.9), (x - 1.48, 1.9), RED, DASHED)
        axes.text(x - 1.0, 2.32, rf"$a^{{\langle {t}\rangle}}$", ha="center", color=BLUE, fontsize=12)
    return figure


def gru_and_lstm() -> Figure:
    """Both cells side by side: the memory is the straight line at the top, gates are the round nodes on it."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.2, 4.3), layout="constrained")
        left, right = figure.subplots(1, 2)
    for axes, title in ((left, "GRU: one gate for old and new"), (right, "LSTM: a gate for each")):
        axes.set(xlim=(0, 7), ylim=(0, 5.9), title=title)
        axes.axis("off")
        axes.text(0.05, 4.75, r"$c^{\langle t-1\rangle}$", va="bottom", fontsize=13)
        axes.text(4.85, 4.75, r"$c^{\langle t\rangle}$", va="bottom", fontsize=13)
        arrow(axes, (0.1, 4.6), (1.88, 4.6))
        arrow(axes, (2.32, 4.6), (4.28, 4.6))
        _node(axes, (2.1, 4.6), "×")
        _node(axes, (4.5, 4.6), "+")
        _node(axes, (4.5, 3.4), "×")
        arrow(axes, (4.5, 3.62), (4.5, 4.38))
        box(axes, (5.7, 3.4), r"$\tilde c$: tanh", 0.62, PLAIN, 12)
        arrow(axes, (5.06, 3.4), (4.74, 3.4))
    # The GRU: what the update gate lets in, it removes from the old memory.
    arrow(left, (4.72, 4.6), (6.9, 4.6))
    box(left, (3.3, 2.2), r"$\Gamma_u$: $\sigma$", 0.62, PARAMETER, 12)
    box(left, (5.7, 1.9), r"$\Gamma_r$: $\sigma$", 0.62, PARAMETER, 12)
    arrow(left, (3.5, 2.52), (4.34, 3.22), ORANGE)
    arrow(left, (3.1, 2.52), (2.2, 4.38), ORANGE)
    left.text(2.28, 3.15, r"$1 - \Gamma_u$", ha="right", fontsize=12)
    arrow(left, (5.7, 2.22), (5.7, 3.08), ORANGE)
    left.text(5.78, 2.62, "times old $c$", ha="left", va="center", fontsize=9)
    _inputs(left, r"$[\,c^{\langle t-1\rangle};\ x^{\langle t\rangle}]$", ((3.3, 1.88), (5.7, 1.58), (5.3, 3.06)))
    left.text(6.3, 5.35, r"$a^{\langle t\rangle} = c^{\langle t\rangle}$", ha="center", fontsize=12)
    # The LSTM: three gates, and a state that shows a part of the memory.
    arrow(right, (4.72, 4.6), (6.9, 4.6))
    for x, name in ((2.1, "f"), (3.7, "u")):
        box(right, (x, 2.0), rf"$\Gamma_{name}$: $\sigma$", 0.62, PARAMETER, 12)
    box(right, (6.2, 2.0), r"$\Gamma_o$: $\sigma$", 0.62, PARAMETER, 12)
    arrow(right, (2.1, 2.32), (2.1, 4.36), ORANGE)
    arrow(right, (3.8, 2.32), (4.4, 3.2), ORANGE)
    _node(right, (6.55, 5.35), "×")
    right.plot([5.6, 5.6], [4.6, 5.35], color=BLUE, linewidth=1.7)
    right.text(5.9, 5.45, "tanh", ha="center", va="bottom", fontsize=10)
    arrow(right, (5.6, 5.35), (6.33, 5.35))
    arrow(right, (6.55, 2.32), (6.55, 5.13), ORANGE)
    right.text(6.55, 5.62, r"$a^{\langle t\rangle}$", ha="center", fontsize=12)
    _inputs(
        right,
        r"$[\,a^{\langle t-1\rangle};\ x^{\langle t\rangle}]$",
        ((2.1, 1.68), (3.7, 1.68), (6.2, 1.68), (5.2, 3.06)),
    )
    return figure


def _node(axes: Axes, place: Place, sign: str) -> None:
    axes.add_patch(Circle(place, 0.22, facecolor=PLAIN, edgecolor=INK, zorder=3))
    axes.text(*place, sign, ha="center", va="center", fontsize=13, zorder=4)


def _inputs(axes: Axes, label: str, ends: Sequence[Place]) -> None:
    """The stack below, with arrows to the gates and to the candidate."""
    box(axes, (3.5, 0.55), label, 1.15, INPUT, 12)
    for x, y in ends:
        arrow(axes, (3.5 + 0.35 * (x - 3.5), 0.87), (x, y), FAINT)


def two_directions_and_three_layers() -> Figure:
    """Left: one network reads from the left, one from the right. Right: a layer's states are the next one's inputs."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.2, 3.9), layout="constrained")
        left, right = figure.subplots(1, 2)
    for axes, title in ((left, "both directions"), (right, "three layers")):
        axes.set(xlim=(0, 7.4), ylim=(0, 5.4), title=title)
        axes.axis("off")
        for t in range(3):
            x = 1.6 + 2.2 * t
            box(axes, (x, 0.45), rf"$x^{{\langle {t + 1}\rangle}}$", 0.45, INPUT, 12)
            box(axes, (x, 4.9), rf"$\hat y^{{\langle {t + 1}\rangle}}$", 0.45, PLAIN, 12)
    for t in range(3):
        x = 1.6 + 2.2 * t
        box(left, (x - 0.35, 1.85), "→", 0.3, PARAMETER, 13)
        box(left, (x + 0.35, 3.3), "←", 0.3, "#e3f1ea", 13)
        arrow(left, (x - 0.35, 0.77), (x - 0.35, 1.53))
        arrow(left, (x + 0.35, 0.77), (x + 0.35, 2.98), GREEN)
        arrow(left, (x - 0.35, 2.17), (x - 0.35, 4.58))
        arrow(left, (x + 0.35, 3.62), (x + 0.35, 4.58), GREEN)
        arrow(left, (x - 1.45, 1.85), (x - 0.67, 1.85))
        arrow(left, (x + 1.45, 3.3), (x + 0.67, 3.3), GREEN)
        if t < 2:
            left.plot([x - 0.03, x + 0.8], [1.85, 1.85], color=BLUE, linewidth=1.7)
        for layer in range(3):
            y = 1.5 + 1.15 * layer
            box(right, (x, y), rf"$a^{{[{layer + 1}]\langle {t + 1}\rangle}}$", 0.6, PARAMETER, 11)
            arrow(right, (x, y - (0.73 if layer == 0 else 0.83)), (x, y - 0.32))
            arrow(right, (x - 1.58, y), (x - 0.63, y))
        arrow(right, (x, 4.12), (x, 4.58))
    return figure


def slopes_through_time(norms: Mapping[str, Sequence[float]]) -> Figure:
    """How strongly the last state depends on earlier inputs. `norms`: name -> one number for each step."""
    lines = {name: (np.arange(len(row))[::-1], row) for name, row in norms.items()}
    figure = with_grid(line_plot(lines, "steps back from the last one", "size of the slope"))  # type: ignore[arg-type]
    figure.axes[0].set(yscale="log")
    figure.axes[0].xaxis.set_major_locator(MaxNLocator(integer=True))
    figure.set_size_inches(7.4, 4.0)
    figure.axes[0].legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def over_words(words: Sequence[str], rows: Mapping[str, Sequence[float]]) -> Figure:
    """One panel for each row of numbers, below one another, over the words of a sentence."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(max(6.0, 0.62 * len(words)), 1.35 * len(rows) + 0.7), layout="constrained")
        panels = figure.subplots(len(rows), 1, sharex=True, squeeze=False)[:, 0]
    places = np.arange(len(words))
    for axes, (name, row), colour in zip(panels, rows.items(), (ORANGE, BLUE, GREEN, RED), strict=False):
        axes.bar(places, row, width=0.6, color=colour)
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.set_ylabel(name, rotation=0, ha="right", va="center")
        axes.set(ylim=(min(-0.05, 1.1 * min(row)), max(1.1, 1.1 * max(row))))
    panels[-1].set_xticks(places, words, rotation=35, ha="right")
    return figure


def heat_over_words(words: Sequence[str], tables: Mapping[str, np.ndarray]) -> Figure:
    """Tables of units by steps as fields of colour below one another; numbers from -1 to 1."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(max(6.0, 0.5 * len(words)), 1.9 * len(tables) + 0.8), layout="constrained")
        panels = list(figure.subplots(len(tables), 1, sharex=True, squeeze=False)[:, 0])
    for axes, (name, table) in zip(panels, tables.items(), strict=True):
        picture = axes.imshow(table, cmap="PuOr", vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
        axes.set(title=name, ylabel="unit", yticks=[])
    panels[-1].set_xticks(np.arange(len(words)), words, rotation=45, ha="right")
    figure.colorbar(picture, ax=panels, shrink=0.6)
    return figure
