"""What is asked in c1w2b, how it is told right from wrong, and what a teacher would say to each mistake.

Inputs are small, and no two sizes in a case are equal, so that a swapped axis cannot hide. Reasons that are not obvious
stand beside the lines they explain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import (
    Accepted,
    Alternative,
    Assignment,
    Case,
    Edit,
    Exercise,
    Rule,
    Variant,
    call,
    close,
    equal,
)


def wrong(name: str, hint: str, *edits: tuple[str, str], code: str = "") -> Variant:
    return Variant(name, hint, tuple(Edit(old, new) for old, new in edits), code)


def accepted(name: str, advice: str, *edits: tuple[str, str], code: str = "") -> Accepted:
    return Accepted(name, advice, tuple(Edit(old, new) for old, new in edits), code)


def also_right(name: str, reason: str, *edits: tuple[str, str], code: str = "") -> Alternative:
    return Alternative(name, reason, tuple(Edit(old, new) for old, new in edits), code)


UNKNOWN_NAME = (
    "A name is used here that this file does not know. A function sees its arguments and what its own file defines or "
    "imports, but not the variables of the notebook."
)


# sigmoid ------------------------------------------------------------------------------------------------------------


def sigmoid_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (2, 3)), label="a matrix")
    yield call(float(rng.uniform(0.5, 2)), label="one number")
    yield call(rng.permutation(np.arange(-2, 3)), label="a vector of integers")
    yield call(rng.normal(0, 1, (3, 1, 2)), label="three axes")
    # e^1000 is beyond float64 (the largest exponent is 709), so e^z / (1 + e^z) gives nan where the answer is 1. On the
    # other side -500 is as far as the usual formula goes without a warning that would bother everybody.
    yield call(np.array([[1000.0, -500.0]]), label="very large numbers")


SIGMOID = Exercise(
    name="sigmoid",
    cases=sigmoid_cases,
    hints=(
        "Try it on paper: for z = 0 the answer must be 1/2, for a large positive z nearly 1, for a large negative z "
        "nearly 0.",
        "NumPy works on whole arrays: its exponential takes an array and gives an array, and so do minus, plus and "
        "division.",
        "The denominator is a sum of two terms. Put brackets around all of it.",
    ),
    variants=(
        wrong(
            "missing_brackets",
            "The brackets around the denominator are missing: Python divides before it adds, so `1 / 1 + x` is 1 + x.",
            ("1 / (1 + np.exp(-z))", "1 / 1 + np.exp(-z)"),
        ),
        wrong(
            "sign_of_exponent",
            "The exponent lost its minus sign: your curve falls from 1 to 0 where it should rise from 0 to 1.",
            ("np.exp(-z)", "np.exp(z)"),
        ),
        wrong(
            "minus_in_denominator",
            "The denominator is one *plus* the exponential. With a minus it is 0 at z = 0.",
            ("(1 + np.exp", "(1 - np.exp"),
        ),
        wrong(
            "derivative",
            "This is the slope of the sigmoid, s (1 - s). Here the value itself is wanted.",
            ("return 1 / (1 + np.exp(-z))", "s = 1 / (1 + np.exp(-z))\n    return s * (1 - s)"),
        ),
        wrong(
            "tanh",
            "This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            ("1 / (1 + np.exp(-z))", "np.tanh(z)"),
        ),
        wrong(
            "step",
            "This answers only 0 or 1. The sigmoid passes smoothly through all the values between.",
            ("1 / (1 + np.exp(-z))", "np.where(np.asarray(z) > 0, 1.0, 0.0)"),
        ),
        wrong(
            "exponential_alone",
            "This is the exponential alone. It still has to go into 1 / (1 + ...).",
            ("1 / (1 + np.exp(-z))", "np.exp(-z)"),
        ),
        wrong(
            "overflow",
            "For ordinary numbers this is right, but e^z of a large z is infinite, and infinity over infinity is nan. "
            "Write the fraction so that the exponential stands in the denominator alone.",
            ("1 / (1 + np.exp(-z))", "np.exp(z) / (1 + np.exp(z))"),
        ),
        wrong(
            "scalar_only",
            "`math.exp` takes one number at a time. `np.exp` takes a whole array.",
            ("return 1 / (1 + np.exp(-z))", "import math\n    return 1 / (1 + math.exp(-z))"),
        ),
        wrong(
            "flattened",
            "The numbers are right, but the answer must keep the shape of z.",
            ("1 / (1 + np.exp(-z))", "np.ravel(1 / (1 + np.exp(-z)))"),
        ),
    ),
    alternatives=(
        also_right(
            "by_tanh", "the same function: (1 + tanh(z/2)) / 2", ("1 / (1 + np.exp(-z))", "0.5 * (1 + np.tanh(z / 2))")
        ),
        also_right(
            "by_logaddexp",
            "never overflows: exp(-log(1 + e^-z))",
            ("1 / (1 + np.exp(-z))", "np.exp(-np.logaddexp(0, -z))"),
        ),
        also_right(
            "two_branches",
            "never overflows: each sign of z has its own fraction",
            code="""
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))
""",
        ),
        also_right(
            "in_steps",
            "one step per line, with other functions",
            ("return 1 / (1 + np.exp(-z))", "e = np.power(np.e, -1.0 * z)\n    return np.divide(1.0, np.add(e, 1.0))"),
        ),
    ),
    # Rises from 0.1 to 0.9 and is exactly 0.5 at 0, so that logarithms and ties go on making sense.
    stand_in="""
def sigmoid(z):
    return 0.5 + 0.4 * z / (1 + np.abs(z))
""",
)


# initialize_with_zeros ----------------------------------------------------------------------------------------------


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
        "Two things come back: a column with one weight per input, and one number.",
        "NumPy has a function that makes an array of zeros. It takes the shape as one tuple: rows first, then columns.",
    ),
    variants=(
        wrong(
            "weights_as_row",
            "The weights lie in a row. They are meant to stand in a column, one per row: shape (dim, 1).",
            ("np.zeros((dim, 1))", "np.zeros((1, dim))"),
        ),
        wrong(
            "weights_without_second_axis",
            "The weights have one axis only, shape (dim,). Such arrays do not transpose; shape (dim, 1) does.",
            ("np.zeros((dim, 1))", "np.zeros(dim)"),
        ),
        wrong(
            "square_weights",
            "These are dim times dim weights. One neuron has one weight per input.",
            ("np.zeros((dim, 1))", "np.zeros((dim, dim))"),
        ),
        wrong(
            "ones",
            "The weights are ones. With zeros no input counts before the neuron has seen an example.",
            ("np.zeros(", "np.ones("),
        ),
        wrong("bias_one", "The bias should start from 0 as well.", ("b = 0.0", "b = 1.0")),
        wrong(
            "bias_per_weight",
            "There is one bias for the whole neuron, a single number; this is one per input.",
            ("b = 0.0", "b = np.zeros((dim, 1))"),
        ),
        wrong(
            "swapped",
            "Weights and bias come back in the wrong order: first w, then b.",
            ("return w, b", "return b, w"),
        ),
        wrong("weights_alone", "Only the weights come back. The bias is wanted too.", ("return w, b", "return w")),
        wrong(
            "dictionary",
            "A dictionary comes back. Here a pair is wanted: `return w, b`.",
            ("return w, b", 'return {"w": w, "b": b}'),
        ),
        wrong(
            "fixed_size",
            "The number of weights is written into the function. Take it from `dim`.",
            ("np.zeros((dim, 1))", "np.zeros((625, 1))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.zeros((dim, 1))", "np.zeros((n_x, 1))")),
    ),
    accepted=(
        accepted(
            "bias_as_array", "The bias is an array; a plain number was meant.", ("b = 0.0", "b = np.zeros((1, 1))")
        ),
        accepted("as_list", "A list comes back; a pair was meant.", ("return w, b", "return [w, b]")),
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
    # Not zeros, and no two alike, so that it shows where they go.
    stand_in="""
def initialize_with_zeros(dim):
    return 0.1 * (1.0 + np.arange(dim).reshape(dim, 1)), 0.25
""",
)


# flatten_images -----------------------------------------------------------------------------------------------------


def flatten_cases(rng: np.random.Generator) -> Iterable[Case]:
    def pictures(*shape: int) -> np.ndarray:
        return rng.integers(0, 256, shape).astype(np.uint8)

    yield call(pictures(2, 3, 4, 3), check=equal(), label="two colour pictures")
    yield call(pictures(5, 2, 3) / 255, check=equal(), label="five grey pictures")
    yield call(pictures(1, 4, 2, 3), check=equal(), label="one colour picture")
    yield call(pictures(4, 3, 1, 2), check=equal(), label="four narrow pictures")


FLATTEN = Exercise(
    name="flatten_images",
    cases=flatten_cases,
    hints=(
        "Which axis of X counts the pictures? That one must be kept apart from all the others, and in the end it "
        "must count the columns.",
        "`reshape` never moves a number in memory: it only sets the line breaks. So first make one *row* per "
        "picture, which is how the numbers already lie, then turn rows into columns.",
        "In `reshape`, -1 stands for 'whatever is left over'.",
    ),
    variants=(
        wrong(
            "mixed_pictures",
            "The shape is right, but each column mixes pixels of different pictures: `reshape` fills row by row. "
            "Make one row per picture first, then transpose.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, X.shape[0])"),
        ),
        wrong(
            "pictures_as_rows",
            "Every picture is a row. It should be a column: one transpose is missing.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], -1)"),
        ),
        wrong(
            "pixels_in_other_order",
            "Each column holds the right picture, but its pixels in another order than row by row (as `order='F'` or a "
            "transpose before the reshape would give).",
            ("X.reshape(X.shape[0], -1).T", "X.T.reshape(-1, X.shape[0])"),
        ),
        wrong(
            "column_by_column",
            "Each column holds the right picture, read column by column; it should be read row by row.",
            ("X.reshape(X.shape[0], -1).T", "np.swapaxes(X, 1, 2).reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "one_long_column",
            "All pictures ended up in one column. Each picture has a column of its own.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, 1)"),
        ),
        wrong(
            "one_flat_row",
            "All pictures ended up in one vector. Each picture has a column of its own.",
            ("X.reshape(X.shape[0], -1).T", "X.ravel()"),
        ),
        wrong(
            "averaged_last_axis",
            "The last axis was averaged away. Every number of a picture counts, each colour too.",
            ("X.reshape(X.shape[0], -1).T", "X.mean(axis=-1).reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "first_of_last_axis",
            "Only the first entry of the last axis was kept. Every number of a picture counts, each colour too.",
            ("X.reshape(X.shape[0], -1).T", "X[..., 0].reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "last_axis_kept",
            "The last axis was kept apart. It is the first axis, which counts the pictures, that must stay.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, X.shape[-1])"),
        ),
        wrong(
            "only_first_picture",
            "Only the first picture came back.",
            ("X.reshape(X.shape[0], -1).T", "X[:1].reshape(1, -1).T"),
        ),
        wrong(
            "scaled",
            "The numbers were divided by 255. Here they only change places; scaling is another step.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], -1).T / 255"),
        ),
        wrong(
            "fixed_size",
            "The size of the pictures is written into the function. Take it from `X.shape`.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], 64 * 64 * 3).T"),
        ),
        wrong("not_flattened", "X came back as it was. It should have two axes.", ("X.reshape(X.shape[0], -1).T", "X")),
        wrong("unknown_name", UNKNOWN_NAME, ("X.reshape(X.shape[0], -1).T", "pictures.reshape(X.shape[0], -1).T")),
    ),
    alternatives=(
        also_right(
            "loop",
            "one picture at a time, side by side",
            ("X.reshape(X.shape[0], -1).T", "np.stack([picture.ravel() for picture in X], axis=1)"),
        ),
        also_right(
            "explicit_size",
            "the size worked out, and the transpose as a function",
            (
                "return X.reshape(X.shape[0], -1).T",
                "m = len(X)\n    return np.transpose(np.reshape(X, (m, X.size // m)))",
            ),
        ),
        also_right(
            "filled_in",
            "an empty matrix filled column by column",
            code="""
def flatten_images(X):
    n_x = int(np.prod(X.shape[1:]))
    X_flat = np.zeros((n_x, X.shape[0]), dtype=X.dtype)
    for i in range(X.shape[0]):
        X_flat[:, i] = X[i].flatten()
    return X_flat
""",
        ),
    ),
)


# propagate ----------------------------------------------------------------------------------------------------------


def labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Labels (1, m) in which both classes occur (where m allows it)."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2]] = 1
    return Y


def neuron(rng: np.random.Generator, n_x: int, m: int) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """Parameters, inputs and labels of sizes that differ, with a bias that is far from 0."""
    bias = float(rng.choice([-1, 1]) * rng.uniform(0.5, 1.5))
    return rng.normal(0, 0.7, (n_x, 1)), bias, rng.normal(0, 1, (n_x, m)), labels(rng, m)


def propagate_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*neuron(rng, 3, 5), label="3 inputs, 5 examples")
    yield call(*neuron(rng, 4, 2), label="more inputs than examples")
    w, b, X, Y = neuron(rng, 2, 7)
    yield call(w, b, X, Y.astype(float), label="labels as floats")
    yield call(*neuron(rng, 3, 1), label="a single example")
    yield call(*neuron(rng, 1, 4), label="a single input")


COST = "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"
SCORE = "np.dot(w.T, X) + b"

PROPAGATE = Exercise(
    name="propagate",
    cases=propagate_cases,
    quantities=("cost", "dw", "db"),
    credit={"cost": 0.4, "dw": 0.4, "db": 0.2},
    uses=("sigmoid",),
    hints=(
        "Go through the computation graph from left to right, one line per box: scores, probabilities, cost. Then "
        "back, starting from what section 5 calls dZ.",
        "Write the shape beside every line. w is (n_x, 1) and X is (n_x, m): what must be transposed so that one "
        "score per example comes out, shape (1, m)? And dw must have the shape of w.",
        "m is the number of examples. On which axis of X are they? Cost, dw and db are all means over them.",
        "Where the formula multiplies label by label, NumPy's `*` does. Where it adds up over examples or inputs, a "
        "matrix product does.",
    ),
    variants=(
        # the forward half
        wrong("bias_forgotten", "The bias does not enter the scores.", (SCORE, "np.dot(w.T, X)")),
        wrong(
            "no_sigmoid",
            "The scores go into the cost as they are. They must first become probabilities.",
            (f"sigmoid({SCORE})", SCORE),
        ),
        wrong(
            "weights_not_transposed",
            "`np.dot(w, X)` does not fit: (n_x, 1) times (n_x, m). One score per example needs w transposed.",
            ("np.dot(w.T, X)", "np.dot(w, X)"),
        ),
        wrong(
            "scores_not_summed",
            "Weights and inputs are multiplied entry by entry but not added up: one score per *example* is meant, "
            "shape (1, m). A matrix product multiplies and adds.",
            ("np.dot(w.T, X)", "w * X"),
        ),
        # the cost
        wrong(
            "cost_without_minus",
            "The cost lost its minus sign: logarithms of probabilities are negative, so the cost must turn them round.",
            (COST, COST[1:]),
        ),
        wrong(
            "cost_second_term_sign",
            "The second term of the cost has the wrong sign: both terms are added, and one minus stands before the "
            "whole.",
            ("np.log(A) + (1 - Y)", "np.log(A) - (1 - Y)"),
        ),
        wrong(
            "cost_without_second_term",
            "The cost counts only the examples with label 1. Those with label 0 enter by (1 - y) log(1 - a).",
            (" + (1 - Y) * np.log(1 - A)", ""),
        ),
        wrong(
            "cost_without_first_term",
            "The cost counts only the examples with label 0. Those with label 1 enter by y log(a).",
            ("Y * np.log(A) + (1 - Y)", "(1 - Y)"),
        ),
        wrong(
            "cost_log_a_minus_one",
            "log(a - 1) is the logarithm of a negative number. Meant is log(1 - a). (One page of the lecture notes "
            "has this slip.)",
            ("np.log(1 - A)", "np.log(A - 1)"),
        ),
        wrong("cost_not_averaged", "The cost is a sum over the examples; it should be their mean.", (COST, COST[:-4])),
        wrong(
            "cost_averaged_over_inputs",
            "The cost was divided by the number of inputs. Divide by m, the number of examples.",
            (COST, COST[:-1] + "X.shape[0]"),
        ),
        wrong("cost_averaged_twice", "The cost was divided by m twice.", (COST, COST + " / m")),
        wrong(
            "cost_squared_error",
            "This is a mean of squares. The cost of logistic regression is the cross-entropy, made of logarithms.",
            (COST, "np.sum((A - Y) ** 2) / m"),
        ),
        wrong(
            "cost_log10",
            "The logarithm is to base 10. Meant is the natural one, `np.log`.",
            (COST, COST.replace("log", "log10")),
        ),
        wrong(
            "cost_log2",
            "The logarithm is to base 2. Meant is the natural one, `np.log`.",
            (COST, COST.replace("log", "log2")),
        ),
        wrong(
            "cost_every_label_with_every_output",
            "A transpose stretched the product to an m by m table of every label with every output. Label i belongs to "
            "output i alone: two rows (1, m), multiplied entry by entry.",
            (COST, "-np.sum(Y.T * np.log(A) + (1 - Y.T) * np.log(1 - A)) / m"),
        ),
        wrong(
            "cost_per_example",
            "The cost is a row, one number per example. It should be one number: add them up and divide by m.",
            (COST, "-(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"),
        ),
        # the gradients
        wrong(
            "gradients_negative",
            "dw and db point the other way: the derivative is a - y, not y - a.",
            ("A - Y", "Y - A"),
        ),
        wrong("dw_negative", "dw has the wrong sign.", ("dw = np", "dw = -np")),
        wrong("db_negative", "db has the wrong sign.", ("db = np", "db = -np")),
        wrong(
            "dz_is_sigmoid_slope",
            "dZ was taken as a (1 - a), which is the slope of the sigmoid alone. By the chain rule it is a - y. (One "
            "slide of the lecture has this slip.)",
            ("A - Y", "A * (1 - A)"),
        ),
        wrong(
            "dz_with_extra_slope",
            "dZ carries an extra factor a (1 - a). With the cross-entropy it cancels, and a - y is left.",
            ("A - Y", "(A - Y) * A * (1 - A)"),
        ),
        wrong("dz_is_output", "The labels are missing from the gradients: dZ is a - y, not a.", ("A - Y", "A")),
        wrong(
            "gradients_not_averaged",
            "dw and db were not divided by m: they are sums over the examples and should be means.",
            ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T)"),
            ("np.sum(dZ) / m", "np.sum(dZ)"),
        ),
        wrong("dw_not_averaged", "dw was not divided by m.", ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T)")),
        wrong("db_not_averaged", "db was not divided by m.", ("np.sum(dZ) / m", "np.sum(dZ)")),
        wrong(
            "gradients_averaged_twice",
            "dw and db were divided by m twice.",
            ("A - Y", "(A - Y) / m"),
        ),
        wrong("dw_averaged_twice", "dw was divided by m twice.", ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T) / m ** 2")),
        wrong("db_averaged_twice", "db was divided by m twice.", ("np.sum(dZ) / m", "np.sum(dZ) / m ** 2")),
        wrong(
            "m_is_number_of_inputs",
            "m was taken from the wrong axis: `X.shape[0]` counts the inputs, the examples are the columns.",
            ("m = X.shape[1]", "m = X.shape[0]"),
        ),
        wrong(
            "m_is_number_of_entries",
            "m was taken as all the entries of X. It is the number of examples, the columns.",
            ("m = X.shape[1]", "m = X.size"),
        ),
        wrong(
            "dw_not_summed",
            "dw is a product entry by entry, one column per example. The columns still have to be added up: a matrix "
            "product does both.",
            ("np.dot(X, dZ.T)", "X * dZ"),
        ),
        wrong(
            "dw_as_row",
            "dw lies in a row. It must have the shape of w, a column.",
            ("np.dot(X, dZ.T)", "np.dot(dZ, X.T)"),
        ),
        wrong(
            "dw_without_second_axis",
            "dw has one axis only. It must have the shape of w, (n_x, 1): `keepdims=True` keeps the axis of a sum.",
            ("np.dot(X, dZ.T)", "np.sum(X * dZ, axis=1)"),
        ),
        wrong(
            "dw_one_number",
            "dw is one number, summed over the inputs as well. There is one slope per weight.",
            ("np.dot(X, dZ.T)", "np.sum(X * dZ)"),
        ),
        wrong(
            "dw_operands_do_not_fit",
            "In the product for dw the shapes do not fit: (n_x, m) times (1, m). One of the two must be transposed.",
            ("np.dot(X, dZ.T)", "np.dot(X, dZ)"),
        ),
        wrong(
            "dw_without_inputs",
            "The inputs are missing from dw: each example's error counts times its input.",
            ("np.dot(X, dZ.T)", "np.ones_like(w) * np.sum(dZ)"),
        ),
        wrong("db_per_example", "db is a row, one number per example. Add them up.", ("np.sum(dZ) / m", "dZ / m")),
        wrong("db_from_dw", "db was summed from dw. It is the mean of dZ.", ("np.sum(dZ) / m", "np.sum(dw)")),
        # what comes back
        wrong(
            "swapped",
            "Cost and gradients come back in the wrong order: first the dictionary, then the cost.",
            ("return grads, cost", "return cost, grads"),
        ),
        wrong(
            "gradients_exchanged",
            'The two gradients stand under each other\'s names: "dw" belongs to the weights, "db" to the bias.',
            ('{"dw": dw, "db": db}', '{"dw": db, "db": dw}'),
        ),
        wrong(
            "other_keys",
            'The gradients should be called "dw" and "db".',
            ('{"dw": dw, "db": db}', '{"w": dw, "b": db}'),
        ),
        wrong(
            "cost_missing",
            "Only the gradients come back. The cost is wanted too.",
            ("return grads, cost", "return grads"),
        ),
        wrong(
            "gradients_as_tuple",
            'The gradients should come in a dictionary with the keys "dw" and "db".',
            ('{"dw": dw, "db": db}', "(dw, db)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.dot(w.T, X)", "np.dot(w.T, X_train)")),
    ),
    accepted=(
        accepted(
            "cost_as_array",
            "The cost is a 1 by 1 array; a plain number was meant.",
            (COST, "-(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m"),
        ),
        accepted(
            "db_as_array",
            "db is a 1 by 1 array; a plain number was meant.",
            ("np.sum(dZ) / m", "np.sum(dZ, axis=1, keepdims=True) / m"),
        ),
        accepted(
            "labels_changed_in_place",
            "The labels that came in were changed: `-=` works on the caller's own array.",
            (
                "dZ = A - Y\n",
                "Y_float = Y if Y.dtype.kind == 'f' else Y.astype(float)\n    Y_float -= A\n    dZ = -Y_float\n",
            ),
        ),
        accepted(
            "more_gradients",
            "There is more in the dictionary than was asked for.",
            ('{"dw": dw, "db": db}', '{"dw": dw, "db": db, "dZ": dZ}'),
        ),
    ),
    alternatives=(
        also_right(
            "matrix_sign",
            "@ for np.dot, means for sums",
            code="""
def propagate(w, b, X, Y):
    A = sigmoid(w.T @ X + b)
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": X @ (A - Y).T / X.shape[1], "db": np.mean(A - Y)}, cost
""",
        ),
        also_right(
            "loops",
            "one example at a time, as on the lecture's slide",
            code="""
def propagate(w, b, X, Y):
    n_x, m = X.shape
    J, dw, db = 0.0, [0.0] * n_x, 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a = sigmoid(z)
        y = Y[0, i]
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
    return dict(dw=np.array(dw).reshape(n_x, 1) / m, db=db / m), J / m
""",
        ),
        also_right(
            "products_for_sums",
            "np.dot for every sum, squeezed to a number; the helper called by keyword",
            code="""
def propagate(w, b, X, Y):
    m = Y.shape[1]
    A = sigmoid(z=np.matmul(np.transpose(w), X) + b)
    cost = (-1 / m) * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))
    dw = (1 / m) * np.dot(X, (A - Y).T)
    db = (1 / m) * np.sum(A - Y, axis=1)[0]
    return {"db": db, "dw": dw}, np.squeeze(np.array(cost))
""",
        ),
        also_right(
            "by_selection",
            "the probability that was given to the true label",
            code="""
def propagate(w, b, X, Y):
    A = sigmoid(np.einsum("ij,ik->jk", w, X) + b)
    given = np.where(Y == 1, A, 1 - A)
    error = A - Y
    return {"dw": (X * error).mean(axis=1, keepdims=True), "db": float(error.mean())}, float(-np.log(given).mean())
""",
        ),
    ),
    # Depends on every argument, and shrinks slowly, so that hundreds of steps stay finite.
    stand_in="""
def propagate(w, b, X, Y):
    dw = 0.5 * w + 0.1 * np.dot(X, Y.T - 0.4)
    db = 0.25 * b + np.mean(Y) - 0.3
    cost = np.sum(w ** 2) + b * b + np.mean(X)
    return {"dw": dw, "db": db}, cost
""",
)


# optimize -----------------------------------------------------------------------------------------------------------


def optimize_cases(rng: np.random.Generator) -> Iterable[Case]:
    def step() -> float:
        return round(float(rng.uniform(0.05, 0.4)), 3)

    check = close(operations=1000)
    yield call(*neuron(rng, 3, 5), num_iterations=3, learning_rate=step(), check=check, label="three steps")
    yield call(*neuron(rng, 4, 3), 201, step(), check=check, label="201 steps")
    yield call(*neuron(rng, 2, 4), 20, step(), True, check=check, label="costs printed")
    yield call(*neuron(rng, 1, 6), check=check, label="default values")
    yield call(*neuron(rng, 5, 1), 1, step(), check=check, label="a single step, a single example")


UPDATE_W = 'w = w - learning_rate * grads["dw"]'
UPDATE_B = 'b = b - learning_rate * grads["db"]'
CALL = "grads, cost = propagate(w, b, X, Y)"
LOOP = "    for i in range(num_iterations):\n"

OPTIMIZE = Exercise(
    name="optimize",
    cases=optimize_cases,
    quantities=("w", "b", "dw", "db", "costs"),
    uses=("propagate",),
    hints=(
        "One turn of the loop has three parts: ask `propagate` where the cost rises, step the other way, write down "
        "the cost if it is its turn.",
        '`propagate` gives back a pair. The gradients are in its first part, under "dw" and "db".',
        "'Every hundredth' is a question about the remainder of i divided by 100: for which i is it 0? The first is "
        "i = 0.",
        "`w = w - ...` makes a new array. `w -= ...` changes the one that came in, which belongs to the caller.",
    ),
    variants=(
        wrong(
            "uphill",
            "The step goes uphill: gradients point to where the cost rises, so they are subtracted.",
            (UPDATE_W, UPDATE_W.replace("w - ", "w + ")),
            (UPDATE_B, UPDATE_B.replace("b - ", "b + ")),
        ),
        wrong("w_uphill", "The step of w goes uphill: subtract it.", (UPDATE_W, UPDATE_W.replace("w - ", "w + "))),
        wrong("b_uphill", "The step of b goes uphill: subtract it.", (UPDATE_B, UPDATE_B.replace("b - ", "b + "))),
        wrong("w_not_updated", "w never changes.", (UPDATE_W, "pass")),
        wrong("b_not_updated", "b never changes.", (UPDATE_B, "pass")),
        wrong(
            "learning_rate_fixed",
            "The learning rate is written into the function. Use the argument `learning_rate`.",
            (UPDATE_W, 'w = w - 0.009 * grads["dw"]'),
            (UPDATE_B, 'b = b - 0.009 * grads["db"]'),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. It should first be multiplied by the learning rate.",
            (UPDATE_W, 'w = w - grads["dw"]'),
            (UPDATE_B, 'b = b - grads["db"]'),
        ),
        wrong(
            "averaged_again",
            "The step is divided by m once more. `propagate` has already taken the mean.",
            (UPDATE_W, UPDATE_W + " / X.shape[1]"),
            (UPDATE_B, UPDATE_B + " / X.shape[1]"),
        ),
        wrong(
            "gradient_never_recomputed",
            "The gradients are worked out once, before the loop. After each step they are different: ask `propagate` "
            "anew.",
            (LOOP + f"        {CALL}\n", f"    {CALL}\n" + LOOP),
        ),
        wrong(
            "gradient_between_updates",
            "Between the steps of w and b the gradients were worked out again. Both steps use the gradients of the "
            "same place.",
            (UPDATE_W, UPDATE_W + "\n        grads, _ = propagate(w, b, X, Y)"),
        ),
        wrong(
            "b_stepped_by_dw",
            'b is stepped by a gradient that belongs to w. Its own is under "db".',
            (UPDATE_B, 'b = b - learning_rate * np.mean(grads["dw"])'),
        ),
        wrong(
            "one_step_too_few",
            "One step is missing: the loop runs one time too few.",
            ("range(num_iterations)", "range(num_iterations - 1)"),
            ("    costs = []\n", f"    costs = []\n    {CALL}\n"),
        ),
        wrong(
            "one_step_too_many",
            "The loop runs one time too many.",
            ("range(num_iterations)", "range(num_iterations + 1)"),
        ),
        wrong(
            "iterations_fixed",
            "The number of steps is written into the function. Use the argument `num_iterations`.",
            ("range(num_iterations)", "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` stands inside the loop, so the function ends after one step. Move it to the left.",
            (
                '    params = {"w": w, "b": b}\n    return params, grads, costs',
                '        return {"w": w, "b": b}, grads, costs',
            ),
        ),
        wrong(
            "start_returned",
            "The parameters come back as they went in. Return those after the last step.",
            ("    costs = []\n", '    costs = []\n    start = {"w": w, "b": b}\n'),
            ('params = {"w": w, "b": b}', "params = start"),
        ),
        wrong(
            "gradients_after_last_step",
            "The gradients were worked out again after the last step. Return those that the last step used.",
            ("    return params", f"    {CALL}\n    return params"),
        ),
        wrong(
            "every_cost",
            "Every cost is stored. Only those of iterations 0, 100, 200, ... are wanted.",
            ("if i % 100 == 0:", "if True:"),
        ),
        wrong("costs_empty", "No cost is stored.", ("            costs.append(cost)\n", "")),
        wrong(
            "first_cost_missing",
            "The cost of iteration 0 is missing, the one before any step.",
            ("if i % 100 == 0:", "if i > 0 and i % 100 == 0:"),
        ),
        wrong(
            "costs_counted_from_one",
            "Costs are stored at iterations 99, 199, ...; wanted are 0, 100, 200, ...",
            ("if i % 100 == 0:", "if (i + 1) % 100 == 0:"),
        ),
        wrong(
            "last_cost_too",
            "The cost of the last iteration is stored as well. Wanted are those of iterations 0, 100, 200, ... alone.",
            ("if i % 100 == 0:", "if i % 100 == 0 or i == num_iterations - 1:"),
        ),
        wrong("costs_every_tenth", "Costs are stored every 10 iterations, not every 100.", ("i % 100", "i % 10")),
        wrong(
            "last_cost_alone",
            "Only the last cost is kept: a new list begins each time.",
            ("costs.append(cost)", "costs = [cost]"),
        ),
        wrong(
            "costs_only_when_printed",
            "Costs are stored only when they are printed. `print_cost` should decide about printing alone.",
            ("if i % 100 == 0:", "if print_cost and i % 100 == 0:"),
        ),
        wrong(
            "costs_after_the_step",
            "The costs are worked out after the step. Wanted is the cost that `propagate` gave before it.",
            ("costs.append(cost)", "costs.append(propagate(w, b, X, Y)[1])"),
        ),
        wrong(
            "cost_and_gradients_exchanged",
            "`propagate` gives back the gradients first, then the cost.",
            (CALL, "cost, grads = propagate(w, b, X, Y)"),
        ),
        wrong(
            "swapped",
            "The three results come back in another order than params, grads, costs.",
            ("return params, grads, costs", "return costs, params, grads"),
        ),
        wrong(
            "costs_missing",
            "The costs are missing from what comes back.",
            ("return params, grads, costs", "return params, grads"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, "grads, cost = propagate(w, b, X_train, Y_train)")),
    ),
    accepted=(
        accepted(
            "weights_changed_in_place",
            "The weights that came in were changed: `-=` works on the caller's own array.",
            (UPDATE_W, 'w -= learning_rate * grads["dw"]'),
        ),
        accepted(
            "costs_as_array",
            "The costs are an array; a list was meant.",
            ("return params, grads, costs", "return params, grads, np.array(costs)"),
        ),
    ),
    alternatives=(
        also_right(
            "copies_and_while",
            "copies first, then in place; a while loop; the helper called by keyword",
            code="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    import copy
    w, b, costs, i = copy.deepcopy(w), copy.deepcopy(b), [], 0
    while i < num_iterations:
        grads, cost = propagate(w=w, b=b, X=X, Y=Y)
        dw, db = grads["dw"], grads["db"]
        if not i % 100:
            costs += [cost]
        w -= learning_rate * dw
        b -= learning_rate * db
        i += 1
    return {"b": b, "w": w}, {"db": db, "dw": dw}, costs
""",
        ),
        also_right(
            "all_costs_then_every_hundredth",
            "every cost kept, every hundredth given back",
            code="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    params, history = dict(w=w, b=b), []
    for _ in range(num_iterations):
        grads, cost = propagate(params["w"], params["b"], X, Y)
        history.append(float(cost))
        params = {name: params[name] - learning_rate * grads["d" + name] for name in params}
    if print_cost:
        print(*history[::100], sep="\\n")
    return params, grads, history[::100]
""",
        ),
    ),
    # Tells its three results, both sizes and both settings apart.
    stand_in="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    dw = np.dot(X, Y.T - 0.3)
    db = np.mean(Y) - 0.1
    step = learning_rate + 0.01 * num_iterations
    return {"w": w + step * dw, "b": b - step * db}, {"dw": dw, "db": db}, [np.mean(X), 2 * step]
""",
)


# predict ------------------------------------------------------------------------------------------------------------


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def decided(n_x: int, m: int) -> tuple[np.ndarray, float, np.ndarray]:
        """Scores far enough from every threshold in use, on both sides of 0, that no rounding decides.

        A few lie between 0 and 0.5, so that a threshold put on the score shows; the signs of w·x and of w·x + b differ
        for some, so that the bias shows.
        """
        w = rng.normal(0, 1, (n_x, 1))
        b = float(rng.choice([-1, 1]) * rng.uniform(1.2, 1.8))
        wanted = rng.permutation(np.array([0.25, -0.25, b / 2, -b / 2, 2.5, -2.5, -0.3, 0.35, -3.0])[:m])
        X = rng.normal(0, 1, (n_x, m))
        X += w * ((wanted - b - w.T @ X) / np.sum(w**2))
        return w, b, X

    yield call(*decided(3, 7), check=equal(), label="3 inputs, 7 examples")
    yield call(*decided(6, 4), check=equal(), label="more inputs than examples")
    yield call(*decided(1, 5), check=equal(), label="a single input")
    yield call(*decided(4, 1), check=equal(), label="a single example")
    # Exactly 0.5: with zero weights every way of adding up gives a score of exactly 0.
    X = rng.normal(0, 1, (2, 3))
    yield call(np.zeros((2, 1)), 0.0, X, check=equal(), label="probabilities of exactly 0.5")


DECIDE = "return (A > 0.5).astype(float)"

PREDICT = Exercise(
    name="predict",
    cases=predict_cases,
    uses=("sigmoid",),
    hints=(
        "It begins as `propagate` does: a row of probabilities, one per example.",
        "Comparing an array with a number gives an array of True and False. What turns these into 1 and 0?",
        "At exactly one half the answer is 0. Which comparison says that?",
    ),
    variants=(
        wrong("bias_forgotten", "The bias does not enter the scores.", ("np.dot(w.T, X) + b", "np.dot(w.T, X)")),
        wrong(
            "tie_gives_one",
            "Right but for one place: a probability of exactly 0.5 should give 0, so the comparison is `>`, not `>=`.",
            ("A > 0.5", "A >= 0.5"),
        ),
        wrong(
            "probabilities",
            "These are the probabilities. Decide for each whether it is above one half.",
            (DECIDE, "return A"),
        ),
        wrong(
            "threshold_on_score",
            "The threshold 0.5 belongs to the probability; here it was put on the score, before the sigmoid.",
            ("sigmoid(np.dot(w.T, X) + b)", "np.dot(w.T, X) + b"),
        ),
        wrong(
            "always_one",
            "Every example came out as 1. A probability is always above 0: the border is 0.5. (Taking the sigmoid "
            "twice does the same.)",
            ("A > 0.5", "A > 0"),
        ),
        wrong(
            "inverted",
            "The two classes are exchanged: 1 where the probability is *above* one half.",
            ("A > 0.5", "A < 0.5"),
        ),
        wrong(
            "minus_one",
            "The classes are called 0 and 1 here, not -1 and 1.",
            (DECIDE, "return np.where(A > 0.5, 1.0, -1.0)"),
        ),
        wrong(
            "without_first_axis",
            "One axis is missing: the shape should be (1, m).",
            (DECIDE, "return (A > 0.5).astype(float)[0]"),
        ),
        wrong(
            "as_column",
            "The predictions stand in a column. They should lie in a row, (1, m).",
            (DECIDE, "return (A > 0.5).astype(float).T"),
        ),
        wrong(
            "loop_over_inputs",
            "The loop counts the inputs, `X.shape[0]`. It should count the examples, `X.shape[1]`.",
            (
                DECIDE,
                "Y = np.zeros((1, X.shape[1]))\n    for i in range(X.shape[0]):\n"
                "        Y[0, i] = A[0, i] > 0.5\n    return Y",
            ),
        ),
        wrong(
            "one_answer_for_all",
            "One answer came back for all examples together. Decide for each.",
            (DECIDE, "return np.array([[float(np.mean(A) > 0.5)]])"),
        ),
        wrong(
            "first_example_alone",
            "Only the first example was decided; the rest stayed 0.",
            (DECIDE, "Y = np.zeros((1, X.shape[1]))\n    Y[0, 0] = A[0, 0] > 0.5\n    return Y"),
        ),
        wrong(
            "weights_not_transposed",
            "`np.dot(w, X)` does not fit: (n_x, 1) times (n_x, m). One score per example needs w transposed.",
            ("np.dot(w.T, X)", "np.dot(w, X)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.dot(w.T, X)", 'np.dot(params["w"].T, X)')),
    ),
    accepted=(
        accepted("booleans", "True and False come back; 1 and 0 were meant.", (DECIDE, "return A > 0.5")),
        accepted("as_list", "A list comes back; an array was meant.", (DECIDE, DECIDE + ".tolist()")),
    ),
    alternatives=(
        also_right("integers", "whole numbers", (DECIDE, "return 1 * (A > 0.5)")),
        also_right("rounded", "np.round takes 0.5 to the even number, which is 0", (DECIDE, "return np.round(A)")),
        also_right(
            "loop",
            "one example at a time",
            code="""
def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(w.T @ X + b)
    for i in range(A.shape[1]):
        if A[0, i] > 0.5:
            Y_prediction[0, i] = 1
        else:
            Y_prediction[0, i] = 0
    return Y_prediction
""",
        ),
        also_right(
            "by_score",
            "the sigmoid passes one half where the score passes 0",
            code="def predict(w, b, X):\n    return np.where(w.T @ X + b > 0, 1.0, 0.0)\n",
        ),
    ),
    # Real numbers, no decisions: whatever calls it shows with which parameters and inputs.
    stand_in="""
def predict(w, b, X):
    return np.dot(w.T, X) - 0.5 * b
""",
)


# model --------------------------------------------------------------------------------------------------------------


def model_cases(rng: np.random.Generator) -> Iterable[Case]:
    def examples(n_x: int, m: int, direction: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Two clouds that can be told apart; the first label is wrong, so that predictions differ from labels."""
        Y = labels(rng, m)
        X = rng.normal(0, 0.4, (n_x, m)) + 0.3 + direction * (2 * Y - 1)
        Y[0, 0] = 1 - Y[0, 0]
        return X, Y

    def sets(n_x: int, m_train: int, m_test: int) -> tuple[Any, Any, Any, Any]:
        direction = rng.choice([-1, 1], (n_x, 1)) * rng.uniform(0.5, 1.5, (n_x, 1))
        return (*examples(n_x, m_train, direction), *examples(n_x, m_test, direction))

    check = close(operations=1000)
    yield call(
        *sets(3, 7, 4), num_iterations=101, learning_rate=0.1, check=check, label="more for training than for test"
    )
    yield call(*sets(5, 4, 6), 20, check=check, label="default learning rate")
    yield call(*sets(1, 7, 3), 10, 0.02, True, check=check, label="a single input, costs printed")


RUN = "optimize(w, b, X_train, Y_train, num_iterations, learning_rate, print_cost)"
ON_TEST = 'predict(params["w"], params["b"], X_test)'
ON_TRAIN = 'predict(params["w"], params["b"], X_train)'

MODEL = Exercise(
    name="model",
    cases=model_cases,
    quantities=("w", "b", "costs", "Y_prediction_train", "Y_prediction_test", "learning_rate", "num_iterations"),
    uses=("initialize_with_zeros", "optimize", "predict"),
    # A call with the default of 2,000 steps would take longer than all other cases together.
    rules=(
        Rule(
            "defaults",
            "The default values in the first line of `model` were changed: 2000 iterations and a learning rate of 0.5.",
            {"num_iterations": 2000, "learning_rate": 0.5},
        ),
    ),
    hints=(
        "All the work is done by functions you have: make parameters, improve them, use them. Which result of one "
        "goes into the next?",
        "How many weights are needed? As many as an example has numbers. On which axis of X_train are these?",
        "Hand `num_iterations`, `learning_rate` and `print_cost` on to `optimize`; otherwise it uses its own defaults.",
        "Predict with what `optimize` returned, not with the zeros it began from.",
    ),
    variants=(
        wrong(
            "num_iterations_not_passed_on",
            "`optimize` ran with its own default of 100 steps: `num_iterations` was not handed on.",
            (RUN, "optimize(w, b, X_train, Y_train, learning_rate=learning_rate, print_cost=print_cost)"),
        ),
        wrong(
            "learning_rate_not_passed_on",
            "`optimize` ran with its own default learning rate: `learning_rate` was not handed on.",
            (RUN, "optimize(w, b, X_train, Y_train, num_iterations, print_cost=print_cost)"),
        ),
        wrong(
            "settings_not_passed_on",
            "`optimize` ran with its own defaults: neither `num_iterations` nor `learning_rate` was handed on.",
            (RUN, "optimize(w, b, X_train, Y_train)"),
        ),
        wrong(
            "settings_exchanged",
            "`num_iterations` and `learning_rate` were handed on in the wrong order.",
            (RUN, "optimize(w, b, X_train, Y_train, learning_rate, num_iterations, print_cost)"),
        ),
        wrong(
            "predicts_with_start",
            "The predictions were made with the parameters from before training. Use those that `optimize` returned.",
            (ON_TEST, "predict(w, b, X_test)"),
            (ON_TRAIN, "predict(w, b, X_train)"),
        ),
        wrong(
            "start_returned",
            "The parameters from before training come back. Return those that `optimize` returned.",
            ('"w": params["w"]', '"w": w'),
            ('"b": params["b"]', '"b": b'),
        ),
        wrong(
            "never_trained",
            "Nothing was learned: the parameters stayed at zero everywhere.",
            ("params, _, costs = " + RUN, "params, _, costs = {'w': w, 'b': b}, None, " + RUN + "[2]"),
        ),
        wrong(
            "one_weight_per_example",
            "The weights were counted by `X_train.shape[1]`, the examples. There is one weight per *input*, "
            "`X_train.shape[0]`.",
            ("X_train.shape[0]", "X_train.shape[1]"),
        ),
        wrong(
            "predicts_from_labels",
            "`predict` got the labels. It needs the inputs: X_train and X_test.",
            (ON_TEST, 'predict(params["w"], params["b"], Y_test)'),
            (ON_TRAIN, 'predict(params["w"], params["b"], Y_train)'),
        ),
        wrong(
            "predictions_exchanged",
            "The predictions for training and test set stand under each other's names.",
            (ON_TEST, ON_TRAIN.replace("train", "TRAIN")),
            (ON_TRAIN, ON_TEST),
            ("X_TRAIN", "X_train"),
        ),
        wrong(
            "test_set_not_predicted", "The test set's predictions were made from the training set.", (ON_TEST, ON_TRAIN)
        ),
        wrong(
            "training_set_not_predicted",
            "The training set's predictions were made from the test set.",
            (ON_TRAIN, ON_TEST),
        ),
        wrong(
            "trained_on_test_set",
            "The parameters were learned from the test set. It must stay unseen until the end.",
            (RUN, RUN.replace("X_train, Y_train", "X_test, Y_test")),
        ),
        wrong(
            "trained_on_both_sets",
            "The parameters were learned from both sets. The test set must stay unseen until the end.",
            (
                RUN,
                RUN.replace("X_train, Y_train", "np.hstack([X_train, X_test]), np.hstack([Y_train, Y_test])"),
            ),
        ),
        wrong(
            "labels_returned",
            "The true labels stand where the predictions should be.",
            (ON_TEST, "Y_test"),
            (ON_TRAIN, "Y_train"),
        ),
        wrong(
            "accuracy_returned",
            "Shares of right answers stand where the predictions should be.",
            (ON_TEST, f"np.mean({ON_TEST} == Y_test)"),
            (ON_TRAIN, f"np.mean({ON_TRAIN} == Y_train)"),
        ),
        wrong("costs_missing", 'The key "costs" is missing.', ('        "costs": costs,\n', "")),
        wrong(
            "last_cost_alone",
            "Only the last cost came back. All that `optimize` wrote down are wanted.",
            ('"costs": costs', '"costs": costs[-1]'),
        ),
        wrong(
            "settings_missing",
            'The keys "learning_rate" and "num_iterations" are missing.',
            ('        "learning_rate": learning_rate,\n        "num_iterations": num_iterations,\n', ""),
        ),
        wrong(
            "parameters_nested",
            'The parameters are hidden in a dictionary of their own. "w" and "b" are keys of the result.',
            ('        "w": params["w"],\n        "b": params["b"],\n', '        "params": params,\n'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("X_train.shape[0]", "train_pictures.shape[0]")),
    ),
    accepted=(
        accepted(
            "accuracy_too",
            "There is more in the dictionary than was asked for.",
            (
                '"num_iterations": num_iterations,',
                f'"num_iterations": num_iterations,\n        "accuracy": np.mean({ON_TEST} == Y_test),',
            ),
        ),
    ),
    alternatives=(
        also_right(
            "by_keyword",
            "helpers called by keyword, accuracies printed",
            code="""
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    w, b = initialize_with_zeros(dim=X_train.shape[0])
    params, grads, costs = optimize(w=w, b=b, X=X_train, Y=Y_train, num_iterations=num_iterations,
                                    learning_rate=learning_rate, print_cost=print_cost)
    w = params["w"]
    b = params["b"]
    Y_prediction_test = predict(w=w, b=b, X=X_test)
    Y_prediction_train = predict(w=w, b=b, X=X_train)
    if print_cost:
        print("train accuracy: {} %".format(100 - np.mean(np.abs(Y_prediction_train - Y_train)) * 100))
        print("test accuracy: {} %".format(100 - np.mean(np.abs(Y_prediction_test - Y_test)) * 100))
    return {"costs": costs, "Y_prediction_test": Y_prediction_test, "Y_prediction_train": Y_prediction_train,
            "w": w, "b": b, "learning_rate": learning_rate, "num_iterations": num_iterations}
""",
        ),
        also_right(
            "both_at_once",
            "predicts both sets together and cuts them apart",
            code="""
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    n_x, m = X_train.shape
    result, _, costs = optimize(*initialize_with_zeros(n_x), X_train, Y_train, num_iterations, learning_rate)
    both = predict(result["w"], result["b"], np.concatenate([X_train, X_test], axis=1))
    return dict(result, costs=costs, Y_prediction_train=both[:, :m], Y_prediction_test=both[:, m:],
                learning_rate=learning_rate, num_iterations=num_iterations)
""",
        ),
    ),
)


ASSIGNMENT = Assignment(
    name="c1w2b-logistic-regression",
    module="logistic_regression",
    title="Logistic regression: a neuron that learns",
    exercises=(SIGMOID, INITIALIZE, FLATTEN, PROPAGATE, OPTIMIZE, PREDICT, MODEL),
    packages=("numpy",),
)
