"""Zeros in the right shapes: the bookkeeping that all initializations share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, equal, wrong

from .common import LAYER_ZERO, SHAPE_HINTS, W_SHAPE


def zeros_cases(rng: np.random.Generator) -> Iterable[Case]:
    a, b, c, d, e = (int(n) for n in rng.permutation(np.arange(2, 8))[:5])
    yield call([a, b, c, 1], check=equal(keys="exact"), label="three layers")
    yield call([b, d], check=equal(keys="exact"), label="a single layer")
    yield call([c, a, e, d, b], check=equal(keys="exact"), label="four layers")


WEIGHTS = f"np.zeros({W_SHAPE})"
BIASES = "np.zeros((layers_dims[layer], 1))"

ZEROS = Exercise(
    name="initialize_parameters_zeros",
    cases=zeros_cases,
    hints=SHAPE_HINTS,
    variants=(
        wrong("ones", "The weights are ones. They should be zeros.", (WEIGHTS, WEIGHTS.replace("zeros", "ones"))),
        wrong("biases_one", "The biases are ones. They should be zeros.", (BIASES, BIASES.replace("zeros", "ones"))),
        wrong(
            "small_random",
            "The weights are small random numbers. They should be zeros here, to see what zeros do to training.",
            (WEIGHTS, f"0.01 * np.random.default_rng(3).standard_normal({W_SHAPE})"),
        ),
        wrong(
            "transposed",
            "The weights are transposed. Row i of Wl holds the weights of unit i: shape (n_l, n_{l-1}).",
            (WEIGHTS, "np.zeros((layers_dims[layer - 1], layers_dims[layer]))"),
        ),
        wrong(
            "weights_alone",
            "The biases are missing: each layer has a Wl and a bl.",
            (f'        parameters[f"b{{layer}}"] = {BIASES}\n', ""),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis, shape (n_l,). Make them a column, shape (n_l, 1).",
            (BIASES, "np.zeros(layers_dims[layer])"),
        ),
        wrong(
            "biases_as_row",
            "The biases form a row. Make them a column, shape (n_l, 1).",
            (BIASES, "np.zeros((1, layers_dims[layer]))"),
        ),
        wrong(
            "bias_of_previous_layer",
            "There is one bias per input of the layer. Each unit has one bias: shape (n_l, 1).",
            (BIASES, "np.zeros((layers_dims[layer - 1], 1))"),
        ),
        wrong(
            "one_bias_for_a_layer",
            "There is one bias for the whole layer. Each unit has its own: shape (n_l, 1).",
            (BIASES, "np.zeros((1, 1))"),
        ),
        wrong(
            "square_weights",
            "The weights are square. Each unit has one weight for each unit of the previous layer.",
            (WEIGHTS, "np.zeros((layers_dims[layer], layers_dims[layer]))"),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing: `range(1, n)` stops at n - 1.",
            ("range(1, len(layers_dims))", "range(1, len(layers_dims) - 1)"),
        ),
        wrong(
            "counted_from_zero",
            'The layers are numbered from 0. The first layer has "W1" and "b1"; the inputs are layer 0 and have no '
            "weights.",
            ('f"W{layer}"', 'f"W{layer - 1}"'),
            ('f"b{layer}"', 'f"b{layer - 1}"'),
        ),
        wrong("layer_zero", LAYER_ZERO, ("range(1, len(layers_dims))", "range(len(layers_dims))")),
        wrong(
            "three_layers_written_in",
            "The number of layers is hard-coded. Take it from the length of `layers_dims`.",
            ("range(1, len(layers_dims))", "range(1, 4)"),
        ),
        wrong(
            "list_of_pairs",
            "A list is returned. Return a dictionary with the keys W1, b1, W2, b2 and so on.",
            ("return parameters", "return list(parameters.values())"),
        ),
        wrong(
            "one_key_for_all",
            'The only keys are "W" and "b", so each layer overwrites the one before. Number them: f"W{layer}".',
            ('f"W{layer}"', '"W"'),
            ('f"b{layer}"', '"b"'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("range(1, len(layers_dims))", "range(1, L)")),
    ),
    alternatives=(
        also_right(
            "in_pairs",
            "neighbouring sizes, paired with zip",
            code="""
def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for layer, (n_prev, n) in enumerate(zip(layers_dims, layers_dims[1:]), start=1):
        parameters["W" + str(layer)] = np.zeros([n, n_prev])
        parameters["b" + str(layer)] = np.zeros([n, 1])
    return parameters
""",
        ),
        also_right(
            "weights_first",
            "all weights, then all biases; integers converted to floats",
            code="""
def initialize_parameters_zeros(layers_dims):
    L = len(layers_dims) - 1
    weights = {f"W{layer}": np.full((layers_dims[layer], layers_dims[layer - 1]), 0.0) for layer in range(1, L + 1)}
    return weights | {f"b{layer + 1}": 0.0 * np.ones((n, 1)) for layer, n in enumerate(layers_dims[1:])}
""",
        ),
    ),
)
