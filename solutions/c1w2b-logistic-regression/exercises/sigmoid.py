"""Squash any number into the interval from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, also_right, call, close, wrong


def sigmoid_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (2, 3)), label="a matrix")
    yield call(float(rng.uniform(0.5, 2)), label="one number")
    yield call(rng.permutation(np.arange(-2, 3)), label="a vector of integers")
    yield call(rng.normal(0, 1, (3, 1, 2)), label="three axes")
    # Far from 0, where a function that is cut off shows.
    size = np.array([7.5, 12.0, 18.0, 25.0]) * rng.uniform(0.95, 1.05, 4)
    yield call(rng.permutation([*size, *-size]), check=close(scale=1e-10), label="numbers far from 0")
    yield call(rng.permutation([1e-9, -1e-6, 1e-4, -1e-3]), label="small numbers")
    # e^1000 is too large for float64 (the largest exponent is 709), so e^z / (1 + e^z) gives nan where the answer is 1.
    # On the negative side, -500 is as far as the usual formula goes without a warning that would only distract.
    yield call(np.array([[1000.0, -500.0]]), label="very large numbers")


SIGMOID = Exercise(
    name="sigmoid",
    cases=sigmoid_cases,
    hints=(
        "Try it on paper: for z = 0 the answer must be 1/2, for a large positive z nearly 1, for a large negative z "
        "nearly 0.",
        "NumPy works on whole arrays: its exponential takes an array and returns an array, and so do minus, plus "
        "and division.",
        "The denominator is a sum of two terms. Put brackets around all of it.",
    ),
    variants=(
        *(
            wrong(
                f"clipped_at_{bound}",
                f"z is limited to {bound} here, so numbers further out give a wrong result. No limit is needed.",
                ("1 / (1 + np.exp(-z))", f"1 / (1 + np.exp(-np.clip(z, -{bound}, {bound})))"),
            )
            for bound in (5, 10, 15, 20)
        ),
        wrong(
            "missing_brackets",
            "The brackets around the denominator are missing: Python divides before it adds, so `1 / 1 + x` is 1 + x.",
            ("1 / (1 + np.exp(-z))", "1 / 1 + np.exp(-z)"),
        ),
        wrong(
            "sign_of_exponent",
            "The exponent lost its minus sign: your curve falls from 1 to 0 where it should rise from 0 to 1.",
            ("np.exp(-z)", "np.exp(z)"),
        ),
        wrong(
            "minus_in_denominator",
            "The denominator is one *plus* the exponential. With a minus it is 0 at z = 0.",
            ("(1 + np.exp", "(1 - np.exp"),
        ),
        wrong(
            "derivative",
            "This is the slope of the sigmoid, s (1 - s). Return the value itself.",
            ("return 1 / (1 + np.exp(-z))", "s = 1 / (1 + np.exp(-z))\n    return s * (1 - s)"),
        ),
        wrong(
            "tanh",
            "This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            ("1 / (1 + np.exp(-z))", "np.tanh(z)"),
        ),
        wrong(
            "step",
            "This returns only 0 or 1. The sigmoid passes smoothly through all values in between.",
            ("1 / (1 + np.exp(-z))", "np.where(np.asarray(z) > 0, 1.0, 0.0)"),
        ),
        wrong(
            "exponential_alone",
            "This is the exponential alone. It still has to go into 1 / (1 + ...).",
            ("1 / (1 + np.exp(-z))", "np.exp(-z)"),
        ),
        wrong(
            "overflow",
            "This works for ordinary numbers, but for a large z, e^z is infinite, and infinity over infinity is "
            "nan. Write the fraction with the exponential only in the denominator.",
            ("1 / (1 + np.exp(-z))", "np.exp(z) / (1 + np.exp(z))"),
        ),
        wrong(
            "scalar_only",
            "`math.exp` takes one number at a time. `np.exp` takes a whole array.",
            ("return 1 / (1 + np.exp(-z))", "import math\n    return 1 / (1 + math.exp(-z))"),
        ),
        wrong(
            "flattened",
            "The numbers are right, but the result must have the same shape as z.",
            ("1 / (1 + np.exp(-z))", "np.ravel(1 / (1 + np.exp(-z)))"),
        ),
    ),
    alternatives=(
        also_right(
            "by_tanh", "the same function: (1 + tanh(z/2)) / 2", ("1 / (1 + np.exp(-z))", "0.5 * (1 + np.tanh(z / 2))")
        ),
        also_right(
            "by_logaddexp",
            "never overflows: exp(-log(1 + e^-z))",
            ("1 / (1 + np.exp(-z))", "np.exp(-np.logaddexp(0, -z))"),
        ),
        also_right(
            "two_branches",
            "never overflows: each sign of z has its own fraction",
            code="""
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))
""",
        ),
        also_right(
            "in_steps",
            "one step per line, with other functions",
            ("return 1 / (1 + np.exp(-z))", "e = np.power(np.e, -1.0 * z)\n    return np.divide(1.0, np.add(e, 1.0))"),
        ),
    ),
    # Rises from 0.1 to 0.9 and is exactly 0.5 at 0, so that logarithms and ties still make sense.
    stand_in="""
def sigmoid(z):
    return 0.5 + 0.4 * z / (1 + np.abs(z))
""",
)
