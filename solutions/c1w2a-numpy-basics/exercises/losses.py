"""Sums of absolute and of squared differences."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import NUMBER_AS_ARRAY


def loss_cases(rng: np.random.Generator) -> Iterable[Case]:
    """Differences of both signs, with a sum above 0 in one case and below 0 in another, so that lost signs show."""
    for size, shift, label in (
        (5, -0.3, "too low on the whole"),
        (4, 0.4, "too high on the whole"),
        (7, 0.1, "seven entries"),
    ):
        y = rng.integers(0, 2, size)
        yhat = y + shift + rng.permutation(np.linspace(-0.9, 0.9, size)) + rng.uniform(-0.04, 0.04, size)
        yield call(yhat, y, label=label)
    yield call(rng.normal(0, 2, 6), rng.normal(0, 1, 6), label="decimal targets")


L1_SUM = "np.sum(np.abs(y - yhat))"

L1 = Exercise(
    name="L1",
    cases=loss_cases,
    hints=(
        "For every entry: how far apart are the two numbers, whichever is larger? Then add up.",
        "`np.abs` drops the signs of a whole array. In which order do you need `np.abs` and `np.sum`?",
    ),
    variants=(
        wrong(
            "signs_cancel",
            "Positive and negative differences cancel in this sum. Take absolute values first.",
            (L1_SUM, "np.sum(y - yhat)"),
        ),
        wrong(
            "signs_cancel_turned_round",
            "Positive and negative differences cancel in this sum. Take absolute values first.",
            (L1_SUM, "np.sum(yhat - y)"),
        ),
        wrong(
            "absolute_value_of_the_sum",
            "You took the absolute value of the sum, but the signs had already cancelled. Take it of each difference.",
            (L1_SUM, "np.abs(np.sum(y - yhat))"),
        ),
        wrong("mean", "This is the mean. Return the sum.", ("np.sum(", "np.mean(")),
        wrong("squares", "This is L2, with squares. Use absolute values here.", (L1_SUM, "np.sum((y - yhat) ** 2)")),
        wrong("largest", "This is the largest difference. Return the sum of all of them.", ("np.sum(", "np.max(")),
        wrong(
            "length",
            "This is the square root of the sum of squares. Return the sum of the absolute differences.",
            (L1_SUM, "np.linalg.norm(y - yhat)"),
        ),
        wrong("not_summed", "You returned one number per entry. Add them up.", (L1_SUM, "np.abs(y - yhat)")),
        wrong(
            "sums_compared",
            "You subtracted the absolute values of y and yhat. Subtract first, then take absolute values.",
            (L1_SUM, "np.sum(np.abs(y) - np.abs(yhat))"),
        ),
        wrong("added", "yhat was added. Subtract it instead.", ("y - yhat", "y + yhat")),
        wrong("unknown_name", UNKNOWN_NAME, ("y - yhat", "y - y_hat")),
    ),
    accepted=(accepted("as_array", NUMBER_AS_ARRAY, (L1_SUM, "np.sum(np.abs(y - yhat), keepdims=True)")),),
    alternatives=(
        also_right("method_and_builtin", "abs() and the array's own sum", (L1_SUM, "abs(yhat - y).sum()")),
        also_right("by_norm", "the 1-norm", (L1_SUM, "np.linalg.norm(yhat - y, 1)")),
        also_right(
            "loop",
            "one entry after another",
            code="""
def L1(yhat, y):
    loss = 0.0
    for a, b in zip(yhat, y):
        loss += a - b if a > b else b - a
    return float(loss)
""",
        ),
    ),
)

L2_SUM = "np.sum((y - yhat) ** 2)"

L2 = Exercise(
    name="L2",
    cases=loss_cases,
    hints=(
        "For every entry, multiply the difference by itself. Then add up.",
        "For a vector d, the product of d with itself, `np.dot(d, d)`, is exactly this sum.",
    ),
    variants=(
        wrong(
            "square_of_the_sum",
            "The sum was squared. Square each difference, then add up.",
            (L2_SUM, "np.sum(y - yhat) ** 2"),
        ),
        wrong("square_root", "Return the sum itself, without a square root.", (L2_SUM, f"np.sqrt({L2_SUM})")),
        wrong("mean", "This is the mean of the squares. Return the sum.", ("np.sum(", "np.mean(")),
        wrong("halved", "The sum was halved. Return the whole sum.", (L2_SUM, f"{L2_SUM} / 2")),
        wrong(
            "absolute_values",
            "This is L1, with absolute values. Use squares here.",
            (L2_SUM, "np.sum(np.abs(y - yhat))"),
        ),
        wrong("not_squared", "The differences were added up without squaring them.", (L2_SUM, "np.sum(y - yhat)")),
        wrong("doubled", "`* 2` doubles a number. `** 2` squares it.", ("** 2", "* 2")),
        wrong(
            "squares_subtracted",
            "You subtracted the squares of y and yhat. Subtract first, then square.",
            (L2_SUM, "np.sum(y ** 2 - yhat ** 2)"),
        ),
        wrong(
            "product_of_the_two",
            "This multiplies y by yhat. Multiply their difference by itself.",
            (L2_SUM, "np.dot(y, yhat)"),
        ),
        wrong("not_summed", "You returned one number per entry. Add them up.", (L2_SUM, "(y - yhat) ** 2")),
        wrong("added", "yhat was added. Subtract it instead.", ("y - yhat", "y + yhat")),
        wrong("unknown_name", UNKNOWN_NAME, ("y - yhat", "y - y_hat")),
    ),
    accepted=(accepted("as_array", NUMBER_AS_ARRAY, (L2_SUM, "np.sum((y - yhat) ** 2, keepdims=True)")),),
    alternatives=(
        also_right("by_dot", "a vector times itself", (L2_SUM, "np.dot(yhat - y, yhat - y)")),
        also_right("by_norm", "the norm, squared", (L2_SUM, "np.linalg.norm(y - yhat) ** 2")),
        also_right(
            "loop",
            "one entry after another",
            code="def L2(yhat, y):\n    return sum((float(a) - float(b)) ** 2 for a, b in zip(yhat, y))\n",
        ),
    ),
)
