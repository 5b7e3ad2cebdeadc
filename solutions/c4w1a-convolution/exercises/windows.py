"""What one window receives in the backward pass of pooling: a mask, or equal shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, equal, wrong


def mask_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(size=(3, 3)), check=equal(dtype="exact"), label="all entries differ")
    yield call(rng.normal(-5, 1, (2, 4)), check=equal(dtype="exact"), label="negative numbers only")
    tie = rng.permutation(np.concatenate([[2.5, 2.5], rng.uniform(-1, 2, 7)])).reshape(3, 3)
    yield call(tie, check=equal(dtype="exact"), label="two entries tie for the largest")
    yield call(
        np.where(rng.permutation(6).reshape(3, 2) < 3, -1.5, -4.0),
        check=equal(dtype="exact"),
        label="three entries tie for the largest",
    )
    yield call(rng.uniform(0, 0.9, (4, 2)), check=equal(dtype="exact"), label="numbers between 0 and 1")


MASK = "x == np.max(x)"

CREATE_MASK = Exercise(
    name="create_mask_from_window",
    cases=mask_cases,
    hints=(
        "Compare every entry with one number. Which one?",
        "`x == 3` gives an array of booleans with the shape of x. Replace 3 by the largest entry.",
    ),
    variants=(
        wrong(
            "first_of_the_largest",
            "When several entries tie for the largest, only one is marked (as with `np.argmax`). Mark all of them.",
            (MASK, "(np.arange(x.size) == np.argmax(x)).reshape(x.shape)"),
        ),
        wrong(
            "last_of_the_largest",
            "When several entries tie for the largest, only the last is marked. Mark all of them.",
            (MASK, "(np.arange(x.size) == x.size - 1 - np.argmax(x.ravel()[::-1])).reshape(x.shape)"),
        ),
        wrong(
            "above_the_mean",
            "Everything above the mean is marked. Mark only the largest entry.",
            (MASK, "x >= np.mean(x)"),
        ),
        wrong(
            "largest_of_each_row",
            "The largest entry of each row is marked. Use a single maximum for the whole window.",
            (MASK, "x == np.max(x, axis=1, keepdims=True)"),
        ),
        wrong(
            "largest_of_each_column",
            "The largest entry of each column is marked. Use a single maximum for the whole window.",
            (MASK, "x == np.max(x, axis=0, keepdims=True)"),
        ),
        wrong("smallest", "The smallest entry is marked. Mark the largest.", (MASK, "x == np.min(x)")),
        wrong(
            "all_others",
            "The mask is inverted: everything except the largest entry is marked.",
            (MASK, "x != np.max(x)"),
        ),
        wrong("positive", "Positive entries are marked, as in a ReLU. Mark the largest entry.", (MASK, "x > 0")),
        wrong(
            "largest_absolute",
            "The largest absolute value is marked. Mark the largest number, with its sign.",
            (MASK, "np.abs(x) == np.max(np.abs(x))"),
        ),
        wrong(
            "the_value_itself",
            "The mask holds the largest value itself. It should be True there and False elsewhere.",
            (MASK, "x * (x == np.max(x))"),
        ),
        wrong("maximum", "This is the maximum. Return a mask with the shape of x.", (MASK, "np.max(x)")),
        wrong(
            "place",
            "This is the index of the maximum. Return a mask with the shape of x.",
            (MASK, "np.argmax(x)"),
        ),
        wrong("flat", "The mask is flat. It should have the shape of x.", (MASK, "(x == np.max(x)).ravel()")),
        wrong("transposed", "The mask is transposed.", (MASK, "(x == np.max(x)).T")),
        wrong(
            "as_numbers",
            "The mask holds 0.0 and 1.0. Return the booleans of `x == np.max(x)` as they are.",
            (MASK, "(x == np.max(x)) * 1.0"),
        ),
        wrong(
            "as_integers",
            "The mask holds the integers 0 and 1. Return the booleans of `x == np.max(x)` as they are.",
            (MASK, "(x == np.max(x)).astype(int)"),
        ),
        wrong("nothing_above", "Nothing is larger than the maximum: compare with `==`.", (MASK, "x > np.max(x)")),
        wrong("everything", "Everything is marked. Mark only the largest entry.", (MASK, "x <= np.max(x)")),
        wrong(
            "nearly_the_largest",
            "Entries close to the largest are marked, too. Mark only those that equal it.",
            (MASK, "np.isclose(x, np.max(x), atol=0.5)"),
        ),
        wrong(
            "largest_value_kept",
            "The mask holds the largest value at every place. Compare x with it: `x == np.max(x)`.",
            (MASK, "np.full(x.shape, np.max(x))"),
        ),
        wrong(
            "place_of_the_largest",
            "These are the indices of the largest entry. Return a mask with the shape of x.",
            (MASK, "np.argwhere(x == np.max(x))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.max(x)", "np.max(X)")),
    ),
    alternatives=(
        also_right("nothing_larger", "not less than the maximum", (MASK, "x >= x.max()")),
        also_right("difference", "zero distance from the maximum", (MASK, "(x - np.amax(x)) == 0")),
        also_right("where", "with np.where", (MASK, "np.where(x < max(x.flatten()), False, True)")),
        also_right(
            "loops",
            "two loops, entry by entry",
            code="""
def create_mask_from_window(x):
    mask, largest = np.zeros(x.shape, dtype=bool), x.max()
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            mask[i, j] = x[i, j] == largest
    return mask
""",
        ),
    ),
    # Marks some entries, but the wrong ones.
    stand_in="""
def create_mask_from_window(x):
    return x <= np.median(x)
""",
)


def share_cases(rng: np.random.Generator) -> Iterable[Case]:
    def number() -> float:
        return float(rng.uniform(1, 9) * rng.choice([-1, 1]))

    yield call(number(), (2, 3), label="a window of 2 x 3")
    yield call(number(), (4, 2), label="taller than wide")
    yield call(number(), (3, 3), label="a square window")
    yield call(int(rng.integers(2, 9)), (5, 3), check=close(dtype="exact"), label="a whole number")
    yield call(number(), (1, 4), label="a single row")


SHARES = "np.full((n_H, n_W), dz / (n_H * n_W))"

DISTRIBUTE_VALUE = Exercise(
    name="distribute_value",
    cases=share_cases,
    hints=(
        "How many entries does the window have? Each receives that fraction of dz.",
        "`np.full(shape, number)` is an array filled with one number, and so is `np.ones(shape) * number`.",
    ),
    variants=(
        wrong(
            "not_divided",
            "Every entry received all of dz. Divide by the number of entries.",
            (SHARES, "np.full((n_H, n_W), dz)"),
        ),
        wrong(
            "divided_by_height",
            "dz was divided by the height only. The window has n_H * n_W entries.",
            ("dz / (n_H * n_W)", "dz / n_H"),
        ),
        wrong(
            "divided_by_width",
            "dz was divided by the width only. The window has n_H * n_W entries.",
            ("dz / (n_H * n_W)", "dz / n_W"),
        ),
        wrong(
            "divided_by_sum",
            "dz was divided by n_H + n_W. The window has n_H * n_W entries.",
            ("n_H * n_W", "n_H + n_W"),
        ),
        wrong(
            "divided_by_square",
            "dz was divided by n_H * n_H. The window has n_H * n_W entries.",
            ("n_H * n_W", "n_H * n_H"),
        ),
        wrong(
            "brackets_forgotten",
            "`dz / n_H * n_W` multiplies by n_W. Put the product in parentheses.",
            ("(n_H * n_W))", "n_H * n_W)"),
        ),
        wrong("divided_twice", "dz was divided twice. Once is enough.", ("dz / (n_H * n_W)", "dz / (n_H * n_W) ** 2")),
        wrong("whole_division", "`//` rounds down to a whole number. Divide with `/`.", ("dz / (", "dz // (")),
        wrong("multiplied", "dz was multiplied by the number of entries. Divide instead.", ("dz / (", "dz * (")),
        wrong(
            "shape_swapped",
            "Height and width are swapped: `shape` is (n_H, n_W).",
            ("n_H, n_W = shape", "n_W, n_H = shape"),
        ),
        wrong("number", "This is a single number. Return an array of the given shape.", (SHARES, "dz / (n_H * n_W)")),
        wrong(
            "flat",
            "The array is flat. It should have the given shape.",
            ("np.full((n_H, n_W),", "np.full(n_H * n_W,"),
        ),
        wrong(
            "one_entry",
            "One entry received everything. Every entry should receive the same share.",
            (SHARES, "np.eye(1, n_H * n_W).reshape(n_H, n_W) * dz"),
        ),
        wrong(
            "whole_numbers",
            "The array holds integers, so the decimals are lost. Leave out the dtype.",
            (SHARES, "np.full((n_H, n_W), dz / (n_H * n_W), dtype=int)"),
        ),
        wrong("zeros", "Everything is zero: a product with `np.zeros` is zero.", (SHARES, "np.zeros((n_H, n_W)) * dz")),
        wrong(
            "share_alone",
            "dz is missing: these are the shares of 1.",
            (SHARES, "np.full((n_H, n_W), 1 / (n_H * n_W))"),
        ),
        wrong(
            "root_of_the_size",
            "dz was divided by the root of the number of entries. Divide by the number itself.",
            ("n_H * n_W)", "n_H * n_W) ** 0.5"),
        ),
        wrong(
            "sign_lost",
            "The sign was lost. A negative gradient gives negative shares.",
            ("dz / (", "abs(dz) / ("),
        ),
        wrong(
            "square_window",
            "The window is always n_H by n_H. It has the given shape.",
            (SHARES, "np.full((n_H, n_H), dz / (n_H * n_W))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("dz / (", "dZ / (")),
    ),
    alternatives=(
        also_right("ones", "an array of ones, times the share", (SHARES, "np.ones(shape) * (dz / (n_H * n_W))")),
        also_right("by_size", "divided by the array's own size", (SHARES, "np.ones((n_H, n_W)) * dz / np.prod(shape)")),
        also_right(
            "step_by_step",
            "first the mean, then the window",
            code="""
def distribute_value(dz, shape):
    (n_H, n_W) = shape
    average = dz / (n_H * n_W)
    a = np.zeros(shape)
    a += average
    return a
""",
        ),
    ),
    # The right shape, but the values increase to the right and downwards, and their sum is wrong.
    stand_in="""
def distribute_value(dz, shape):
    n_H, n_W = shape
    return dz * (0.1 + 0.2 * np.arange(n_H * n_W).reshape(n_H, n_W))
""",
)
