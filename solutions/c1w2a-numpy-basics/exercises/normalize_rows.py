"""Rows of length 1."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def normalize_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (3, 4)), label="3 rows, 4 columns")
    yield call(rng.permutation(np.arange(-4, 6)).reshape(5, 2), label="5 rows of whole numbers")
    yield call(rng.normal(1, 1, (1, 3)), label="a single row")
    yield call(-rng.uniform(1, 3, (4, 1)), label="a single column")


NORM = "np.sqrt(np.sum(x**2, axis=1, keepdims=True))"

NORMALIZE_ROWS = Exercise(
    name="normalize_rows",
    cases=normalize_cases,
    hints=(
        "The row (3, 4) has length 5. How did Pythagoras get that from 3 and 4?",
        "Each row has one length: sum along axis 1. To divide x by the lengths, they must form a column of shape "
        "(n, 1).",
        "`keepdims=True` keeps the axis that a sum would drop.",
    ),
    variants=(
        wrong("columns", "The columns have length 1, not the rows: axis=1 runs along a row.", ("axis=1", "axis=0")),
        wrong(
            "without_keepdims",
            "The lengths have shape (n,) and line up with the columns of x, not with its rows. `keepdims=True` "
            "gives them shape (n, 1).",
            (", keepdims=True", ""),
        ),
        wrong("whole_matrix", "You computed one length for the whole matrix. Each row has its own.", ("axis=1, ", "")),
        wrong("squared_norm", "The square root is missing: this divides by the squared length.", (NORM, NORM[8:-1])),
        wrong(
            "absolute_values",
            "This divides by the sum of absolute values. The L2 norm is the square root of the sum of squares.",
            (NORM, "np.sum(np.abs(x), axis=1, keepdims=True)"),
        ),
        wrong(
            "sum_for_norm",
            "This divides by the sum of a row. The length is the square root of the sum of *squares*.",
            (NORM, "np.sum(x, axis=1, keepdims=True)"),
        ),
        wrong(
            "largest_entry",
            "This divides by the largest entry of a row. The length is the square root of the sum of squares.",
            (NORM, "np.max(np.abs(x), axis=1, keepdims=True)"),
        ),
        wrong("mean_square", "The squares were averaged. For the length, add them up.", ("np.sum(", "np.mean(")),
        wrong("multiplied", "Divide by the lengths, do not multiply.", ("x / x_norm", "x * x_norm")),
        wrong("turned_round", "The division is upside down: divide x by its length.", ("x / x_norm", "x_norm / x")),
        wrong(
            "lengths",
            "These are the lengths. Return the rows, divided by their lengths.",
            ("return x / x_norm", "return x_norm"),
        ),
        wrong("not_divided", "You returned x unchanged.", ("return x / x_norm", "return x")),
        wrong("unknown_name", UNKNOWN_NAME, ("x / x_norm", "x / norms")),
    ),
    alternatives=(
        also_right("library_norm", "NumPy's own norm", (NORM, "np.linalg.norm(x, ord=2, axis=1, keepdims=True)")),
        also_right("new_axis", "the dropped axis added again by hand", (NORM, "np.sqrt((x * x).sum(axis=1))[:, None]")),
        also_right(
            "row_by_row",
            "one row at a time",
            code="""
def normalize_rows(x):
    rows = []
    for row in x:
        rows.append(row / math.sqrt(sum(float(entry) ** 2 for entry in row)))
    return np.array(rows)
""",
        ),
    ),
)
