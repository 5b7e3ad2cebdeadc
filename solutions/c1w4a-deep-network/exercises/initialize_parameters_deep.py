"""Where a network of any depth starts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Step

from .initialize_parameters import NUMBERS, SHAPES


def initialize_deep_cases(rng: np.random.Generator) -> Iterable[Case]:
    drawn = [int(size) for size in rng.permutation(np.arange(2, 9))]
    yield script(Step("", ([80, 60, 45, 30],)), check=NUMBERS, label="large layers")
    yield script(Step("", (drawn[:5],)), check=SHAPES, label="four layers")
    yield script(Step("", ([*drawn[:2], 1],)), check=SHAPES, label="two layers, one output")
    yield script(Step("", (drawn[:2],)), check=SHAPES, label="a single layer")
    twice = Step("", ([drawn[0] + 4, 9, drawn[1] + 4],))
    yield script(twice, twice, check=Check("independence"), label="two calls")


SIZES = "size, size_before = layer_dims[layer], layer_dims[layer - 1]"
WEIGHTS = "np.random.randn(size, size_before) * 0.01"
BIASES = "np.zeros((size, 1))"
LOOP = "range(1, len(layer_dims))"
NAMES = (('"W" + str(layer)', '"W" + str(layer - 1)'), ('"b" + str(layer)', '"b" + str(layer - 1)'))

INITIALIZE_DEEP = Exercise(
    name="initialize_parameters_deep",
    cases=initialize_deep_cases,
    quantities=("W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4"),
    hints=(
        "A list of five sizes makes four layers: the first size belongs to the inputs. So over which numbers does "
        "the loop run?",
        "Layer l has as many rows as its own size, and as many columns as the size before it in the list.",
        'A key for each layer: `"W" + str(l)`, or `f"W{l}"`.',
    ),
    variants=(
        wrong(
            "last_layer_missing",
            "The last layer is missing: the loop ends one too early. `range(1, n)` stops before n, and there is one "
            "layer less than sizes.",
            (LOOP, "range(1, len(layer_dims) - 1)"),
        ),
        wrong(
            "one_layer_too_many",
            "The loop runs one too far: there is one layer less than sizes, since the first size belongs to the "
            "inputs.",
            (LOOP, "range(1, len(layer_dims) + 1)"),
        ),
        wrong(
            "first_layer_missing",
            "The first layer is missing: the loop begins too late. Layer 1 takes in the inputs.",
            (LOOP, "range(2, len(layer_dims))"),
        ),
        wrong(
            "inputs_as_a_layer",
            "There is a layer 0 here, for the inputs. They have no parameters: the first layer is number 1.",
            (LOOP, "range(0, len(layer_dims))"),
        ),
        wrong(
            "depth_fixed",
            "The number of layers is written into the function. Take it from the length of `layer_dims`.",
            (LOOP, "range(1, 3)"),
        ),
        wrong(
            "counted_from_zero",
            "The layers are counted from 0. They are counted from 1: the first has W1 and b1.",
            *NAMES,
        ),
        wrong(
            "factor_forgotten",
            "The weights are a hundred times too large: multiply them by 0.01.",
            (WEIGHTS, WEIGHTS[:-7]),
        ),
        wrong(
            "factor_by_size",
            "The weights are divided by the root of the size before, as you will do in later notebooks. Here the "
            "factor is 0.01.",
            (WEIGHTS, "np.random.randn(size, size_before) / np.sqrt(size_before)"),
        ),
        wrong(
            "he_factor",
            "This is He's factor, the root of 2 over the size before; it comes in course 2. Here the factor is 0.01.",
            (WEIGHTS, "np.random.randn(size, size_before) * np.sqrt(2 / size_before)"),
        ),
        wrong(
            "uniform",
            "`rand` draws evenly from 0 to 1, so all weights are positive. Meant is the normal distribution around 0: "
            "`randn`.",
            ("randn", "rand"),
        ),
        wrong(
            "zeros",
            "The weights are all 0. Then all units of a layer do the same, get the same gradient, and stay the same.",
            (WEIGHTS, "np.zeros((size, size_before))"),
        ),
        wrong(
            "transposed",
            "The weights lie on their side: a row for each unit of the layer, a column for each unit of the layer "
            "before.",
            (WEIGHTS, "np.random.randn(size_before, size) * 0.01"),
        ),
        wrong(
            "from_the_inputs",
            "Every layer has a column for each input of the network. Only the first takes in the inputs; the others "
            "take in what the layer before gives.",
            ("layer_dims[layer - 1]", "layer_dims[0]"),
        ),
        wrong(
            "square_weights",
            "The weights are square, with the layer's own size both ways. The columns belong to the layer before.",
            (WEIGHTS, "np.random.randn(size, size) * 0.01"),
        ),
        wrong("biases_random", "The biases should start from 0.", (BIASES, "np.random.randn(size, 1) * 0.01")),
        wrong("biases_one", "The biases should start from 0, not 1.", (BIASES, "np.ones((size, 1))")),
        wrong("biases_missing", "The biases are missing.", (f'        parameters["b" + str(layer)] = {BIASES}\n', "")),
        wrong(
            "biases_as_rows",
            "The biases lie in a row. They stand in a column, (n, 1), so that one is added to every example of its "
            "unit.",
            (BIASES, "np.zeros((1, size))"),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have one axis only. As a column they have shape (n, 1): `np.zeros((n, 1))`.",
            (BIASES, "np.zeros(size)"),
        ),
        wrong(
            "biases_of_the_layer_before",
            "There are as many biases as units in the layer before. Each layer has one for each of its own units.",
            (BIASES, "np.zeros((size_before, 1))"),
        ),
        wrong(
            "seed_in_the_loop",
            "The generator is set back in every turn of the loop, so all layers get the same numbers. Set no seed "
            "here.",
            (SIZES, f"np.random.seed(3)\n        {SIZES}"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` stands inside the loop, so only the first layer is made. Move it to the left.",
            ("    return parameters", "        return parameters"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, len(layers_dims))")),
    ),
    accepted=(
        accepted(
            "seed_inside",
            "A seed is set inside, so every call gives the same numbers, and everything drawn later in the notebook is "
            "fixed as well. Set a seed outside, once, where you want a run to be repeatable.",
            ("    parameters = {}", "    np.random.seed(3)\n    parameters = {}"),
        ),
    ),
    alternatives=(
        also_right(
            "by_normal",
            "the spread as an argument",
            (WEIGHTS, "np.random.normal(scale=0.01, size=[size, size_before])"),
        ),
        also_right(
            "pairs",
            "neighbouring sizes in pairs; a generator of its own",
            code="""
def initialize_parameters_deep(layer_dims):
    rng, parameters = np.random.default_rng(), {}
    for l, (before, size) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        parameters[f"W{l}"], parameters[f"b{l}"] = rng.normal(0, 1e-2, (size, before)), np.zeros([size, 1])
    return parameters
""",
        ),
        also_right(
            "from_the_end",
            "the last layer first, and two comprehensions",
            code="""
def initialize_parameters_deep(layer_dims):
    L = len(layer_dims) - 1
    weights = {"W%d" % l: np.random.standard_normal(layer_dims[l - 1 : l + 1]).T / 100 for l in range(L, 0, -1)}
    biases = {"b%d" % l: np.zeros(layer_dims[l]).reshape(-1, 1) for l in range(L, 0, -1)}
    return weights | biases
""",
        ),
    ),
)
