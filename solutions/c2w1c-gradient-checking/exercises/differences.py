"""One-sided and two-sided differences: curved functions and wide nudges tell them apart."""

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
    yield call(function(f"{slope} / t"), place(), 0.125, label="a decreasing function")
    yield call(function("math.sin(t)"), -place(), nudge(), label="a sine, left of zero")


ONE = "(f(theta + epsilon) - f(theta)) / epsilon"
TWO = "(f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon)"
AS_ARRAY = "You return a 1 by 1 array; the docstring asks for a plain number."

ONE_SIDED = Exercise(
    name="one_sided_difference",
    cases=difference_cases,
    hints=(
        "Draw the small triangle from theta to theta + epsilon. How wide and how high is it?",
        "The height is the value at theta + epsilon minus the value at theta. The slope is height over width.",
        "Put brackets around the difference: Python divides before it subtracts.",
    ),
    variants=(
        wrong(
            "two_sided",
            "This is the two-sided difference, the next task. Here, nudge only to the right.",
            (ONE, TWO),
        ),
        wrong(
            "height_of_two_nudges",
            "The height covers two nudges, from theta - epsilon to theta + epsilon. Here it goes from theta to theta + "
            "epsilon.",
            (ONE, "(f(theta + epsilon) - f(theta - epsilon)) / epsilon"),
        ),
        wrong(
            "nudged_to_the_left",
            "The nudge goes left, to theta - epsilon. Here it should go right.",
            (ONE, "(f(theta) - f(theta - epsilon)) / epsilon"),
        ),
        wrong("not_divided", "This is the height of the triangle. Divide by its width, epsilon.", (ONE, ONE[:-10])),
        wrong("multiplied", "Height times width is an area. Divide instead.", (") / epsilon", ") * epsilon")),
        wrong(
            "halved",
            "The triangle is epsilon wide, not 2 epsilon, so this is half the slope.",
            (") / epsilon", ") / (2 * epsilon)"),
        ),
        wrong(
            "missing_brackets",
            "Only f(theta) is divided. Put brackets around the difference.",
            (ONE, "f(theta + epsilon) - f(theta) / epsilon"),
        ),
        wrong(
            "other_sign",
            "The difference is reversed: new value minus old value.",
            (ONE, "(f(theta) - f(theta + epsilon)) / epsilon"),
        ),
        wrong(
            "divided_by_theta",
            "The height is divided by theta. The triangle's width is epsilon.",
            (") / epsilon", ") / theta"),
        ),
        wrong(
            "value_nudged",
            "The value is nudged, not the point: f(theta) + epsilon. Nudge the point: f(theta + epsilon).",
            ("f(theta + epsilon)", "f(theta) + epsilon"),
        ),
        wrong("old_value_forgotten", "The old value f(theta) is not subtracted.", (" - f(theta)", "")),
        wrong(
            "nudge_written_in",
            "The size of the nudge is hard-coded. Use the argument `epsilon`.",
            (ONE, "(f(theta + 1e-7) - f(theta)) / 1e-7"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ONE, ONE.replace("epsilon", "eps"))),
    ),
    accepted=(accepted("as_array", AS_ARRAY, (ONE, f"np.array([[{ONE}]])")),),
    alternatives=(
        also_right(
            "height_and_width",
            "the height and the width of the triangle",
            ("return " + ONE, "there = theta + epsilon\n    height = f(there) - f(theta)\n    return height / epsilon"),
        ),
        also_right(
            "by_numpy",
            "np.diff of the two values and of the two points",
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
        "The height is the right value minus the left one; you do not need the value at theta itself.",
        "The width is two nudges: divide by (2 * epsilon), with brackets.",
    ),
    variants=(
        wrong(
            "divided_by_one_nudge",
            "The distance from theta - epsilon to theta + epsilon is 2 epsilon: your slope is twice too steep. (One of "
            "the lecture's slides forgets the 2.)",
            ("(2 * epsilon)", "epsilon"),
        ),
        wrong(
            "brackets_around_width_missing",
            "Without brackets `/ 2 * epsilon` divides by 2 and multiplies by epsilon. Write `/ (2 * epsilon)`.",
            ("(2 * epsilon)", "2 * epsilon"),
        ),
        wrong("one_sided", "This nudges only to the right. Nudge to both sides.", (TWO, ONE)),
        wrong(
            "one_sided_left",
            "This nudges only to the left. Nudge to both sides.",
            (TWO, "(f(theta) - f(theta - epsilon)) / epsilon"),
        ),
        wrong(
            "right_value_and_middle",
            "The width covers both sides, but the height only goes from the middle to the right. Use f(theta - "
            "epsilon).",
            ("f(theta - epsilon)", "f(theta)"),
        ),
        wrong(
            "middle_and_left_value",
            "The width covers both sides, but the height only goes from the left to the middle. Use f(theta + "
            "epsilon).",
            ("f(theta + epsilon)", "f(theta)"),
        ),
        wrong(
            "slopes_subtracted",
            "The two one-sided slopes are subtracted. Take their mean: the slope to the left is (f(theta) - f(theta - "
            "epsilon)) / epsilon.",
            (
                TWO,
                "((f(theta + epsilon) - f(theta)) / epsilon + (f(theta - epsilon) - f(theta)) / epsilon) / 2",
            ),
        ),
        wrong(
            "other_sign",
            "The difference is reversed: right value minus left value.",
            (TWO, "(f(theta - epsilon) - f(theta + epsilon)) / (2 * epsilon)"),
        ),
        wrong(
            "values_added",
            "The two values are added. The height is their difference.",
            ("f(theta + epsilon) - f(theta - epsilon)", "f(theta + epsilon) + f(theta - epsilon)"),
        ),
        wrong("not_divided", "This is the height of the triangle. Divide by its width.", (" / (2 * epsilon)", "")),
        wrong("multiplied", "Height times width is an area. Divide instead.", ("/ (2", "* (2")),
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
            "The nudges are epsilon / 2 each. Nudge by epsilon to either side.",
            (TWO, "(f(theta + epsilon / 2) - f(theta - epsilon / 2)) / epsilon"),
        ),
        wrong(
            "second_difference",
            "This is the second difference, which measures how the curve bends. The slope does not need f(theta).",
            (TWO, "(f(theta + epsilon) - 2 * f(theta) + f(theta - epsilon)) / epsilon**2"),
        ),
        wrong(
            "nudge_written_in",
            "The size of the nudge is hard-coded. Use the argument `epsilon`.",
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
