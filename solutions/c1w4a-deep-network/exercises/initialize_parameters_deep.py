"""The initial parameters of a network of any depth."""

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
    yield script(Step("", ([*drawn[:6], *drawn[:6], 1],)), check=SHAPES, label="12 layers")
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
        "A list of five sizes describes four layers, because the first size is the number of inputs. So which "
        "numbers should the loop run over?",
        "Layer l has as many rows as its own size, and as many columns as the size before it in the list.",
        'Make a key for each layer: `"W" + str(l)`, or `f"W{l}"`.',
    ),
    variants=(
        wrong(
            "last_layer_missing",
            "The last layer is missing because the loop ends one too early. `range(1, n)` stops before n, and "
            "there is one layer fewer than there are sizes.",
            (LOOP, "range(1, len(layer_dims) - 1)"),
        ),
        wrong(
            "one_layer_too_many",
            "The loop runs one too far. There is one layer fewer than there are sizes, since the first size is "
            "the number of inputs.",
            (LOOP, "range(1, len(layer_dims) + 1)"),
        ),
        wrong(
            "first_layer_missing",
            "The first layer is missing because the loop starts too late. Layer 1 takes the inputs.",
            (LOOP, "range(2, len(layer_dims))"),
        ),
        wrong(
            "inputs_as_a_layer",
            "You made a layer 0 for the inputs. The inputs have no parameters: the first layer is number 1.",
            (LOOP, "range(0, len(layer_dims))"),
        ),
        wrong(
            "depth_fixed",
            "The number of layers is a fixed number in your code. Take it from the length of `layer_dims`.",
            (LOOP, "range(1, 3)"),
        ),
        wrong(
            "counted_from_zero",
            "Your layers are numbered from 0. Number them from 1: the first has W1 and b1.",
            *NAMES,
        ),
        wrong(
            "factor_forgotten",
            "The weights are a hundred times too large: multiply them by 0.01.",
            (WEIGHTS, WEIGHTS[:-7]),
        ),
        wrong(
            "factor_by_size",
            "The weights are divided by the square root of the previous size, as in later notebooks. Here the "
            "factor is 0.01.",
            (WEIGHTS, "np.random.randn(size, size_before) / np.sqrt(size_before)"),
        ),
        wrong(
            "he_factor",
            "This is the factor of He initialization, the square root of 2 over the previous size, which comes "
            "in course 2. Here the factor is 0.01.",
            (WEIGHTS, "np.random.randn(size, size_before) * np.sqrt(2 / size_before)"),
        ),
        wrong(
            "uniform",
            "`rand` draws uniformly from 0 to 1, so all weights are positive. Use `randn`, the normal "
            "distribution around 0.",
            ("randn", "rand"),
        ),
        wrong(
            "zeros",
            "The weights are all 0. Then all units of a layer compute the same thing, get the same gradient, and "
            "stay the same.",
            (WEIGHTS, "np.zeros((size, size_before))"),
        ),
        wrong(
            "transposed",
            "The weights are transposed. They need a row for each unit of the layer and a column for each unit "
            "of the previous layer.",
            (WEIGHTS, "np.random.randn(size_before, size) * 0.01"),
        ),
        wrong(
            "from_the_inputs",
            "Every layer has a column for each input of the network. Only the first layer takes the inputs; the "
            "others take the output of the previous layer.",
            ("layer_dims[layer - 1]", "layer_dims[0]"),
        ),
        wrong(
            "square_weights",
            "The weights are square: both sizes are the layer's own. The number of columns is the size of the "
            "previous layer.",
            (WEIGHTS, "np.random.randn(size, size) * 0.01"),
        ),
        wrong("biases_random", "The biases should start at 0.", (BIASES, "np.random.randn(size, 1) * 0.01")),
        wrong("biases_one", "The biases should start at 0, not 1.", (BIASES, "np.ones((size, 1))")),
        wrong("biases_missing", "The biases are missing.", (f'        parameters["b" + str(layer)] = {BIASES}\n', "")),
        wrong(
            "biases_as_rows",
            "The biases form a row. They should form a column, (n, 1): one bias for each unit.",
            (BIASES, "np.zeros((1, size))"),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis. They should form a column: `np.zeros((n, 1))`.",
            (BIASES, "np.zeros(size)"),
        ),
        wrong(
            "biases_of_the_layer_before",
            "There are as many biases as units in the previous layer. Each layer has one bias for each of its "
            "own units.",
            (BIASES, "np.zeros((size_before, 1))"),
        ),
        wrong(
            "seed_in_the_loop",
            "The generator is reset in every iteration of the loop, so all layers start from the same numbers. "
            "Do not set a seed here.",
            (SIZES, f"np.random.seed(3)\n        {SIZES}"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside the loop, so only the first layer is made. Indent it less.",
            ("    return parameters", "        return parameters"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, len(layers_dims))")),
    ),
    accepted=(
        accepted(
            "seed_inside",
            "You set a seed inside the function, so every call gives the same numbers, and so does everything "
            "drawn later in the notebook. Set a seed once, outside, where you want a run to be repeatable.",
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
