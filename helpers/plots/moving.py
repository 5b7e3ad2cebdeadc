"""Animations, and the same frames side by side for readers who prefer them still, or on paper."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers.plots.base import STYLE

DPI = 90
ROUNDS = 3  # then it stops: endless motion draws the eye away from the text


def gif(frames: Sequence[Figure], seconds: float = 0.8) -> bytes:
    """The figures one after another as an animated GIF, `seconds` each: three rounds, then it stops."""
    pictures = [_picture(figure).quantize(64) for figure in frames]
    times = [round(1000 * seconds)] * (len(pictures) - 1) + [round(2500 * seconds)]
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=ROUNDS - 1, optimize=True
    )
    return buffer.getvalue()


def show_moving(frames: Sequence[Figure], alt: str, seconds: float = 0.8) -> None:
    """Show figures as a short film in the notebook. `alt` describes in words what happens, for screen readers."""
    from IPython.display import display

    picture = base64.b64encode(gif(frames, seconds)).decode()
    tag = (
        f'<img alt="{html.escape(alt)}" src="data:image/gif;base64,{picture}" '
        f'width="{int(frames[0].get_figwidth() * 100)}" style="max-width: 100%; border-radius: 6px">'
    )
    display({"text/html": tag, "text/plain": f"[Moving picture: {alt}]"}, raw=True)


def strip(frames: Sequence[Figure], columns: int = 3, width: float = 9.6) -> Figure:
    """The same frames next to each other, row by row, as one still picture. All must have the same size."""
    pictures = [np.asarray(_picture(figure)) for figure in frames]
    blank = np.broadcast_to(pictures[0][:1, :1], pictures[0].shape)
    pictures += [blank] * (-len(pictures) % columns)
    rows = [np.hstack(pictures[start : start + columns]) for start in range(0, len(pictures), columns)]
    sheet = np.vstack(rows)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, width * sheet.shape[0] / sheet.shape[1]))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow(sheet, interpolation="antialiased", aspect="auto")
    axes.axis("off")
    return figure


@lru_cache(maxsize=64)  # film and stills show the same frames, and drawing them is the slow part
def _picture(figure: Figure) -> Image.Image:
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
