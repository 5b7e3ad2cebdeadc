"""The kink: what is negative becomes 0."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def relu_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (2, 3)), label="a matrix")
    yield call(round(float(rng.uniform(1.5, 3)), 2), label="one number above zero")
    yield call(-round(float(rng.uniform(1.5, 3)), 2), label="one number below zero")
    yield call(rng.permutation(np.arange(-3, 4)), label="a vector of integers, zero among them")
    yield call(rng.normal(0, 1, (3, 1, 4)), label="three axes")


MAX = "np.maximum(0, z)"

RELU = Exercise(
    name="relu",
    cases=relu_cases,
    hints=(
        "Two kinds of entries: those above 0 stay, those below 0 become 0. Nothing else happens.",
        "NumPy has a function of *two* things that gives the larger of them, entry by entry. (Another one looks for "
        "the largest entry of one array; that is not it.)",
    ),
    variants=(
        wrong("identity", "What is below 0 stayed. It should become 0.", (MAX, "z + 0")),
        wrong(
            "smaller_of_the_two",
            "This keeps the negative entries and drops the others: the larger of 0 and z is meant.",
            (MAX, "np.minimum(0, z)"),
        ),
        wrong("absolute_value", "This drops the sign. What is below 0 should become 0.", (MAX, "np.abs(z)")),
        wrong(
            "leaky",
            "Below 0 this goes on with a small slope (a leaky ReLU). Here it should be exactly 0.",
            (MAX, "np.maximum(0.01 * z, z)"),
        ),
        wrong(
            "step",
            "This answers only 0 or 1: it is the slope of the ReLU. What is above 0 should stay as it is.",
            (MAX, "np.where(np.asarray(z) > 0, 1.0, 0.0)"),
        ),
        wrong("sigmoid", "This is the sigmoid. The ReLU is a straight line above 0.", (MAX, "1 / (1 + np.exp(-z))")),
        wrong(
            "softplus",
            "This is a smooth relative, log(1 + e^z). The ReLU has a sharp kink at 0.",
            (MAX, "np.log(1 + np.exp(z))"),
        ),
        wrong("clipped", "Above 1 this is flat. The ReLU goes on growing.", (MAX, "np.clip(z, 0, 1)")),
        wrong("at_least_one", "The border is 0, not 1.", (MAX, "np.maximum(1, z)")),
        wrong(
            "largest_entry",
            "One number comes back: the largest entry. Compare each entry with 0: `np.maximum`, not `np.max`.",
            (MAX, "np.max([0, np.max(z)])"),
        ),
        wrong(
            "max_with_axis",
            "`np.max(0, z)` reads z as an axis. The function that compares two things entry by entry is `np.maximum`.",
            (MAX, "np.max(0, z)"),
        ),
        wrong(
            "one_number_only",
            "Python's own `max` (or an `if`) compares single numbers. `np.maximum` compares a whole array.",
            (MAX, "max(0, z)"),
        ),
        wrong(
            "negatives_left_out",
            "The negative entries were left out. They should be 0, so that the shape stays.",
            (MAX, "np.asarray(z)[np.asarray(z) > 0]"),
        ),
        wrong("squared", "Above 0 this is the square. It should be z itself.", (MAX, "np.maximum(0, z) ** 2")),
        wrong("unknown_name", UNKNOWN_NAME, (MAX, "np.maximum(0, x)")),
    ),
    accepted=(
        accepted(
            "array_changed_in_place",
            "The array that came in was changed. Whoever called may still need it: `np.maximum` makes a new one.",
            (
                "return " + MAX,
                "if isinstance(z, np.ndarray):\n        z[z < 0] = 0\n        return z\n    return max(0, z)",
            ),
        ),
    ),
    alternatives=(
        also_right("by_where", "chooses entry by entry", (MAX, "np.where(np.asarray(z) < 0, 0, z)")),
        also_right("by_mask", "times 1 or times 0", (MAX, "z * (np.asarray(z) > 0)")),
        also_right("half_of_both", "(z + |z|) / 2", (MAX, "(z + np.abs(z)) / 2")),
        also_right("in_floats", "0.0 in place of 0, the other way round", (MAX, "np.maximum(z, 0.0)")),
    ),
    # Positive where z is, as whoever builds on it expects, but no ReLU.
    stand_in="""
def relu(z):
    return np.where(np.asarray(z) > 0, 0.5 * np.asarray(z), 0.25 * np.asarray(z))
""",
)
