"""What the exercises on first weights share: the shapes, their hints, and what goes wrong with any random weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Variant, script, wrong
from autograder.script import Step

W_SHAPE = "(layers_dims[layer], layers_dims[layer - 1])"
DRAW = f"rng.standard_normal({W_SHAPE})"
BIASES = "np.zeros((layers_dims[layer], 1))"
LOOP = "range(1, len(layers_dims))"
LAYER_ZERO = (
    "The inputs were given weights of their own, W0 and b0. They are no layer: the loop begins with 1. (A network with "
    "one layer too many would be read from this: len(parameters) // 2.)"
)

SHAPE_HINTS = (
    "With sizes [4, 3, 1] there are two layers. Which shapes do W1, b1, W2 and b2 have? Write them down before you "
    "write code.",
    "Go through the layers 1, 2, ..., L in a loop. Row i of Wl holds the weights of unit i, one for each unit of the "
    "layer before: shape (layers_dims[layer], layers_dims[layer - 1]).",
    "L is len(layers_dims) - 1, so the loop runs over range(1, len(layers_dims)). In layer 1 "
    'f"W{layer}" makes the key "W1".',
)


def weight_cases(spread: Callable[[int], float]) -> Callable[[np.random.Generator], Iterable[Case]]:
    """Cases of normal weights whose standard deviation follows from the number of inputs."""
    return lambda rng: _weight_cases(rng, spread)


def _weight_cases(rng: np.random.Generator, spread: Callable[[int], float]) -> Iterable[Case]:
    """
    One call for each case: whoever sets a seed inside, as the stub does, draws the same in every call, and is right.

    The arrays of the first case are so large that a factor of 1.1 shows. Where a unit has two or three inputs, one
    input more or less shows as well. The arrays of the last case are too small for anything but their shapes.
    """

    def drawn(sizes: list[int], label: str) -> Case:
        law = {f"W{layer}": ("normal", 0.0, float(spread(n))) for layer, n in enumerate(sizes[:-1], start=1)}
        return script(Step("", (sizes,)), check=Check("distribution", {"keys": "exact", "law": law}), label=label)

    sizes = [int(rng.integers(low, high)) for low, high in ((55, 65), (140, 160), (75, 85), (15, 25))]
    yield drawn(sizes, "large layers")
    yield drawn([int(rng.integers(2, 4)), int(rng.integers(3000, 3400))], "few inputs, many units")
    few = [int(n) for n in rng.permutation(np.arange(14, 24))[:4]]
    yield script(Step("", (few,)), check=Check("independence"), label="no number used twice")
    a, b, c = (int(n) for n in rng.permutation(np.arange(2, 6))[:3])
    form = Check("distribution", {"statistics": ("zeros",), "keys": "exact"})
    yield script(Step("", ([a, b, c],)), check=form, label="two small layers")


def weight_mistakes(scaled: str, factor: str) -> tuple[Variant, ...]:
    """Wrong variants of any random weights. `scaled`: the reference's expression for a layer's W; factor: its scale."""
    return (
        wrong(
            "transposed",
            "The weights lie on their side. Row i of Wl holds the weights of unit i: shape (n_l, n_{l-1}).",
            (DRAW, "rng.standard_normal((layers_dims[layer - 1], layers_dims[layer]))"),
        ),
        wrong(
            "uniform_from_zero",
            "The numbers are drawn evenly from 0 to 1 (`rand`, `random`): all of them are positive. Normal numbers are "
            "`rng.standard_normal(...)` or `np.random.randn(...)`.",
            (DRAW, f"rng.random({W_SHAPE})"),
        ),
        wrong(
            "uniform",
            "The numbers are drawn evenly from an interval. They have the right mean and spread, but normal numbers "
            "were asked for.",
            (DRAW, f"rng.uniform(-(3**0.5), 3**0.5, {W_SHAPE})"),
        ),
        wrong(
            "seed_in_the_loop",
            "The seed is set anew for every layer, so all layers start with the same numbers. Set it once, before the "
            "loop.",
            (f"    for layer in {LOOP}:\n", f"    for layer in {LOOP}:\n        rng = np.random.default_rng(3)\n"),
        ),
        wrong(
            "all_units_alike",
            "All units of a layer have the same weights. They would compute the same and learn the same: draw each "
            "weight by itself.",
            (DRAW, "np.ones((layers_dims[layer], 1)) * rng.standard_normal((1, layers_dims[layer - 1]))"),
        ),
        wrong(
            "constant",
            "Nothing is random: all weights of a layer are one number.",
            (DRAW, f"np.ones({W_SHAPE})"),
        ),
        wrong(
            "random_biases",
            "The biases are random too. Zeros are enough: the weights already make the units different.",
            (BIASES, scaled.replace(W_SHAPE, "(layers_dims[layer], 1)")),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have one axis only, shape (n_l,). They should stand in a column, shape (n_l, 1).",
            (BIASES, "np.zeros(layers_dims[layer])"),
        ),
        wrong(
            "weights_alone",
            "The biases are missing: each layer has a Wl and a bl.",
            (f'        parameters[f"b{{layer}}"] = {BIASES}\n', ""),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing: `range(1, n)` stops at n - 1.",
            (LOOP, "range(1, len(layers_dims) - 1)"),
        ),
        wrong(
            "counted_from_zero",
            'The layers are numbered from 0. The first one has "W1" and "b1"; the inputs are layer 0.',
            ('f"W{layer}"', 'f"W{layer - 1}"'),
            ('f"b{layer}"', 'f"b{layer - 1}"'),
        ),
        wrong("layer_zero", LAYER_ZERO, (LOOP, "range(len(layers_dims))")),
        wrong(
            "scale_added",
            f"{factor} was added to the numbers: that moves them and does not stretch them. Multiply.",
            (scaled, scaled.replace(" * ", " + ")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, L)")),
    )
