"""Shares in percent by broadcasting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, accepted, also_right, call, wrong


def calorie_cases(rng: np.random.Generator) -> Iterable[Case]:
    def table(*shape: int) -> np.ndarray:
        return rng.permuted(np.arange(1, 1 + np.prod(shape)) * 7).reshape(shape)

    yield call(table(3, 4).astype(float), label="3 sources, 4 foods")
    yield call(table(2, 5), label="2 sources, 5 foods, whole numbers")
    with_nothing = table(4, 3) / 2
    with_nothing[1, 2] = 0
    yield call(with_nothing, label="more sources than foods")
    yield call(table(3, 1) / 4, label="a single food")


TOTALS = "A.sum(axis=0)"
SHARES = "100 * A / totals"
NO_LOOPS = Rule("forbid_loops", "There is a loop here. NumPy divides the whole table at once: let it broadcast.")

CALORIE_SHARES = Exercise(
    name="calorie_shares",
    cases=calorie_cases,
    rules=(NO_LOOPS,),
    hints=(
        "Two steps: first how many calories each food has in all, then each entry's share of that.",
        "Foods are columns. To add up a column you walk along the rows: which axis is that?",
        "Totals of shape (1, foods), or (foods,), fit under a table of shape (sources, foods): NumPy repeats them for "
        "every row.",
    ),
    variants=(
        wrong(
            "rows_added",
            "The totals are those of the rows: each source over all foods. Wanted are those of the columns: axis=0 "
            "adds up down a column.",
            (TOTALS, "A.sum(axis=1, keepdims=True)"),
        ),
        wrong(
            "rows_added_without_keepdims",
            "The sum goes along the rows, and its shape then does not fit. Foods are columns: axis=0.",
            (TOTALS, "A.sum(axis=1)"),
        ),
        wrong(
            "whole_table",
            "Everything was added up. Each food has a total of its own: sum with axis=0.",
            (TOTALS, "A.sum()"),
        ),
        wrong(
            "fractions", "These are fractions from 0 to 1. Percent are a hundred times as much.", (SHARES, "A / totals")
        ),
        wrong("turned_round", "The division is upside down: share = part / total.", (SHARES, "100 * totals / A")),
        wrong("mean_for_sum", "The columns were averaged, not added up.", ("A.sum(", "A.mean(")),
        wrong("largest_for_sum", "Divide by the sum of a column, not by its largest entry.", ("A.sum(", "A.max(")),
        wrong("rounded_down", "`//` cuts the fractions off. Divide with `/`.", (SHARES, "100 * A // totals")),
        wrong("rounded", "The shares were rounded. Give all the digits.", (SHARES, "np.round(100 * A / totals)")),
        wrong("totals", "These are the totals. Wanted are the shares of each entry in them.", (SHARES, "totals")),
        wrong("first_source", "Only the first source came back.", (SHARES, "(100 * A / totals)[0]")),
        wrong("transposed", "Rows and columns are exchanged in what comes back.", (SHARES, "(100 * A / totals).T")),
        wrong("multiplied", "Times the total? A share is part divided by total.", (SHARES, "100 * A * totals")),
        wrong("unknown_name", UNKNOWN_NAME, (SHARES, "100 * A / cal")),
    ),
    accepted=(
        accepted(
            "table_changed_in_place",
            "The table that came in was changed: `/=` works on the caller's own array.",
            (
                "return " + SHARES,
                "A = A if A.dtype.kind == 'f' else A.astype(float)\n    A /= totals / 100\n    return A",
            ),
        ),
    ),
    alternatives=(
        also_right(
            "reshaped", "as in the lecture: totals as a row", (TOTALS, "np.sum(A, axis=0).reshape(1, A.shape[1])")
        ),
        also_right("kept_axis", "totals of shape (1, foods)", (TOTALS, "A.sum(axis=0, keepdims=True)")),
        also_right(
            "by_a_product",
            "a matrix product with ones adds up; einsum, too",
            code="def calorie_shares(A):\n    return 100 * A / (np.ones((1, A.shape[0])) @ A)\n",
        ),
        also_right(
            "transposed_twice",
            "rows of the transpose",
            code="def calorie_shares(A):\n    return (A.T * 100 / A.T.sum(1, keepdims=True)).T\n",
        ),
    ),
)
