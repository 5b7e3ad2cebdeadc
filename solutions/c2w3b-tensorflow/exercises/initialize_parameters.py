"""Initial weights as variables: random, so judged by their types, shapes, spread and independence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from autograder.exercise import (
    UNKNOWN_NAME,
    Accepted,
    Case,
    Check,
    Exercise,
    accepted,
    also_right,
    close,
    script,
    wrong,
)
from autograder.script import Step


def cases(rng: np.random.Generator) -> Iterable[Case]:
    """Each case makes one call: a function that sets its own seed returns the same in every call and is right."""
    a, b, c, d = (int(n) for n in rng.permutation(np.arange(2, 8))[:4])
    ask = Step("form", on="parameters", action="ask")
    yield script(Step("", ((a, b, c, d),), keep="parameters"), ask, check=close(keys="exact"), label="their types")

    def drawn(sizes: list[int], label: str) -> Case:
        spreads = [(2 / sum(pair)) ** 0.5 for pair in itertools.pairwise(sizes)]
        law = {f"W{layer}": ("truncated_normal", 0.0, spread) for layer, spread in enumerate(spreads, start=1)}
        return script(Step("", (sizes,)), check=Check("distribution", {"keys": "exact", "law": law}), label=label)

    sizes = [int(rng.integers(low, high)) for low, high in ((140, 160), (75, 85), (55, 65), (15, 25))]
    yield drawn(sizes, "large layers")
    yield drawn([int(rng.integers(2, 4)), int(rng.integers(3000, 3400))], "one layer of many units")
    few = [int(n) for n in rng.permutation(np.arange(14, 24))[:4]]
    yield script(Step("", (few,)), check=Check("independence"), label="no number used twice")
    default = Step("", keep="parameters")
    yield script(default, ask, check=close(keys="exact"), label="called without sizes")


SHAPE = "(layers_dims[layer], layers_dims[layer - 1])"
WEIGHTS = f"draw({SHAPE})"
ZEROS = "tf.zeros((layers_dims[layer], 1))"
DRAW = "draw = tf.keras.initializers.GlorotNormal()"
LOOP = "range(1, len(layers_dims))"
BIASES = f'        parameters[f"b{{layer}}"] = tf.Variable({ZEROS})\n'
HEAD = f"    for layer in {LOOP}:\n        {DRAW}\n"
SHARED = f"    {DRAW}\n    for layer in {LOOP}:\n"
RANDOM = f"{DRAW[7:]}((layers_dims[layer], 1))"
ONE_OBJECT = (
    "One initializer object draws all layers. In Keras 3 it returns the same numbers in every call, so W2 is a scaled "
    "part of W1. Make a new one for each layer, or give it a `tf.keras.random.SeedGenerator`."
)
RANDOM_BIASES = "The biases are random too, as in the first version of this exercise. Zeros are enough."


def other(name: str) -> str:
    return DRAW.replace("GlorotNormal()", name)


def shared(name: str, hint: str, initializer: str, *edits: tuple[str, str]) -> Accepted:
    """One initializer for all layers."""
    return accepted(name, hint, (HEAD, SHARED.replace("GlorotNormal()", initializer)), *edits)


INITIALIZE = Exercise(
    name="initialize_parameters",
    cases=cases,
    hints=(
        "The sizes (4, 3, 2) make two layers. What are the shapes of W1, b1, W2 and b2, and which of them are random?",
        "`tf.keras.initializers.GlorotNormal()` makes an object that you call with a shape to get a tensor. What do "
        "you wrap around a tensor to make it trainable?",
        '`tf.Variable(tf.zeros((n, 1)))` is a trainable column of zeros. For layer 1 the key is f"W{layer}", and its W '
        "has shape (layers_dims[1], layers_dims[0]).",
    ),
    variants=(
        wrong(
            "constants",
            "These are tensors, which never change and which a tape does not watch. Trainable parameters must be a "
            "`tf.Variable`.",
            (f"tf.Variable({WEIGHTS})", WEIGHTS),
            (f"tf.Variable({ZEROS})", ZEROS),
        ),
        wrong(
            "numpy_arrays",
            "These are NumPy arrays. Trainable parameters must be a `tf.Variable`, so that a tape watches them.",
            (f"tf.Variable({WEIGHTS})", f"{WEIGHTS}.numpy()"),
            (f"tf.Variable({ZEROS})", f"{ZEROS}.numpy()"),
        ),
        wrong(
            "not_trainable",
            "These variables have trainable=False, so a tape does not watch them.",
            (f"tf.Variable({WEIGHTS})", f"tf.Variable({WEIGHTS}, trainable=False)"),
            (f"tf.Variable({ZEROS})", f"tf.Variable({ZEROS}, trainable=False)"),
        ),
        wrong(
            "float64",
            "These variables are float64, but the inputs will be float32, and TensorFlow does not mix the two.",
            (WEIGHTS, f"tf.cast({WEIGHTS}, tf.float64)"),
            (ZEROS, f"tf.cast({ZEROS}, tf.float64)"),
        ),
        wrong(
            "sizes_written_in",
            "The sizes are hard-coded. Take them from `layers_dims`; the sizes of the older exercise are only its "
            "default.",
            (f"    for layer in {LOOP}:\n", f"    layers_dims = (12288, 25, 12, 6)\n    for layer in {LOOP}:\n"),
        ),
        wrong(
            "transposed",
            "The weights are transposed, as in Keras's own layers. Here row i of Wl holds the weights of unit i: shape "
            "(n_l, n_{l-1}).",
            (WEIGHTS, "draw((layers_dims[layer - 1], layers_dims[layer]))"),
        ),
        wrong(
            "he",
            "This is He initialization, with variance 2 / n. Glorot's is 2 / (n_l + n_{l-1}).",
            (DRAW, other("HeNormal()")),
        ),
        wrong(
            "fixed_spread",
            "All layers have the same spread (`RandomNormal`, 0.05). Glorot's depends on the sizes.",
            (DRAW, other("RandomNormal()")),
        ),
        wrong(
            "uniform",
            "The weights are uniform (`GlorotUniform`). They should be normal numbers.",
            (DRAW, other("GlorotUniform()")),
        ),
        wrong(
            "lecun",
            "This is LeCun initialization, with variance 1 / n. Glorot's is 2 / (n_l + n_{l-1}).",
            (DRAW, other("LecunNormal()")),
        ),
        wrong(
            "all_zeros", "All weights are 0, so all units of a layer would learn the same.", (DRAW, other("Zeros()"))
        ),
        wrong("all_ones", "All weights are 1, so all units of a layer would learn the same.", (DRAW, other("Ones()"))),
        wrong("constant_biases", "The biases are 1. They should be 0.", ("tf.zeros", "tf.ones")),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis, shape (n_l,). Make them a column, shape (n_l, 1).",
            (ZEROS, "tf.zeros(layers_dims[layer])"),
        ),
        wrong("weights_alone", "The biases are missing: each layer has a Wl and a bl.", (BIASES, "")),
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
        wrong(
            "as_a_list",
            "Return the variables in a dictionary with the keys W1, b1, W2, ...",
            ("return parameters", "return list(parameters.values())"),
        ),
        wrong(
            "double_biases",
            "The biases are float64. `tf.zeros` gives float32, as everywhere here.",
            (ZEROS, "np.zeros((layers_dims[layer], 1))"),
        ),
        wrong(
            "biases_as_rows",
            "The biases are rows. They should be columns, (units, 1).",
            (ZEROS, "tf.zeros((1, layers_dims[layer]))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "range(1, L)")),
    ),
    accepted=(
        shared("one_initializer", ONE_OBJECT, "GlorotNormal()"),
        shared(
            "as_in_the_lecture",
            f"{ONE_OBJECT} The biases are random too; zeros are enough.",
            "GlorotNormal(seed=1)",
            (ZEROS, "draw((layers_dims[layer], 1))"),
        ),
        accepted("random_biases", RANDOM_BIASES, (ZEROS, RANDOM)),
        accepted(
            "untruncated",
            "These are normal numbers with Glorot's variance. Keras's `GlorotNormal` also truncates them at two "
            "standard deviations, so that no weight starts out extreme.",
            (WEIGHTS, f"tf.random.normal({SHAPE}, 0.0, (2 / sum({SHAPE})) ** 0.5)"),
        ),
    ),
    alternatives=(
        also_right(
            "seed_generator",
            "one initializer with a SeedGenerator",
            (HEAD, SHARED.replace("GlorotNormal()", "GlorotNormal(seed=tf.keras.random.SeedGenerator(4))")),
        ),
        also_right(
            "seeds_by_layer",
            "a seed for each layer",
            (DRAW, other("GlorotNormal(seed=layer)")),
        ),
        also_right(
            "pairs",
            "sizes in pairs, and the scale written out",
            code="""
def initialize_parameters(layers_dims=(12288, 25, 12, 6)):
    made = {}
    for number, (n_in, n_out) in enumerate(zip(layers_dims, layers_dims[1:])):
        scale = tf.sqrt(2 / (n_in + n_out)) / 0.8796256610342398
        made["W" + str(number + 1)] = tf.Variable(scale * tf.random.truncated_normal([n_out, n_in]))
        made["b" + str(number + 1)] = tf.Variable(np.zeros((n_out, 1)), dtype=tf.float32)
    return made
""",
        ),
    ),
)
