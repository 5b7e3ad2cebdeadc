"""Slopes by nudging: told apart by functions that bend and nudges that are wide."""

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
    # Wide nudges, so that a nudge to the left, or to both sides, gives another number.
    yield call(function(f"{slope} * t - {lift}"), place(), 0.01, label="a straight line")
    yield call(function("t ** 2"), place(), round(float(rng.uniform(0.1, 0.4)), 2), label="a square")
    yield call(function(f"t ** 3 - {lift} * t"), -place(), 0.25, label="a cubic, left of zero")
    yield call(function("math.log(t)"), place(), 0.1, label="a logarithm")
    yield call(function(f"{slope} / t"), place(), 0.05, label="a function that falls")


QUOTIENT = "(f(a + eps) - f(a)) / eps"

DERIVATIVE = Exercise(
    name="numerical_derivative",
    cases=derivative_cases,
    no_gradients="It is a finite difference itself, with wide nudges: its values tell.",
    hints=(
        "Draw the small triangle: it is eps wide. How high is it?",
        "The height is how much f grew: its value at the nudged place, less its value at a. The slope is height over "
        "width.",
        "f is a function like any other: `f(a)` is its value at a. Put brackets around the difference, then divide.",
    ),
    variants=(
        wrong(
            "not_divided",
            "This is how much f grew. The slope is growth per unit of the nudge: divide by eps.",
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
            "The difference is the wrong way round: new value minus old value.",
            (QUOTIENT, "(f(a) - f(a + eps)) / eps"),
        ),
        wrong(
            "nudged_to_the_left",
            "The nudge goes to the left, to a - eps. Here it goes to the right.",
            (QUOTIENT, "(f(a) - f(a - eps)) / eps"),
        ),
        wrong(
            "two_sided",
            "This nudges to both sides. It is even closer to the true slope (and comes back when gradients are checked "
            "in course 2); here the one-sided quotient is asked for.",
            (QUOTIENT, "(f(a + eps) - f(a - eps)) / (2 * eps)"),
        ),
        wrong(
            "two_sided_over_one_width",
            "From a - eps to a + eps the triangle is 2 eps wide. Here one nudge, from a to a + eps, is asked for.",
            (QUOTIENT, "(f(a + eps) - f(a - eps)) / eps"),
        ),
        wrong("halved", "The triangle is eps wide, not 2 eps: this is half of the slope.", ("/ eps", "/ (2 * eps)")),
        wrong("divided_by_a", "The height is divided by a. The width of the triangle is eps.", ("/ eps", "/ a")),
        wrong(
            "value_nudged",
            "Here the value f(a) is nudged, and the quotient is always 1. Nudge the place: f(a + eps).",
            ("f(a + eps)", "f(a) + eps"),
        ),
        wrong(
            "old_value_forgotten",
            "The old value f(a) was not subtracted: the height is the difference of two values.",
            (" - f(a)", ""),
        ),
        wrong(
            "eps_fixed",
            "The size of the nudge is written into the function. Use the argument `eps`.",
            (QUOTIENT, "(f(a + 0.001) - f(a)) / 0.001"),
        ),
        wrong(
            "eps_ignored_because_tiny",
            "A much smaller nudge than `eps` was taken. That is closer to the true slope, but the size of the nudge is "
            "the caller's to choose.",
            (QUOTIENT, "(f(a + 1e-7) - f(a)) / 1e-7"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (QUOTIENT, "(f(a + epsilon) - f(a)) / epsilon")),
    ),
    accepted=(accepted("as_array", NUMBER_AS_ARRAY, (QUOTIENT, "np.array([" + QUOTIENT + "])")),),
    alternatives=(
        also_right(
            "height_and_width",
            "the triangle, side by side",
            (
                "return " + QUOTIENT,
                "there, here = a + eps, a\n    height = f(there) - f(here)\n    return height / eps",
            ),
        ),
        also_right("reciprocal", "multiplies by 1 / eps", (QUOTIENT, "np.float64(1 / eps) * (-f(a) + f(eps + a))")),
    ),
)
