"""The look that all pictures share, and how a picture is shown together with a text for readers who cannot see it.

Figures have a light background of their own, so they look the same in JupyterLab's light and dark themes. The colours
are those of Okabe and Ito, which colour-blind people can tell apart; lines also differ in their dashes.
"""

from __future__ import annotations

import base64
import html
import io
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

GROUND, INK, FAINT = "#fbfaf6", "#22262b", "#8a9099"
BLUE, ORANGE, GREEN, PINK, SKY, RED = "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"
INPUT, PARAMETER, PLAIN = "#e8eef4", "#fdf0d2", "#ffffff"  # what boxes are filled with
LINES = ((BLUE, "-"), (RED, "--"), (GREEN, "-."), (PINK, ":"), (ORANGE, (0, (5, 1, 1, 1, 1, 1))), (SKY, (0, (8, 2))))

Place = tuple[float, float]

STYLE: Any = {
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
    """Show a figure in the notebook. `alt` describes it in words, for screen readers."""
    from IPython.display import display

    # `display` takes a bundle of representations: a picture with its text for web pages, the text alone for terminals.
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


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty frame in the common look; its size is in inches."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots()


def canvas(width: float, height: float, across: float, up: float) -> tuple[Figure, Axes]:
    """An empty figure without axes. Its coordinates run to `across` and `up`."""
    figure, axes = new_figure(width, height)
    axes.set(xlim=(0, across), ylim=(0, up))
    axes.axis("off")
    return figure, axes


def box(axes: Axes, place: Place, label: str, half: float, fill: str = PLAIN, size: float = 14) -> None:
    """A rounded box with a label in its middle; `half` is half its width."""
    x, y = place
    look = "round,pad=0.02,rounding_size=0.14"
    axes.add_patch(FancyBboxPatch((x - half, y - 0.3), 2 * half, 0.6, boxstyle=look, facecolor=fill, edgecolor=INK))
    axes.text(x, y, label, ha="center", va="center", fontsize=size)


def arrow(axes: Axes, start: Place, end: Place, colour: str = BLUE, dashes: Any = "-") -> None:
    """An arrow from one place to another: blue for values going forward, red and dashed for derivatives."""
    look = {"arrowstyle": "-|>", "color": colour, "linestyle": dashes, "linewidth": 1.7, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=end, xytext=start, arrowprops=look)
