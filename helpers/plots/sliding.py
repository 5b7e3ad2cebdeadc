"""Pictures of filters: how one slides over a picture, its effect on a photograph, how volumes go through a layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from helpers.plots.base import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    INPUT,
    LINES,
    ORANGE,
    PARAMETER,
    PINK,
    PLAIN,
    RED,
    SKY,
    STYLE,
    canvas,
    new_figure,
)
from helpers.plots.reading import row_of_panels

CORNERS = (SKY, ORANGE, GREEN, PINK)


def table(
    axes: Axes,
    corner: tuple[float, float],
    numbers: np.ndarray,
    fill: str | np.ndarray = PLAIN,
    size: float = 11,
    shown: np.ndarray | None = None,
) -> None:
    """Numbers in squares of side 1, the upper left corner at `corner`.

    fill   one colour, or an array of colours in the shape of the table
    shown  which numbers are written; the others stay blank
    """
    left, top = corner
    for (i, j), number in np.ndenumerate(numbers):
        colour = fill if isinstance(fill, str) else str(fill[i, j])
        place = (left + j, top - 1 - i)
        axes.add_patch(Rectangle(place, 1, 1, facecolor=colour, edgecolor=FAINT, linewidth=0.8))
        if shown is None or shown[i, j]:
            axes.text(
                place[0] + 0.5, place[1] + 0.5, f"{number:g}".replace("-", "−"), ha="center", va="center",
                fontsize=size, color=INK,
            )  # fmt: skip


def correlation(image: np.ndarray, kernel: np.ndarray, result: np.ndarray, grey: bool = True) -> Figure:
    """A picture, a filter, and the result, as tables of numbers; a picture in grey is also shaded like its numbers."""
    rows, columns = image.shape
    f, wide = kernel.shape[0], result.shape[1]
    across = columns + f + wide + 3.4
    figure, axes = canvas(9.4, 9.4 * (rows + 1.2) / across, across, rows + 1.2)
    span = float(np.ptp(image)) or 1.0
    shades = np.array([[_grey((x - image.min()) / span) for x in row] for row in image])
    table(axes, (0.1, rows + 0.1), image, shades if grey else INPUT)
    signs = np.array([[_signed(x, np.abs(result).max()) for x in row] for row in result])
    middle = rows / 2 + 0.1
    left = columns + 0.1
    for text, numbers, fill in (("∗", kernel, PARAMETER), ("=", result, signs)):
        axes.text(left + 0.8, middle, text, ha="center", va="center", fontsize=18)
        left += 1.6
        table(axes, (left, middle + len(numbers) / 2), numbers, fill)
        left += numbers.shape[1]
    for at, name in ((columns / 2, "picture"), (columns + 1.7 + f / 2, "filter"), (left - wide / 2, "result")):
        axes.text(at, rows + 0.65, name, ha="center", va="center", fontsize=11)
    return figure


def _grey(share: float) -> str:
    level = round(150 + 105 * share)  # light enough for dark numbers on it
    return f"#{level:02x}{level:02x}{level:02x}"


def _signed(value: float, limit: float) -> str:
    """Orange for positive, blue for negative, paler towards 0."""
    return _pale(ORANGE if value > 0 else SKY, 0.75 * abs(value) / (limit or 1.0))


def _pale(colour: str, share: float) -> str:
    """A colour mixed with white: pure at a share of 1, white at 0."""
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(colour))
    return mpl.colors.to_hex((red, green, blue))


def sliding(image: np.ndarray, result: np.ndarray, f: int, pad: int, stride: int) -> list[Figure]:
    """One figure for each position of a filter: the window on the padded picture, and the result so far."""
    padded = np.pad(image, pad)
    framed = np.pad(np.ones_like(image), pad) == 1
    rows, columns = padded.shape
    down, wide = result.shape
    room = columns - f + 1  # what stride 1 would need, so that all frames of a film have the same size
    frames = []
    for number, (h, w) in enumerate(np.ndindex(down, wide), start=1):
        across = columns + room + 2.2
        figure, axes = canvas(6.4, 6.4 * (rows + 1.3) / across, across, rows + 1.3)
        figure.set_layout_engine("none")  # which takes half the time, and there are many frames
        axes.set_position((0.01, 0.01, 0.98, 0.98))
        fill = np.where(framed, INPUT, PLAIN).astype(object)
        top, left = h * stride, w * stride
        fill[top : top + f, left : left + f] = PARAMETER
        table(axes, (0.1, rows + 0.1), padded, fill, size=17)
        edge = (left + 0.1, rows + 0.1 - top - f)
        axes.add_patch(Rectangle(edge, f, f, fill=False, edgecolor=RED, linewidth=3))
        done = np.arange(down * wide).reshape(down, wide) < number
        colours = np.where(done, INPUT, PLAIN).astype(object)
        colours[h, w] = PARAMETER
        start = (columns + 2.0, rows / 2 + down / 2 + 0.1)
        table(axes, start, result, colours, size=17, shown=done)
        axes.add_patch(Rectangle((start[0] + w, start[1] - h - 1), 1, 1, fill=False, edgecolor=RED, linewidth=3))
        axes.text(columns + 1.05, rows / 2 + 0.1, "→", ha="center", va="center", fontsize=18)
        says = f"stride {stride}: row {top}, column {left} gives {result[h, w]:g}".replace("-", "−")
        axes.text(across / 2, rows + 0.75, says, ha="center", va="center", fontsize=16)
        frames.append(figure)
    return frames


def counts(tables: Mapping[str, np.ndarray]) -> Figure:
    """Tables of counts side by side, darker for larger counts."""
    widest = max(numbers.shape[1] for numbers in tables.values())
    highest = max(numbers.shape[0] for numbers in tables.values())
    across, up = len(tables) * (widest + 1.0), highest + 1.2
    figure, axes = canvas(min(9.4, 0.5 * across), min(9.4, 0.5 * across) * up / across, across, up)
    for place, (title, numbers) in enumerate(tables.items()):
        most = numbers.max() or 1
        fill = np.array([[_pale(SKY, 0.8 * number / most) for number in row] for row in numbers])
        left = place * (widest + 1.0) + 0.5 + (widest - numbers.shape[1]) / 2
        table(axes, (left, highest / 2 + numbers.shape[0] / 2 + 0.1), numbers, fill)
        axes.text(left + numbers.shape[1] / 2, highest + 0.7, title, ha="center", va="center", fontsize=11)
    return figure


def filtered(picture: np.ndarray, results: Mapping[str, np.ndarray]) -> Figure:
    """A photograph and the results of filters: grey is 0, white positive, black negative; each on its own scale."""
    columns = 3
    rows = -(-(len(results) + 1) // columns)
    high, wide = picture.shape
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 9.6 / columns * rows * (high / wide + 0.1)), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    grid[0].imshow(picture, cmap="gray", vmin=0, vmax=1)
    grid[0].set_title("photograph")
    for axes, (name, result) in zip(grid[1:], results.items(), strict=False):
        limit = float(np.quantile(np.abs(result), 0.99)) or 1.0
        axes.imshow(result, cmap="gray", vmin=-limit, vmax=limit)
        axes.set_title(name)
    return figure


def volumes(side: int = 6, channels: int = 3, f: int = 3, filters: int = 2) -> Figure:
    """A volume goes through a layer: each filter is as deep as the volume and makes one channel of the result."""
    n = side - f + 1
    figure, axes = canvas(9.4, 4.1, 20.0, 8.7)
    _block(axes, (0.5, 2.0), side * 0.62, channels, (INPUT,) * channels)
    axes.text(3.0, 1.0, f"{side} × {side} × {channels}", ha="center", fontsize=12)
    axes.text(6.9, 4.3, "∗", ha="center", va="center", fontsize=22)
    colours = CORNERS[:filters]
    for k, colour in enumerate(colours):
        low = 5.2 - 3.6 * k
        _block(axes, (8.0, low), f * 0.62, channels, (colour,) * channels)
        axes.text(9.7, low - 0.55, f"filter {k + 1}: {f} × {f} × {channels}", ha="center", fontsize=11)
        axes.text(12.3, low + 1.2, "→", ha="center", va="center", fontsize=20)
        _block(axes, (13.3, low), n * 0.5, 1, (colour,))
        axes.text(14.6, low - 0.55, f"{n} × {n}", ha="center", fontsize=11)
    axes.text(16.3, 4.3, "=", ha="center", va="center", fontsize=22)
    _block(axes, (17.0, 3.2), n * 0.5, filters, colours)
    axes.text(18.3, 2.2, f"{n} × {n} × {filters}", ha="center", fontsize=12)
    return figure


def _block(axes: Axes, corner: tuple[float, float], side: float, depth: int, colours: Sequence[str]) -> None:
    """`depth` sheets behind each other, the first one in front."""
    shift = 0.38
    for sheet in reversed(range(depth)):
        x, y = corner[0] + sheet * shift, corner[1] + sheet * shift
        square = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
        axes.add_patch(Polygon(square, facecolor=colours[sheet], edgecolor=INK, linewidth=1.1))


def pooled(image: np.ndarray, results: Mapping[str, np.ndarray], f: int) -> Figure:
    """Windows that do not overlap, each in its own colour, and the result of pooling."""
    rows, columns = image.shape
    high, wide = rows // f, columns // f
    across = columns + len(results) * (wide + 2.2) + 0.4
    figure, axes = canvas(7.6, 7.6 * (rows + 1.2) / across, across, rows + 1.2)
    pale = [_pale(colour, 0.45) for colour in CORNERS]
    colours = np.array([[pale[(i * wide + j) % len(pale)] for j in range(wide)] for i in range(high)])
    table(axes, (0.1, rows + 0.1), image, colours.repeat(f, axis=0).repeat(f, axis=1), size=13)
    left = columns + 0.1
    for number, (name, result) in enumerate(results.items()):
        axes.text(left + 1.1, rows / 2 + 0.1, "or" if number else "→", ha="center", va="center", fontsize=16)
        left += 2.2
        table(axes, (left, rows / 2 + high / 2 + 0.1), result, colours, size=13)
        axes.text(left + wide / 2, rows / 2 + high / 2 + 0.5, name, ha="center", va="center", fontsize=12)
        left += wide
    return figure


def under_cells(rows: int, columns: int, f: int, stride: int) -> Figure:
    """For each cell of a filter, the pixels below it at some position: a grid with the stride's step."""
    figure, panels = row_of_panels(f * f, 9.6, 2.6)
    down, across = (rows - f) // stride + 1, (columns - f) // stride + 1
    for axes, (i, j), colour in zip(panels, np.ndindex(f, f), CORNERS * f, strict=False):
        axes.set(xlim=(-0.05, columns + 0.05), ylim=(-0.05, rows + 0.05), title=f"cell ({i}, {j})")
        axes.set_aspect("equal")
        axes.axis("off")
        picked = np.zeros((rows, columns), bool)
        picked[i : i + stride * down : stride, j : j + stride * across : stride] = True
        for (r, c), taken in np.ndenumerate(picked):
            fill = colour if taken else PLAIN
            axes.add_patch(Rectangle((c, rows - 1 - r), 1, 1, facecolor=fill, edgecolor=FAINT, linewidth=0.8))
        for h, w in np.ndindex(down, across):
            place = (w * stride, rows - h * stride - f)
            axes.add_patch(Rectangle(place, f, f, fill=False, edgecolor=INK, linewidth=1.0))
    return figure


def speed_bars(seconds: Mapping[str, float]) -> Figure:
    """Times as bars on a logarithmic axis, with their values."""
    figure, axes = new_figure(7.6, 0.55 * len(seconds) + 1.0)
    names = list(seconds)[::-1]
    low = min(seconds.values()) / 4
    bars = axes.barh(names, [seconds[name] for name in names], color=BLUE)
    axes.set(xscale="log", xlim=(low, 12 * max(seconds.values())), xlabel="seconds (logarithmic scale)")
    axes.bar_label(bars, [f" {_time(seconds[name])}" for name in names])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#d9dce1", linewidth=0.7)
    axes.set_axisbelow(True)
    return figure


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.2f} ms"


def learned(kernels: Mapping[str, np.ndarray], costs: Sequence[float]) -> Figure:
    """The cost during training, and the filter at some steps, as tables of numbers."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 2.9), layout="constrained")
        panels = list(figure.subplots(1, 1 + len(kernels), width_ratios=[1.7, *[1.0] * len(kernels)]))
    colour, dashes = LINES[0]
    panels[0].plot(np.maximum(costs, 1e-16), color=colour, linestyle=dashes)  # anything below is rounding
    panels[0].set(yscale="log", xlabel="step", ylabel="cost")
    limit = max(float(np.abs(kernel).max()) for kernel in kernels.values())
    for axes, (name, kernel) in zip(panels[1:], kernels.items(), strict=True):
        side = kernel.shape[0]
        axes.set(xlim=(-0.05, side + 0.05), ylim=(-0.05, side + 0.05), title=name)
        axes.set_aspect("equal")
        axes.axis("off")
        fill = np.array([[_signed(x, limit) for x in row] for row in kernel])
        table(axes, (0, side), np.round(kernel, 2) + 0.0, fill, size=10)
    return figure
