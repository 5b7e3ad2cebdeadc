"""The initial parameters of a network with one hidden layer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Step

# Judged by the distribution of the numbers, never by one particular stream. Small arrays test only the shapes.
# Surplus keys are a mistake: other functions take half the number of entries for the number of layers.
LAW = {f"W{layer}": ("normal", 0.0, 0.01) for layer in range(1, 5)}
NUMBERS = Check("distribution", {"keys": "exact", "law": LAW})
SHAPES = Check("distribution", {"keys": "exact", "statistics": ()})


def initialize_cases(rng: np.random.Generator) -> Iterable[Case]:
    n_x, n_h, n_y = (int(size) for size in rng.permutation(np.arange(3, 8))[:3])
    yield script(Step("", (90, 60, 40)), check=NUMBERS, label="a large network")
    yield script(Step("", (n_x, n_h, n_y)), check=SHAPES, label="three sizes that differ")
    yield script(Step("", (n_h + 5, n_x, 1)), check=SHAPES, label="one output")
    twice = Step("", (n_y, n_x + 5, n_h))
    yield script(twice, twice, check=Check("independence"), label="two calls")


W1, W2 = "np.random.randn(n_h, n_x) * 0.01", "np.random.randn(n_y, n_h) * 0.01"
b1, b2 = "np.zeros((n_h, 1))", "np.zeros((n_y, 1))"
RETURN = '{"W1": W1, "b1": b1, "W2": W2, "b2": b2}'

INITIALIZE = Exercise(
    name="initialize_parameters",
    cases=initialize_cases,
    quantities=("W1", "b1", "W2", "b2"),
    hints=(
        "Four arrays in a dictionary. Read their shapes from the table in section 1: a row for each unit of the "
        "layer, a column for each of its inputs.",
        "NumPy draws from the normal distribution with mean 0 and standard deviation 1. How do you get a "
        "standard deviation of 0.01?",
        "`np.random.randn` takes the two sizes as two arguments; `np.zeros` takes them as one tuple.",
    ),
    variants=(
        wrong(
            "factor_forgotten",
            "The weights are a hundred times too large: multiply them by 0.01.",
            (W1, W1[:-7]),
            (W2, W2[:-7]),
        ),
        wrong(
            "factor_0_1",
            "The weights are ten times too large: the standard deviation should be 0.01, not 0.1. (With 0.1, the "
            "variance is 0.01.)",
            (W1, W1.replace("0.01", "0.1")),
            (W2, W2.replace("0.01", "0.1")),
        ),
        wrong(
            "uniform",
            "`rand` draws uniformly from 0 to 1, so all weights are positive. Use `randn`, the normal "
            "distribution around 0.",
            (W1, W1.replace("randn", "rand")),
            (W2, W2.replace("randn", "rand")),
        ),
        wrong(
            "zeros",
            "The weights are all 0. Then all hidden units compute the same thing, get the same gradient, and "
            "stay the same: only random weights make them differ.",
            (W1, "np.zeros((n_h, n_x))"),
            (W2, "np.zeros((n_y, n_h))"),
        ),
        wrong(
            "transposed",
            "The weights are transposed. They need a row for each unit of the layer and a column for each of its "
            "inputs.",
            (W1, W1.replace("n_h, n_x", "n_x, n_h")),
            (W2, W2.replace("n_y, n_h", "n_h, n_y")),
        ),
        wrong(
            "second_layer_from_the_inputs",
            "W2 has a column for each input of the network. The inputs of the second layer are the outputs of "
            "the hidden layer.",
            (W2, W2.replace("n_h", "n_x")),
        ),
        wrong(
            "biases_random",
            "The biases should start at 0.",
            (b1, W1.replace("n_x", "1")),
            (b2, W2.replace("n_h", "1")),
        ),
        wrong(
            "biases_one",
            "The biases should start at 0, not 1.",
            (b1, b1.replace("zeros", "ones")),
            (b2, b2.replace("zeros", "ones")),
        ),
        wrong(
            "biases_as_rows",
            "The biases form a row. They should form a column, (n, 1): one bias for each unit.",
            (b1, "np.zeros((1, n_h))"),
            (b2, "np.zeros((1, n_y))"),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis. They should form a column: `np.zeros((n, 1))`.",
            (b1, "np.zeros(n_h)"),
            (b2, "np.zeros(n_y)"),
        ),
        wrong(
            "biases_as_numbers",
            "There is one bias for each unit, not one for the whole layer.",
            (b1, "0.0"),
            (b2, "0.0"),
        ),
        wrong(
            "last_biases_for_hidden_units",
            "b2 has an entry for each hidden unit. It should have one for each unit of the last layer.",
            (b2, b1),
        ),
        wrong(
            "seed_before_each_draw",
            "The generator is reset before the second layer, so both layers get the same numbers. Do not set a "
            "seed here.",
            ("    W1 = ", "    np.random.seed(1)\n    W1 = "),
            ("    W2 = ", "    np.random.seed(1)\n    W2 = "),
        ),
        wrong(
            "keys_in_small_letters",
            'The keys of the weights are "W1" and "W2", with a capital letter.',
            (RETURN, RETURN.replace('"W', '"w')),
        ),
        wrong(
            "as_tuple",
            'Return the four arrays in a dictionary with the keys "W1", "b1", "W2" and "b2".',
            (RETURN, "W1, b1, W2, b2"),
        ),
        wrong(
            "layers_exchanged",
            'The layers are stored under each other\'s keys: "W1" is for the hidden layer, "W2" for the last.',
            (RETURN, '{"W1": W2, "b1": b2, "W2": W1, "b2": b1}'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (W1, W1.replace("n_x", "X.shape[0]"))),
    ),
    accepted=(
        accepted(
            "seed_inside",
            "You set a seed inside the function, so every call gives the same numbers, and so does everything "
            "drawn later in the notebook. Set a seed once, outside, where you want a run to be repeatable.",
            ("    W1 = ", "    np.random.seed(1)\n    W1 = "),
        ),
    ),
    alternatives=(
        also_right(
            "by_normal",
            "the spread as an argument; a different name for the biases",
            (W1, "np.random.normal(0, 0.01, size=(n_h, n_x))"),
            (W2, "np.random.normal(scale=0.01, size=(n_y, n_h))"),
            (b1, "np.full([n_h, 1], 0.0)"),
        ),
        also_right(
            "generator_and_loop",
            "a generator of its own; the layers in a loop",
            code="""
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    parameters, before = {}, n_x
    for number, size in enumerate((n_h, n_y), start=1):
        parameters["b%d" % number] = np.zeros((size, 1))
        parameters["W%d" % number] = rng.standard_normal((size, before)) / 100
        before = size
    return parameters
""",
        ),
        also_right(
            "other_order",
            "the last layer drawn first",
            code="""
def initialize_parameters(n_x, n_h, n_y):
    W2 = 0.01 * np.random.standard_normal((n_y, n_h))
    W1 = 0.01 * np.random.standard_normal((n_h, n_x))
    return dict(W1=W1, b1=W1[:, :1] * 0, W2=W2, b2=np.zeros((n_y, 1)))
""",
        ),
    ),
)
