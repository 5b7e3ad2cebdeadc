"""Slopes by nudging, to one side and to both: told apart by functions that bend and nudges that are wide."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong
from autograder.script import Callback


def difference_cases(rng: np.random.Generator) -> Iterable[Case]:
    def function(formula: str) -> Callback:
        return Callback(f"import math\n\n\ndef f(t):\n    return {formula}\n", "f")

    def place() -> float:
        return round(float(rng.uniform(1.2, 3)), 2)

    def nudge() -> float:
        return round(float(rng.uniform(0.15, 0.4)), 2)

    slope, lift = rng.integers(3, 9, 2)
    yield call(function("t ** 3"), place(), nudge(), label="a cubic")
    yield call(function(f"{slope} * t - {lift}"), -place(), 0.05, label="a straight line")
    yield call(function(f"math.exp(t) - {lift} * t ** 2"), place(), nudge(), label="an exponential")
    yield call(function(f"{slope} / t"), place(), 0.125, label="a function that falls")
    yield call(function("math.sin(t)"), -place(), nudge(), label="a wave, left of zero")


ONE = "(f(theta + epsilon) - f(theta)) / epsilon"
TWO = "(f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon)"
AS_ARRAY = "A 1 by 1 array comes back; a plain number was meant."

ONE_SIDED = Exercise(
    name="one_sided_difference",
    cases=difference_cases,
    hints=(
        "Draw the small triangle from theta to theta + epsilon. How wide is it, how high?",
        "The height is the value at the nudged place less the value at theta. Slope is height over width.",
        "Put brackets around the difference: Python divides before it subtracts.",
    ),
    variants=(
        wrong(
            "two_sided",
            "This is the two-sided difference, the next task. Here one nudge is asked for, to the right.",
            (ONE, TWO),
        ),
        wrong(
            "height_of_two_nudges",
            "The height goes from theta - epsilon to theta + epsilon, two nudges wide. Here it goes from theta to "
            "theta + epsilon.",
            (ONE, "(f(theta + epsilon) - f(theta - epsilon)) / epsilon"),
        ),
        wrong(
            "nudged_to_the_left",
            "The nudge goes to the left, to theta - epsilon. Here it goes to the right.",
            (ONE, "(f(theta) - f(theta - epsilon)) / epsilon"),
        ),
        wrong("not_divided", "This is the height of the triangle. Divide by its width, epsilon.", (ONE, ONE[:-10])),
        wrong("multiplied", "Height times width is an area. Divide.", (") / epsilon", ") * epsilon")),
        wrong(
            "halved",
            "The triangle is epsilon wide, not 2 epsilon: this is half of the slope.",
            (") / epsilon", ") / (2 * epsilon)"),
        ),
        wrong(
            "missing_brackets",
            "Only f(theta) is divided. Put brackets around the difference.",
            (ONE, "f(theta + epsilon) - f(theta) / epsilon"),
        ),
        wrong(
            "other_sign",
            "The difference is the wrong way round: new value less old value.",
            (ONE, "(f(theta) - f(theta + epsilon)) / epsilon"),
        ),
        wrong(
            "divided_by_theta",
            "The height is divided by theta. The triangle is epsilon wide.",
            (") / epsilon", ") / theta"),
        ),
        wrong(
            "value_nudged",
            "The value was nudged, not the place: f(theta) + epsilon. Nudge the place, f(theta + epsilon).",
            ("f(theta + epsilon)", "f(theta) + epsilon"),
        ),
        wrong("old_value_forgotten", "The old value f(theta) was not subtracted.", (" - f(theta)", "")),
        wrong(
            "nudge_written_in",
            "The size of the nudge is written into the function. Use the argument `epsilon`.",
            (ONE, "(f(theta + 1e-7) - f(theta)) / 1e-7"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ONE, ONE.replace("epsilon", "eps"))),
    ),
    accepted=(accepted("as_array", AS_ARRAY, (ONE, f"np.array([[{ONE}]])")),),
    alternatives=(
        also_right(
            "height_and_width",
            "the triangle, side by side",
            ("return " + ONE, "there = theta + epsilon\n    height = f(there) - f(theta)\n    return height / epsilon"),
        ),
        also_right(
            "by_numpy",
            "differences of the two values and the two places",
            (
                "return " + ONE,
                "x = np.array([theta, theta + epsilon])\n    y = np.array([f(t) for t in x])\n"
                "    return np.diff(y)[0] / np.diff(x)[0]",
            ),
        ),
    ),
)

TWO_SIDED = Exercise(
    name="two_sided_difference",
    cases=difference_cases,
    hints=(
        "Draw the larger triangle, from theta - epsilon to theta + epsilon. How wide is it?",
        "The height is the right value less the left one; the value at theta itself is not needed.",
        "Two nudges wide: divide by (2 * epsilon), with brackets.",
    ),
    variants=(
        wrong(
            "divided_by_one_nudge",
            "From theta - epsilon to theta + epsilon it is 2 epsilon: your slope is twice too steep. (One slide of the "
            "lecture forgets the 2.)",
            ("(2 * epsilon)", "epsilon"),
        ),
        wrong(
            "brackets_around_width_missing",
            "Without brackets `/ 2 * epsilon` divides by 2 and multiplies by epsilon. Write `/ (2 * epsilon)`.",
            ("(2 * epsilon)", "2 * epsilon"),
        ),
        wrong("one_sided", "This nudges to the right only. Here both sides are asked for.", (TWO, ONE)),
        wrong(
            "one_sided_left",
            "This nudges to the left only. Here both sides are asked for.",
            (TWO, "(f(theta) - f(theta - epsilon)) / epsilon"),
        ),
        wrong(
            "right_value_and_middle",
            "The height goes from the middle to the right, the width from left to right. Take f(theta - epsilon).",
            ("f(theta - epsilon)", "f(theta)"),
        ),
        wrong(
            "middle_and_left_value",
            "The height goes from the left to the middle, the width from left to right. Take f(theta + epsilon).",
            ("f(theta + epsilon)", "f(theta)"),
        ),
        wrong(
            "slopes_subtracted",
            "The two one-sided slopes were subtracted. Their mean is wanted: the slope to the left is "
            "(f(theta) - f(theta - epsilon)) / epsilon.",
            (
                TWO,
                "((f(theta + epsilon) - f(theta)) / epsilon + (f(theta - epsilon) - f(theta)) / epsilon) / 2",
            ),
        ),
        wrong(
            "other_sign",
            "The difference is the wrong way round: right value less left value.",
            (TWO, "(f(theta - epsilon) - f(theta + epsilon)) / (2 * epsilon)"),
        ),
        wrong(
            "values_added",
            "The two values were added. The height is their difference.",
            ("f(theta + epsilon) - f(theta - epsilon)", "f(theta + epsilon) + f(theta - epsilon)"),
        ),
        wrong("not_divided", "This is the height of the triangle. Divide by its width.", (" / (2 * epsilon)", "")),
        wrong("multiplied", "Height times width is an area. Divide.", ("/ (2", "* (2")),
        wrong(
            "missing_brackets",
            "Only the left value is divided. Put brackets around the difference.",
            (TWO, "f(theta + epsilon) - f(theta - epsilon) / (2 * epsilon)"),
        ),
        wrong(
            "twice_the_nudge",
            "The nudges are 2 epsilon each. Nudge by epsilon to either side.",
            (TWO, "(f(theta + 2 * epsilon) - f(theta - 2 * epsilon)) / (4 * epsilon)"),
        ),
        wrong(
            "half_the_nudge",
            "The nudges are half of epsilon each. Nudge by epsilon to either side.",
            (TWO, "(f(theta + epsilon / 2) - f(theta - epsilon / 2)) / epsilon"),
        ),
        wrong(
            "second_difference",
            "This is the second difference, which measures how the curve bends. Its slope has no f(theta) in it.",
            (TWO, "(f(theta + epsilon) - 2 * f(theta) + f(theta - epsilon)) / epsilon**2"),
        ),
        wrong(
            "nudge_written_in",
            "The size of the nudge is written into the function. Use the argument `epsilon`.",
            (TWO, TWO.replace("epsilon", "1e-6")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (TWO, TWO.replace("epsilon", "eps"))),
    ),
    accepted=(accepted("as_array", AS_ARRAY, (TWO, f"np.array([[{TWO}]])")),),
    alternatives=(
        also_right(
            "mean_of_one_sided",
            "the mean of the slopes to the right and to the left",
            (
                "return " + TWO,
                "right = one_sided_difference(f, theta, epsilon)\n    left = one_sided_difference(f, theta, -epsilon)\n"
                "    return 0.5 * (right + left)",
            ),
        ),
        also_right(
            "step_by_step",
            "one step per line",
            (
                "return " + TWO,
                "f_plus = f(theta + epsilon)\n    f_minus = f(theta - epsilon)\n    rise = f_plus - f_minus\n"
                "    return rise / 2 / epsilon",
            ),
        ),
    ),
)
