"""Slopes by nudging. Curved functions and wide nudges tell the known mistakes apart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong
from autograder.script import Callback

from .common import NUMBER_AS_ARRAY


def derivative_cases(rng: np.random.Generator) -> Iterable[Case]:
    def function(formula: str) -> Callback:
        return Callback(f"import math\n\n\ndef f(t):\n    return {formula}\n", "f")

    def place() -> float:
        return round(float(rng.uniform(1.2, 4)), 2)

    slope, lift = rng.integers(3, 9, 2)
    # Wide nudges, so that a nudge to the left, or to both sides, gives a different number.
    yield call(function(f"{slope} * t - {lift}"), place(), 0.01, label="a straight line")
    yield call(function("t ** 2"), place(), round(float(rng.uniform(0.1, 0.4)), 2), label="a square")
    yield call(function(f"t ** 3 - {lift} * t"), -place(), 0.25, label="a cubic, at a negative number")
    yield call(function("math.log(t)"), place(), 0.1, label="a logarithm")
    yield call(function(f"{slope} / t"), place(), 0.05, label="a function that falls")


QUOTIENT = "(f(a + eps) - f(a)) / eps"

DERIVATIVE = Exercise(
    name="numerical_derivative",
    cases=derivative_cases,
    no_gradients="It is a finite difference itself, with wide nudges, so its values are compared directly.",
    hints=(
        "Draw the small triangle: it is eps wide. How high is it?",
        "The height is how much f grew: its value at the nudged point minus its value at a. The slope is height "
        "over width.",
        "Call f like any other function: `f(a)` is its value at a. Put brackets around the difference, then divide.",
    ),
    variants=(
        wrong(
            "not_divided",
            "This is how much f grew. The slope is the growth per unit of the nudge: divide by eps.",
            (QUOTIENT, "f(a + eps) - f(a)"),
        ),
        wrong("multiplied", "Height times width is an area. The slope is height over width.", (") / eps", ") * eps")),
        wrong(
            "missing_brackets",
            "Only f(a) is divided by eps. Put brackets around the difference: Python divides before it subtracts.",
            (QUOTIENT, "f(a + eps) - f(a) / eps"),
        ),
        wrong(
            "other_sign",
            "The difference is reversed: it should be the new value minus the old value.",
            (QUOTIENT, "(f(a) - f(a + eps)) / eps"),
        ),
        wrong(
            "nudged_to_the_left",
            "You nudge to the left, to a - eps. Nudge to the right instead.",
            (QUOTIENT, "(f(a) - f(a - eps)) / eps"),
        ),
        wrong(
            "two_sided",
            "You nudge to both sides. This is even closer to the true slope (course 2 uses it to check "
            "gradients), but this exercise asks for the one-sided quotient.",
            (QUOTIENT, "(f(a + eps) - f(a - eps)) / (2 * eps)"),
        ),
        wrong(
            "two_sided_over_one_width",
            "From a - eps to a + eps the triangle is 2 eps wide. Use one nudge, from a to a + eps.",
            (QUOTIENT, "(f(a + eps) - f(a - eps)) / eps"),
        ),
        wrong(
            "halved",
            "You divided by 2 eps, which halves the slope. The triangle is eps wide.",
            ("/ eps", "/ (2 * eps)"),
        ),
        wrong("divided_by_a", "You divided by a. The width of the triangle is eps.", ("/ eps", "/ a")),
        wrong(
            "value_nudged",
            "You nudged the value f(a), so the quotient is always 1. Nudge the point instead: f(a + eps).",
            ("f(a + eps)", "f(a) + eps"),
        ),
        wrong(
            "old_value_forgotten",
            "The old value f(a) was not subtracted: the height is the difference of two values.",
            (" - f(a)", ""),
        ),
        wrong(
            "eps_fixed",
            "The size of the nudge is a fixed number in your code. Use the argument `eps`.",
            (QUOTIENT, "(f(a + 0.001) - f(a)) / 0.001"),
        ),
        wrong(
            "eps_ignored_because_tiny",
            "You used a much smaller nudge than `eps`. It is closer to the true slope, but the caller chooses "
            "the size of the nudge.",
            (QUOTIENT, "(f(a + 1e-7) - f(a)) / 1e-7"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (QUOTIENT, "(f(a + epsilon) - f(a)) / epsilon")),
    ),
    accepted=(accepted("as_array", NUMBER_AS_ARRAY, (QUOTIENT, "np.array([" + QUOTIENT + "])")),),
    alternatives=(
        also_right(
            "height_and_width",
            "height and width of the triangle by name",
            (
                "return " + QUOTIENT,
                "there, here = a + eps, a\n    height = f(there) - f(here)\n    return height / eps",
            ),
        ),
        also_right("reciprocal", "multiplies by 1 / eps", (QUOTIENT, "np.float64(1 / eps) * (-f(a) + f(eps + a))")),
    ),
)
