"""The rectified linear unit: negative numbers become 0."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong


def relu_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (2, 3)), label="a matrix")
    yield call(round(float(rng.uniform(1.5, 3)), 2), label="one number above zero")
    yield call(-round(float(rng.uniform(1.5, 3)), 2), label="one number below zero")
    yield call(rng.permutation(np.arange(-3, 4)), label="a vector of integers that includes zero")
    yield call(rng.normal(0, 1, (3, 1, 4)), label="three axes")
    # Far from 0, where a function that is cut off shows; close to 0, where a rounded one shows.
    far = rng.permutation([-1, 1, 1, 1]) * np.array([7.5, 30.0, 400.0, 1000.0])
    yield call(far, label="large numbers")
    yield call(rng.permutation([1e-9, -1e-6, 1e-4, 0.0]), check=close(scale=1e-10), label="small numbers")


MAX = "np.maximum(0, z)"

RELU = Exercise(
    name="relu",
    cases=relu_cases,
    hints=(
        "There are two kinds of entries: those above 0 do not change, and those below 0 become 0.",
        "NumPy has a function of *two* arguments that returns the larger of them, entry by entry. (The function "
        "that finds the largest entry of one array is a different one.)",
    ),
    variants=(
        wrong("identity", "Negative entries did not change. They should become 0.", (MAX, "z + 0")),
        wrong(
            "smaller_of_the_two",
            "This keeps the negative entries and drops the others. Take the larger of 0 and z, not the smaller.",
            (MAX, "np.minimum(0, z)"),
        ),
        wrong("absolute_value", "This drops the sign. Negative entries should become 0.", (MAX, "np.abs(z)")),
        wrong(
            "leaky",
            "Below 0 your function still has a small slope (a leaky ReLU). Here it should be exactly 0.",
            (MAX, "np.maximum(0.01 * z, z)"),
        ),
        wrong(
            "step",
            "This returns only 0 or 1, which is the slope of the ReLU. Entries above 0 should not change.",
            (MAX, "np.where(np.asarray(z) > 0, 1.0, 0.0)"),
        ),
        wrong("sigmoid", "This is the sigmoid. The ReLU is a straight line above 0.", (MAX, "1 / (1 + np.exp(-z))")),
        wrong(
            "softplus",
            "This is the softplus, log(1 + e^z), a smooth version of the ReLU. The ReLU has a sharp kink at 0.",
            (MAX, "np.log(1 + np.exp(z))"),
        ),
        wrong("clipped", "Your function is flat above 1. The ReLU keeps growing.", (MAX, "np.clip(z, 0, 1)")),
        wrong("at_least_one", "The threshold is 0, not 1.", (MAX, "np.maximum(1, z)")),
        wrong(
            "largest_entry",
            "You returned one number, the largest entry. Compare each entry with 0: `np.maximum`, not `np.max`.",
            (MAX, "np.max([0, np.max(z)])"),
        ),
        wrong(
            "max_with_axis",
            "`np.max(0, z)` takes z for an axis. The function that compares two arguments entry by entry is "
            "`np.maximum`.",
            (MAX, "np.max(0, z)"),
        ),
        wrong(
            "one_number_only",
            "Python's own `max` (or an `if`) compares single numbers. `np.maximum` compares a whole array.",
            (MAX, "max(0, z)"),
        ),
        wrong(
            "negatives_left_out",
            "The negative entries were left out. They should become 0, so that the shape does not change.",
            (MAX, "np.asarray(z)[np.asarray(z) > 0]"),
        ),
        wrong("squared", "Above 0 this returns the square. It should return z itself.", (MAX, "np.maximum(0, z) ** 2")),
        wrong("unknown_name", UNKNOWN_NAME, (MAX, "np.maximum(0, x)")),
    ),
    alternatives=(
        also_right("by_where", "a choice for each entry", (MAX, "np.where(np.asarray(z) < 0, 0, z)")),
        also_right("by_mask", "times 1 or times 0", (MAX, "z * (np.asarray(z) > 0)")),
        also_right("half_of_both", "(z + |z|) / 2", (MAX, "(z + np.abs(z)) / 2")),
        also_right("in_floats", "0.0 instead of 0, arguments swapped", (MAX, "np.maximum(z, 0.0)")),
    ),
    # Positive where z is, as the code that calls it expects, but not the ReLU.
    stand_in="""
def relu(z):
    return np.where(np.asarray(z) > 0, 0.5 * np.asarray(z), 0.25 * np.asarray(z))
""",
)
