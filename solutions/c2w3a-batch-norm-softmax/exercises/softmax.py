"""Softmax, column by column: scores that overflow reveal mistakes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def softmax_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (4, 3)), label="4 classes, 3 examples")
    yield call(rng.permutation(np.arange(-4, 6)).reshape(2, 5), label="2 classes, integer scores")
    yield call(rng.normal(0, 1, (5, 1)), label="a single example")
    far = rng.normal(0, 1, (3, 4)) + np.array([1000.0, -1000.0, 0.0, 300.0])
    yield call(far, label="scores near 1000 and near -1000")
    wide = rng.normal(0, 1, (3, 2))
    wide[:, 0] += rng.permutation([800.0, 0.0, -800.0])
    yield call(wide, label="scores far apart")
    yield call(rng.permutation([1e-9, -1e-6, 1e-4, 0.0, 0.5, -1e-3]).reshape(3, 2), label="scores close to 0")


SHIFT = "Z - np.max(Z, axis=0)"
SUM = "np.sum(T, axis=0)"

SOFTMAX = Exercise(
    name="softmax",
    cases=softmax_cases,
    hints=(
        "There are three steps: exponentials of all entries, their sum in each column, and a division. One more comes "
        "before them, because e^1000 is too large for a computer.",
        "Subtract the same number from all scores of a column: this divides every e^z by the same factor, which "
        "cancels. Which number makes the largest exponent 0?",
        "`np.max(Z, axis=0)` has one number for each column, and `Z - np.max(Z, axis=0)` broadcasts over the columns. "
        "The same works with `np.sum`.",
    ),
    variants=(
        wrong(
            "overflow",
            "This is right for small scores, but e^1000 overflows, and inf / inf is nan. Subtract the largest score of "
            "each column first.",
            (SHIFT, "Z"),
        ),
        wrong(
            "one_maximum_for_all",
            "The same number is subtracted from the whole matrix, so a column far below it becomes 0 / 0. Subtract "
            "each column's own largest score.",
            (SHIFT, "Z - np.max(Z)"),
        ),
        wrong(
            "maximum_of_a_row",
            "The largest score of each *row* is subtracted. Subtract the same number from all scores of a column; "
            "otherwise the probabilities change.",
            (SHIFT, "Z - np.max(Z, axis=1, keepdims=True)"),
        ),
        wrong(
            "divided_by_maximum",
            "The scores are divided by the largest one, which changes the probabilities. Subtracting it does not.",
            (SHIFT, "Z / np.max(np.abs(Z), axis=0)"),
        ),
        wrong(
            "clipped",
            "Large scores are clipped, so scores of 1000 and 1001 get the same probability.",
            (SHIFT, "np.clip(Z, -500, 500)"),
        ),
        wrong(
            "rows",
            "The rows add up to 1 instead of the columns. Columns are examples here: axis=0 runs down a column.",
            (SHIFT, "Z - np.max(Z, axis=1, keepdims=True)"),
            (SUM, "np.sum(T, axis=1, keepdims=True)"),
        ),
        wrong(
            "whole_matrix",
            "The whole matrix adds up to 1. Each column should.",
            (SHIFT, "Z - np.max(Z)"),
            (SUM, "np.sum(T)"),
        ),
        wrong(
            "without_exponential",
            "The exponential is missing: these are the scores divided by their sum.",
            (f"np.exp({SHIFT})", SHIFT),
        ),
        wrong(
            "negative_exponent",
            "The exponent has a minus sign. The largest score should get the largest probability.",
            (SHIFT, "np.min(Z, axis=0) - Z"),
        ),
        wrong(
            "powers_of_two",
            "These are powers of 2. Use the exponential function.",
            (f"np.exp({SHIFT})", f"2.0 ** ({SHIFT})"),
        ),
        wrong("mean_for_sum", "The exponentials are averaged. Sum them.", (SUM, "np.mean(T, axis=0)")),
        wrong("not_divided", "These are the exponentials. Divide each by the sum of its column.", ("T / " + SUM, "T")),
        wrong(
            "logarithm",
            "This is the logarithm of the softmax. Return the softmax itself.",
            ("T / " + SUM, "np.log(T / np.sum(T, axis=0) + 1e-30)"),
        ),
        wrong(
            "sigmoid",
            "This is the sigmoid of each score. In the softmax, the probabilities of a column add up to 1.",
            ("T / " + SUM, "0.5 + 0.5 * np.tanh(Z / 2)"),
        ),
        wrong(
            "hardmax",
            "Only the largest score gets a probability: that is the hardmax. The softmax gives every class one.",
            ("T / " + SUM, "(T == np.max(T, axis=0)).astype(float)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.max(Z, axis=0)", "np.max(z, axis=0)")),
    ),
    accepted=(
        accepted(
            "as_list",
            "You return a list; the docstring asks for an array.",
            ("T / " + SUM, "(T / np.sum(T, axis=0)).tolist()"),
        ),
    ),
    alternatives=(
        also_right(
            "by_logarithm",
            "subtracts the log of the sum from the scores",
            code="""
def softmax(Z):
    top = Z.max(axis=0, keepdims=True)
    return np.exp(Z - top - np.log(np.exp(Z - top).sum(axis=0, keepdims=True)))
""",
        ),
        also_right(
            "column_by_column",
            "one example at a time",
            code="""
def softmax(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[1]):
        z = Z[:, i] - max(Z[:, i])
        t = np.exp(z)
        A[:, i] = t / sum(t)
    return A
""",
        ),
        also_right(
            "one_against_each_other",
            "one over the sum of all ratios, which cannot overflow",
            code="""
def softmax(Z):
    with np.errstate(over="ignore"):
        return np.array([1 / np.exp(Z - Z[c]).sum(axis=0) for c in range(len(Z))])
""",
        ),
    ),
)
