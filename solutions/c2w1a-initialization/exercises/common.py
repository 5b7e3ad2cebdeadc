"""What the initialization exercises share: shapes, hints, cases and the mistakes common to all random weights."""

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
    "The inputs have weights of their own, W0 and b0, but they are not a layer: start the loop at 1. (With W0, "
    "len(parameters) // 2 counts one layer too many.)"
)

SHAPE_HINTS = (
    "The sizes [4, 3, 1] make two layers. What are the shapes of W1, b1, W2 and b2? Write them down before you write "
    "any code.",
    "Loop over the layers 1, 2, ..., L. Row i of Wl holds the weights of unit i, one for each unit of the previous "
    "layer: shape (layers_dims[layer], layers_dims[layer - 1]).",
    'L is len(layers_dims) - 1, so loop over range(1, len(layers_dims)). In layer 1, f"W{layer}" is the key "W1".',
)


def weight_cases(spread: Callable[[int], float]) -> Callable[[np.random.Generator], Iterable[Case]]:
    """Cases of normal weights whose standard deviation follows from the number of inputs."""
    return lambda rng: _weight_cases(rng, spread)


def _weight_cases(rng: np.random.Generator, spread: Callable[[int], float]) -> Iterable[Case]:
    """
    Each case makes one call: a function that sets its own seed, as the stub does, returns the same in every call and
    is right.

    The arrays of the first case are large enough to reveal a factor of 1.1. With two or three inputs per unit, an
    input too many or too few shows as well. The arrays of the last case are too small to check more than shapes.
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
    """Variants for any random weights. `scaled`: the reference's expression for a layer's W; `factor`: its scale."""
    return (
        wrong(
            "transposed",
            "The weights are transposed. Row i of Wl holds the weights of unit i: shape (n_l, n_{l-1}).",
            (DRAW, "rng.standard_normal((layers_dims[layer - 1], layers_dims[layer]))"),
        ),
        wrong(
            "uniform_from_zero",
            "The weights are uniform between 0 and 1 (`rand`, `random`), so all of them are positive. For normal "
            "numbers use `rng.standard_normal(...)` or `np.random.randn(...)`.",
            (DRAW, f"rng.random({W_SHAPE})"),
        ),
        wrong(
            "uniform",
            "The weights are uniform. Their mean and spread are right, but they should be normal numbers.",
            (DRAW, f"rng.uniform(-(3**0.5), 3**0.5, {W_SHAPE})"),
        ),
        wrong(
            "seed_in_the_loop",
            "The seed is set again for every layer, so all layers start with the same numbers. Set it once, before the "
            "loop.",
            (f"    for layer in {LOOP}:\n", f"    for layer in {LOOP}:\n        rng = np.random.default_rng(3)\n"),
        ),
        wrong(
            "all_units_alike",
            "All units of a layer have the same weights, so they would compute the same and learn the same. Draw each "
            "weight separately.",
            (DRAW, "np.ones((layers_dims[layer], 1)) * rng.standard_normal((1, layers_dims[layer - 1]))"),
        ),
        wrong(
            "constant",
            "Nothing is random: all weights of a layer are equal.",
            (DRAW, f"np.ones({W_SHAPE})"),
        ),
        wrong(
            "random_biases",
            "The biases are random too. They can be zero: the weights already make the units different.",
            (BIASES, scaled.replace(W_SHAPE, "(layers_dims[layer], 1)")),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis, shape (n_l,). Make them a column, shape (n_l, 1).",
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
            'The layers are numbered from 0. The first layer has "W1" and "b1"; the inputs are layer 0.',
            ('f"W{layer}"', 'f"W{layer - 1}"'),
            ('f"b{layer}"', 'f"b{layer - 1}"'),
        ),
        wrong("layer_zero", LAYER_ZERO, (LOOP, "range(len(layers_dims))")),
        wrong(
            "scale_added",
            f"{factor} was added to the numbers, which shifts them without changing their spread. Multiply instead.",
            (scaled, scaled.replace(" * ", " + ")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, L)")),
    )
