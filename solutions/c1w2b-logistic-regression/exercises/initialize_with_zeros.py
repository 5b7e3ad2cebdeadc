"""The starting point of learning."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong


def initialize_cases(rng: np.random.Generator) -> Iterable[Case]:
    small, large = rng.choice(np.arange(2, 9), 2, replace=False)
    yield call(int(small), check=equal(), label="a few inputs")
    yield call(1, check=equal(), label="a single input")
    yield call(int(large) + 10, check=equal(), label="more inputs")


INITIALIZE = Exercise(
    name="initialize_with_zeros",
    cases=initialize_cases,
    quantities=("w", "b"),
    hints=(
        "Return two things: a column with one weight per input, and one number.",
        "NumPy has a function that makes an array of zeros. It takes the shape as a tuple: rows first, then columns.",
    ),
    variants=(
        wrong(
            "weights_as_row",
            "The weights form a row. They should form a column of shape (dim, 1).",
            ("np.zeros((dim, 1))", "np.zeros((1, dim))"),
        ),
        wrong(
            "weights_without_second_axis",
            "The weights have only one axis, shape (dim,). Transposing such an array changes nothing; the shape "
            "should be (dim, 1).",
            ("np.zeros((dim, 1))", "np.zeros(dim)"),
        ),
        wrong(
            "square_weights",
            "This makes dim times dim weights. One neuron has one weight per input.",
            ("np.zeros((dim, 1))", "np.zeros((dim, dim))"),
        ),
        wrong(
            "ones",
            "The weights are ones. Start from zeros, so that no input counts before the neuron has seen an example.",
            ("np.zeros(", "np.ones("),
        ),
        wrong("bias_one", "The bias should start at 0 too.", ("b = 0.0", "b = 1.0")),
        wrong(
            "bias_per_weight",
            "You made one bias per input. The whole neuron has one bias, a single number.",
            ("b = 0.0", "b = np.zeros((dim, 1))"),
        ),
        wrong(
            "swapped",
            "Weights and bias are returned in the wrong order: first w, then b.",
            ("return w, b", "return b, w"),
        ),
        wrong("weights_alone", "You returned only the weights. Return the bias too.", ("return w, b", "return w")),
        wrong(
            "dictionary",
            "You returned a dictionary. Return two values: `return w, b`.",
            ("return w, b", 'return {"w": w, "b": b}'),
        ),
        wrong(
            "fixed_size",
            "The number of weights is a fixed number in your code. Take it from `dim`.",
            ("np.zeros((dim, 1))", "np.zeros((625, 1))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.zeros((dim, 1))", "np.zeros((n_x, 1))")),
    ),
    accepted=(
        accepted(
            "bias_as_array", "The bias is an array; please use a plain number.", ("b = 0.0", "b = np.zeros((1, 1))")
        ),
        accepted("as_list", "You returned a list; please return a tuple.", ("return w, b", "return [w, b]")),
    ),
    alternatives=(
        also_right("integer_bias", "0 and 0.0 are the same number", ("b = 0.0", "b = 0")),
        also_right(
            "reshaped",
            "a vector turned into a column",
            ("np.zeros((dim, 1))", "np.full(dim, 0.0).reshape(-1, 1)"),
        ),
        also_right(
            "one_line",
            "the same without names",
            code="def initialize_with_zeros(dim):\n    return np.zeros([dim, 1]), 0.\n",
        ),
    ),
    # Not zeros, and no two alike, so that it shows where they are used.
    stand_in="""
def initialize_with_zeros(dim):
    return 0.1 * (1.0 + np.arange(dim).reshape(dim, 1)), 0.25
""",
)
