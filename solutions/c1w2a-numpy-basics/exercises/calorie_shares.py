"""Shares in percent by broadcasting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, also_right, call, wrong


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
        "Two steps: first the total calories of each food, then each entry's share of its total.",
        "Foods are columns. Adding up a column means moving down the rows: which axis is that?",
        "Totals of shape (1, foods), or (foods,), can be broadcast over a table of shape (sources, foods): NumPy "
        "repeats them for every row.",
    ),
    variants=(
        wrong(
            "rows_added",
            "You added up the rows: each source over all foods. You need the totals of the columns: axis=0 adds "
            "up down a column.",
            (TOTALS, "A.sum(axis=1, keepdims=True)"),
        ),
        wrong(
            "rows_added_without_keepdims",
            "You added up the rows, and the shape of the totals does not fit. Foods are columns: use axis=0.",
            (TOTALS, "A.sum(axis=1)"),
        ),
        wrong(
            "whole_table",
            "You added up the whole table. Each food has its own total: sum with axis=0.",
            (TOTALS, "A.sum()"),
        ),
        wrong(
            "fractions",
            "These are fractions from 0 to 1. Percentages are a hundred times larger.",
            (SHARES, "A / totals"),
        ),
        wrong(
            "turned_round",
            "The division is upside down: a share is the part divided by the total.",
            (SHARES, "100 * totals / A"),
        ),
        wrong("mean_for_sum", "The columns were averaged. Add them up instead.", ("A.sum(", "A.mean(")),
        wrong("largest_for_sum", "Divide by the sum of a column, not by its largest entry.", ("A.sum(", "A.max(")),
        wrong("rounded_down", "`//` drops the decimals. Divide with `/`.", (SHARES, "100 * A // totals")),
        wrong("rounded", "The shares were rounded. Do not round.", (SHARES, "np.round(100 * A / totals)")),
        wrong("totals", "These are the totals. Return each entry's share of its total.", (SHARES, "totals")),
        wrong(
            "first_source",
            "You returned only the first source. Return the shares of all sources.",
            (SHARES, "(100 * A / totals)[0]"),
        ),
        wrong("transposed", "Rows and columns are swapped in your result.", (SHARES, "(100 * A / totals).T")),
        wrong(
            "multiplied",
            "You multiplied by the total. A share is the part divided by the total.",
            (SHARES, "100 * A * totals"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (SHARES, "100 * A / cal")),
    ),
    alternatives=(
        also_right(
            "reshaped", "as in the lecture: totals as a row", (TOTALS, "np.sum(A, axis=0).reshape(1, A.shape[1])")
        ),
        also_right("kept_axis", "totals of shape (1, foods)", (TOTALS, "A.sum(axis=0, keepdims=True)")),
        also_right(
            "by_a_product",
            "a matrix product with ones as the sum",
            code="def calorie_shares(A):\n    return 100 * A / (np.ones((1, A.shape[0])) @ A)\n",
        ),
        also_right(
            "transposed_twice",
            "rows of the transpose",
            code="def calorie_shares(A):\n    return (A.T * 100 / A.T.sum(1, keepdims=True)).T\n",
        ),
    ),
)
