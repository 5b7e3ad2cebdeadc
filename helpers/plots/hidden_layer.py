"""Pictures of a network with one hidden layer: its activations, and how values and slopes go through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from helpers.plots.base import BLUE, FAINT, INPUT, PARAMETER, RED, STYLE, arrow, box, canvas

BACK = (0, (4, 2))  # how the arrows of the backward pass are dashed


def activation_panels(
    activation: Callable[[np.ndarray, str], np.ndarray],
    derivative: Callable[[np.ndarray, str], np.ndarray],
    kinds: Sequence[str],
) -> Figure:
    """Activation functions, a panel for each `kind`, with their slopes as a dashed line."""
    z = np.linspace(-4, 4, 321)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.6, 2.9), layout="constrained")
        panels = figure.subplots(1, len(kinds), sharex=True)
    for axes, kind in zip(panels, kinds, strict=True):
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.plot(z, activation(z, kind), color=BLUE, label="g(z)")
        axes.plot(z, derivative(z, kind), color=RED, linestyle="--", linewidth=1.7, label="slope g'(z)")
        axes.set(title=kind, xlabel="z", xticks=[-4, -2, 0, 2, 4], ylim=(-1.25, 2.1))
    panels[0].legend(frameon=False, fontsize=9, loc="upper left")
    return figure


def two_layer_graph() -> Figure:
    """The computation graph of a network with one hidden layer: values go to the right, slopes come back."""
    figure, axes = canvas(9.8, 4.0, 14.7, 6.0)
    y = 3.0
    steps = (
        (1.0, "$X$", 0.55, INPUT),
        (4.0, "$Z^{[1]} = W^{[1]}X + b^{[1]}$", 1.55, "#ffffff"),
        (7.2, r"$A^{[1]} = \tanh(Z^{[1]})$", 1.25, "#ffffff"),
        (10.55, "$Z^{[2]} = W^{[2]}A^{[1]} + b^{[2]}$", 1.65, "#ffffff"),
        (13.45, r"$A^{[2]} = \sigma(Z^{[2]})$", 0.95, "#ffffff"),
    )
    for x, label, half, fill in steps:
        box(axes, (x, y), label, half, fill, 11)
    for (left, _, left_half, _), (right, _, right_half, _) in pairwise(steps):
        arrow(axes, (left + left_half + 0.03, y + 0.14), (right - right_half - 0.05, y + 0.14), BLUE)
        if left > 2:
            arrow(axes, (right - right_half - 0.03, y - 0.14), (left + left_half + 0.05, y - 0.14), RED, BACK)
    box(axes, (13.45, 4.75), r"$J = $ mean of $\mathcal{L}$", 1.05, "#ffffff", 11)
    arrow(axes, (13.3, y + 0.34), (13.3, 4.42), BLUE)
    arrow(axes, (13.6, 4.42), (13.6, y + 0.36), RED, BACK)
    for x, layer in ((4.0, 1), (10.55, 2)):
        box(axes, (x - 0.6, 4.75), f"$W^{{[{layer}]}}$", 0.45, PARAMETER, 11)
        box(axes, (x + 0.6, 4.75), f"$b^{{[{layer}]}}$", 0.45, PARAMETER, 11)
        for shift in (-0.6, 0.6):
            arrow(axes, (x + shift - 0.1, 4.42), (x + shift - 0.1, y + 0.36), BLUE)
            arrow(axes, (x + shift + 0.1, y + 0.36), (x + shift + 0.1, 4.42), RED, BACK)
    back = (
        (12.6, 2.0, "$dZ^{[2]} = A^{[2]} - Y$"),
        (8.7, 2.0, r"$dA^{[1]} = W^{[2]T} dZ^{[2]}$"),
        (4.6, 2.0, r"$dZ^{[1]} = dA^{[1]} * (1 - A^{[1]} * A^{[1]})$"),
        (10.55, 5.55, r"$dW^{[2]} = \frac{1}{m}\,dZ^{[2]} A^{[1]T}$,   $db^{[2]}$: mean of $dZ^{[2]}$"),
        (4.0, 5.55, r"$dW^{[1]} = \frac{1}{m}\,dZ^{[1]} X^{T}$,   $db^{[1]}$: mean of $dZ^{[1]}$"),
    )
    for x, height, label in back:
        axes.text(x, height, label, color=RED, ha="center", va="center", fontsize=11)
    axes.text(7.3, 1.2, "forward: values  →", color=BLUE, ha="right")
    axes.text(7.6, 1.2, "←  backward: slopes of the cost", color=RED, ha="left")
    axes.set(ylim=(0.9, 6.0))
    return figure
