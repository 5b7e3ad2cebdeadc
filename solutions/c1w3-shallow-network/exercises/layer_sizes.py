"""The number of neurons in each layer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong

from .common import labels


def layer_sizes_cases(rng: np.random.Generator) -> Iterable[Case]:
    """The number of examples or inputs is never 4 or twice another size, so that rules of thumb for n_h show."""
    for n_x, n_y, m, label in ((3, 1, 7, "3 inputs, one output"), (5, 2, 9, "two outputs"), (2, 1, 11, "2 inputs")):
        shift = int(rng.integers(0, 3)) * 10
        yield call(rng.normal(size=(n_x, m + shift)), labels(rng, n_y, m + shift), check=equal(), label=label)
    yield call(rng.normal(size=(6, 1)), labels(rng, 1, 1), check=equal(), label="a single example")


LAYER_SIZES = Exercise(
    name="layer_sizes",
    cases=layer_sizes_cases,
    quantities=("n_x", "n_h", "n_y"),
    hints=(
        "One example is one *column* of X. How long is a column, and which entry of `X.shape` tells you?",
        "`array.shape` is (rows, columns). In both X and Y each example is a column, so the number of columns is m.",
    ),
    variants=(
        wrong("hidden_three", "The hidden layer has 4 neurons here, not 3.", ("n_h = 4", "n_h = 3")),
        wrong("hidden_five", "The hidden layer has 4 neurons here, not 5.", ("n_h = 4", "n_h = 5")),
        *(
            wrong(
                name,
                "The size of the hidden layer does not follow from the number of inputs. It is a choice: 4.",
                ("n_h = 4", f"n_h = {code}"),
            )
            for name, code in (("hidden_two_more", "X.shape[0] + 2"), ("hidden_twice_the_inputs", "2 * X.shape[0]"))
        ),
        wrong(
            "n_y_is_shape",
            "n_y is the whole shape of Y. It should be one number.",
            ("n_y = Y.shape[0]", "n_y = Y.shape"),
        ),
        wrong(
            "n_y_counts_classes",
            "n_y counts the different labels. It is the number of outputs, the rows of Y.",
            ("Y.shape[0]", "len(np.unique(Y))"),
        ),
        wrong(
            "outputs_first",
            "Inputs and outputs are swapped in the result: return n_x, n_h, n_y.",
            ("return n_x, n_h, n_y", "return n_y, n_h, n_x"),
        ),
        wrong("outputs_missing", "n_y is missing from the result.", ("return n_x, n_h, n_y", "return n_x, n_h")),
        wrong(
            "examples_counted",
            "You counted the *examples*, which are the columns. n_x and n_y are the lengths of a column, `shape[0]`.",
            ("X.shape[0]", "X.shape[1]"),
            ("Y.shape[0]", "Y.shape[1]"),
        ),
        wrong(
            "n_x_counts_examples",
            "n_x counts the examples. It is the length of one column of X, `X.shape[0]`.",
            ("X.shape[0]", "X.shape[1]"),
        ),
        wrong(
            "n_y_counts_examples",
            "n_y counts the examples. It is the length of one column of Y, `Y.shape[0]`.",
            ("Y.shape[0]", "Y.shape[1]"),
        ),
        wrong("n_x_is_shape", "n_x is the whole shape of X. It should be one number.", ("X.shape[0]", "X.shape")),
        wrong(
            "n_x_counts_entries",
            "n_x counts all the entries of X. It should count its rows: one example has that many numbers.",
            ("X.shape[0]", "X.size"),
        ),
        wrong("n_y_is_one", "n_y is set to 1 in your code. Take it from Y.", ("n_y = Y.shape[0]", "n_y = 1")),
        wrong(
            "n_y_from_X",
            "n_y was taken from X. The outputs must match the labels, so take it from Y.",
            ("Y.shape[0]", "X.shape[0]"),
        ),
        wrong("n_x_is_two", "n_x is set to 2 in your code. Take it from X.", ("n_x = X.shape[0]", "n_x = 2")),
        wrong(
            "hidden_like_inputs",
            "You made the hidden layer as large as the input. Its size is our choice, and here it is 4.",
            ("n_h = 4", "n_h = X.shape[0]"),
        ),
        wrong(
            "hidden_from_examples",
            "You gave the hidden layer one neuron per example. Its size is our choice, and here it is 4.",
            ("n_h = 4", "n_h = X.shape[1]"),
        ),
        wrong(
            "hidden_from_outputs",
            "The size of the hidden layer was taken from Y. It is our choice, and here it is 4.",
            ("n_h = 4", "n_h = Y.shape[0]"),
        ),
        wrong(
            "order",
            "The sizes are returned in the wrong order. Return n_x, n_h, n_y.",
            ("return n_x, n_h, n_y", "return n_x, n_y, n_h"),
        ),
        wrong(
            "hidden_missing",
            "You returned two sizes. Return the size of the hidden layer too, between them.",
            ("return n_x, n_h, n_y", "return n_x, n_y"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("X.shape[0]", "X_train.shape[0]")),
    ),
    accepted=(
        accepted(
            "as_list", "You returned a list; please return a tuple.", ("return n_x, n_h, n_y", "return [n_x, n_h, n_y]")
        ),
    ),
    alternatives=(
        also_right("by_len", "the length of an array is its number of rows", ("X.shape[0]", "len(X)")),
        also_right(
            "unpacked",
            "the shapes unpacked",
            code="""
def layer_sizes(X, Y):
    (n_x, m), (n_y, _) = X.shape, Y.shape
    return (n_x, 4, n_y)
""",
        ),
        also_right("from_a_column", "the length of one column", ("Y.shape[0]", "Y[:, 0].size")),
    ),
    # The real outer sizes, so that code that reads them from the shapes agrees with code that calls this; the hidden
    # size differs.
    stand_in="""
def layer_sizes(X, Y):
    return X.shape[0], 3, Y.shape[0]
""",
)
