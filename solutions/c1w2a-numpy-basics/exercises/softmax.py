"""From scores to probabilities, row by row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def softmax_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.permutation(np.arange(-4, 6)).reshape(2, 5), label="2 rows of whole numbers")
    yield call(rng.normal(0, 2, (4, 3)), label="4 rows, 3 columns")
    yield call(rng.normal(0, 1, (1, 4)), label="a single row")
    yield call(rng.normal(0, 1, (3, 1)), label="a single column")


SOFTMAX = Exercise(
    name="softmax",
    cases=softmax_cases,
    hints=(
        "Three steps: the exponential of every entry, the sum of each row, a division.",
        "The sums of the rows must form a column of shape (m, 1), so that each row is divided by its own sum.",
        "A sum along axis 1 adds up a row; `keepdims=True` keeps the axis.",
    ),
    variants=(
        wrong("columns", "The columns add up to 1, not the rows: axis=1 runs along a row.", ("axis=1", "axis=0")),
        wrong("whole_matrix", "The whole matrix adds up to 1. Each row should add up to 1.", ("axis=1, ", "")),
        wrong(
            "without_keepdims",
            "The sums have shape (m,) and line up with the columns, not with the rows. `keepdims=True` gives them "
            "shape (m, 1).",
            (", keepdims=True", ""),
        ),
        wrong("without_exponential", "The exponential is missing: these are shares of the scores.", ("np.exp(x)", "x")),
        wrong(
            "exponential_in_sum_alone",
            "The exponential is missing in the numerator. It belongs in both numerator and denominator.",
            ("return x_exp", "return x"),
        ),
        wrong(
            "exponential_of_the_sum",
            "The scores were added up before the exponential. Take the exponential of each score, then add up.",
            ("np.sum(x_exp, axis=1, keepdims=True)", "np.exp(np.sum(x, axis=1, keepdims=True))"),
        ),
        wrong(
            "negative_exponent",
            "The exponent has a minus sign, but the largest score must get the largest share.",
            ("np.exp(x)", "np.exp(-x)"),
        ),
        wrong("powers_of_two", "These are powers of 2. Use the exponential function.", ("np.exp(x)", "2.0 ** x")),
        wrong("mean_for_sum", "The exponentials were averaged. Add them up instead.", ("np.sum(", "np.mean(")),
        wrong("largest_for_sum", "Divide by the sum of a row, not by its largest entry.", ("np.sum(", "np.max(")),
        wrong(
            "not_divided",
            "These are the exponentials. Each row still has to be divided by its sum.",
            ("x_exp / x_sum", "x_exp"),
        ),
        wrong(
            "logarithm",
            "This is the logarithm of the softmax. Return the softmax itself.",
            ("x_exp / x_sum", "np.log(x_exp / x_sum)"),
        ),
        wrong(
            "sigmoid",
            "This is the sigmoid of each entry. The softmax of a row adds up to 1.",
            ("x_exp / x_sum", "x_exp / (1 + x_exp)"),
        ),
        wrong(
            "largest_alone",
            "Only the largest score gets a share. In the softmax every score gets one.",
            ("x_exp / x_sum", "(x == np.max(x, axis=1, keepdims=True)).astype(float)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.exp(x)", "np.exp(z)")),
    ),
    accepted=(
        accepted(
            "as_list", "You returned a list; please return an array.", ("x_exp / x_sum", "(x_exp / x_sum).tolist()")
        ),
    ),
    alternatives=(
        also_right(
            "largest_subtracted",
            "never overflows: shifting a row's scores changes nothing",
            ("np.exp(x)", "np.exp(x - np.max(x, axis=1, keepdims=True))"),
        ),
        also_right(
            "by_transposing",
            "columns of the transpose",
            code="def softmax(x):\n    e = np.exp(x.T)\n    return (e / e.sum(axis=0)).T\n",
        ),
        also_right(
            "row_by_row",
            "one row at a time",
            code="""
def softmax(x):
    s = np.zeros(x.shape)
    for i in range(x.shape[0]):
        total = 0
        for j in range(x.shape[1]):
            total += math.exp(x[i, j])
        for j in range(x.shape[1]):
            s[i, j] = math.exp(x[i, j]) / total
    return s
""",
        ),
    ),
)
