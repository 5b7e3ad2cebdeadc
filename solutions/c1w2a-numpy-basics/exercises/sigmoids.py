"""The sigmoid of one number, of an array, and its slope."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import (
    UNKNOWN_NAME,
    Case,
    Exercise,
    Gradient,
    Variant,
    accepted,
    also_right,
    call,
    close,
    wrong,
)

from .common import NUMBER_AS_ARRAY


def basic_sigmoid_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(round(float(rng.uniform(0.5, 2)), 3), label="a number above zero")
    yield call(-round(float(rng.uniform(0.5, 2)), 3), label="a number below zero")
    yield call(int(rng.integers(2, 5)), label="a whole number")
    yield call(0, label="zero")
    yield call(20.5, label="a large number")
    yield call(-round(float(rng.uniform(22, 25)), 3), check=close(scale=1e-10), label="a number far below zero")


def sigmoid_variants(exp: str) -> tuple[Variant, ...]:
    """The mistakes that both sigmoids share; `exp` is the exponential function that the reference calls."""
    whole = f"1 / (1 + {exp}(-x))"
    return (
        wrong(
            "missing_brackets",
            "The brackets around the denominator are missing: Python divides before it adds, so `1 / 1 + t` is 1 + t.",
            (whole, f"1 / 1 + {exp}(-x)"),
        ),
        wrong(
            "sign_of_exponent",
            "The exponent lost its minus sign: your curve falls from 1 to 0 where it should rise from 0 to 1.",
            (f"{exp}(-x)", f"{exp}(x)"),
        ),
        wrong(
            "exponential_alone",
            "This is the exponential alone. It still has to go into 1 / (1 + ...).",
            (whole, f"{exp}(-x)"),
        ),
        wrong(
            "derivative",
            "This is the slope of the sigmoid, s (1 - s). Return the value itself.",
            (f"return {whole}", f"s = {whole}\n    return s * (1 - s)"),
        ),
        wrong("tanh", "This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.", (whole, "np.tanh(x)")),
        wrong(
            "step",
            "This returns only 0 or 1. The sigmoid passes smoothly through all values in between.",
            (whole, "np.where(np.asarray(x) > 0, 1.0, 0.0)"),
        ),
        wrong("base_ten", "This is a power of 10. `exp` is a power of e = 2.718...", (f"{exp}(-x)", "10.0 ** -x")),
        wrong("unknown_name", UNKNOWN_NAME, (f"{exp}(-x)", f"{exp}(-z)")),
    )


BASIC_SIGMOID = Exercise(
    name="basic_sigmoid",
    cases=basic_sigmoid_cases,
    hints=(
        "Try it on paper: for x = 0 the answer must be 1/2, for a large x nearly 1, for a very negative x nearly 0.",
        "`math.exp(t)` is e to the power of t. Which t does the formula have? Watch its sign.",
        "The denominator is a sum of two terms. Put brackets around all of it.",
    ),
    variants=(
        *sigmoid_variants("math.exp"),
        wrong("one_forgotten", "The 1 in the denominator is missing.", ("(1 + math.exp(-x))", "math.exp(-x)")),
        wrong(
            "rounded_e",
            "2.718 is e only to three digits. Use `math.exp`, which knows them all.",
            ("math.exp(-x)", "2.718 ** (-x)"),
        ),
        wrong(
            "minus_in_denominator",
            "The denominator is one *plus* the exponential. With a minus it is 0 at x = 0.",
            ("(1 + math", "(1 - math"),
        ),
        wrong(
            "rounded",
            "The result was rounded. Do not round.",
            ("1 / (1 + math.exp(-x))", "round(1 / (1 + math.exp(-x)), 2)"),
        ),
        wrong(
            "whole_number",
            "The result was cut to a whole number. Divide with `/`.",
            ("1 / (1 + math.exp(-x))", "1 // (1 + math.exp(-x))"),
        ),
    ),
    accepted=(
        accepted(
            "as_array", NUMBER_AS_ARRAY, ("1 / (1 + math.exp(-x))", "1 / (1 + np.exp(np.array([-x], dtype=float)))")
        ),
    ),
    alternatives=(
        also_right("by_numpy", "NumPy's exponential takes single numbers too", ("math.exp", "np.exp")),
        also_right("power_of_e", "e to a power", ("math.exp(-x)", "math.e ** -x")),
        also_right("by_tanh", "the same function", ("1 / (1 + math.exp(-x))", "0.5 * (1 + math.tanh(x / 2))")),
        also_right(
            "growing_exponential", "e^x / (e^x + 1)", ("1 / (1 + math.exp(-x))", "math.exp(x) / (math.exp(x) + 1)")
        ),
    ),
)


def sigmoid_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (2, 3)), label="a matrix")
    yield call(round(float(rng.uniform(0.5, 2)), 3), label="one number")
    yield call(rng.permutation(np.arange(-2, 3)), label="a vector of integers")
    yield call(rng.normal(0, 1, (3, 1, 2)), label="three axes")
    # Far from 0, where a function that is cut off shows.
    size = np.array([7.5, 12.0, 18.0, 25.0]) * rng.uniform(0.95, 1.05, 4)
    yield call(rng.permutation([*size, *-size]), check=close(scale=1e-10), label="numbers far from 0")
    # e^1000 is too large for float64, so e^x / (1 + e^x) gives nan where the answer is 1.
    yield call(np.array([[1000.0, -20.0]]), label="a very large number")


SIGMOID = Exercise(
    name="sigmoid",
    cases=sigmoid_cases,
    hints=(
        "The formula is the same as in `basic_sigmoid`. Only x is different: it may now be an array.",
        "NumPy's exponential takes an array and returns an array, and so do minus, plus and division.",
    ),
    variants=(
        *sigmoid_variants("np.exp"),
        *(
            wrong(
                f"clipped_at_{bound}",
                f"x is limited to {bound} here, so numbers further out give a wrong result. No limit is needed.",
                ("1 / (1 + np.exp(-x))", f"1 / (1 + np.exp(-np.clip(x, -{bound}, {bound})))"),
            )
            for bound in (5, 10, 15, 20)
        ),
        wrong(
            "one_number_only",
            "`math.exp`, and therefore `basic_sigmoid`, takes one number at a time. `np.exp` takes a whole array.",
            ("np.exp(-x)", "math.exp(-x)"),
        ),
        wrong(
            "minus_in_denominator",
            "The denominator is one *plus* the exponential. With a minus it is 0 at x = 0.",
            ("(1 + np.exp", "(1 - np.exp"),
        ),
        wrong(
            "overflow",
            "This works for ordinary numbers, but for a large x, e^x is infinite, and infinity over infinity is "
            "nan. Write the fraction with e^-x, and only in the denominator.",
            ("1 / (1 + np.exp(-x))", "np.exp(x) / (1 + np.exp(x))"),
        ),
        wrong(
            "flattened",
            "The numbers are right, but the result must have the same shape as x.",
            ("1 / (1 + np.exp(-x))", "np.ravel(1 / (1 + np.exp(-x)))"),
        ),
        wrong(
            "shares_of_a_sum",
            "All exponentials were added up. Apply the formula to each entry on its own.",
            ("1 + np.exp(-x)", "1 + np.sum(np.exp(-x))"),
        ),
    ),
    accepted=(
        accepted(
            "as_list",
            "You returned a list; please return an array.",
            ("1 / (1 + np.exp(-x))", "np.divide(1, 1 + np.exp(-x)).tolist()"),
        ),
    ),
    alternatives=(
        also_right("by_tanh", "the same function", ("1 / (1 + np.exp(-x))", "0.5 * (1 + np.tanh(x / 2))")),
        also_right(
            "one_number_at_a_time",
            "basic_sigmoid on every entry: slow, but right",
            ("1 / (1 + np.exp(-x))", "np.vectorize(basic_sigmoid, otypes=[float])(x)"),
        ),
        also_right(
            "in_steps",
            "one step per line",
            ("return 1 / (1 + np.exp(-x))", "e = np.exp(-1.0 * x)\n    return (1.0 + e) ** -1"),
        ),
    ),
    # Not symmetric, and its s (1 - s) is not a derivative that anyone would recognise.
    stand_in="""
def sigmoid(x):
    return 0.4 + 0.3 * x / (1 + np.abs(x))
""",
)


def sigmoid_derivative_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(0, 2, (3, 2)), label="a matrix")
    yield call(-round(float(rng.uniform(0.5, 2)), 3), label="one number")
    yield call(rng.permutation(np.arange(-3, 4)), label="a vector of integers")
    yield call(rng.normal(0, 1, (2, 3, 1)), label="three axes")


def sigmoid_derivative_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Each entry's slope, multiplied by its own random number, is the gradient of the weighted sum."""
    for x in (rng.normal(0, 2, (3, 2)), rng.normal(0, 2, 5)):
        upstream = rng.normal(size=x.shape)
        yield Gradient(
            of=lambda x, upstream=upstream: np.sum(upstream * module.sigmoid(x)),
            at={"x": x},
            claimed={"x": upstream * module.sigmoid_derivative(x)},
        )


SLOPE = "s * (1 - s)"

SIGMOID_DERIVATIVE = Exercise(
    name="sigmoid_derivative",
    cases=sigmoid_derivative_cases,
    gradients=sigmoid_derivative_gradients,
    uses=("sigmoid",),
    hints=(
        "Look at the curve: where is it steepest, and where is it almost flat? At 0 the slope must be 1/4.",
        "You have already written the sigmoid. Call it once, and store its result in a variable.",
    ),
    variants=(
        wrong(
            "value",
            "This is the value of the sigmoid. Its slope is s (1 - s).",
            (SLOPE, "s"),
        ),
        wrong(
            "sigmoid_twice",
            "You applied the sigmoid twice: s is already sigma(x), so do not pass it in again.",
            ("sigmoid(x)", "sigmoid(sigmoid(x))"),
        ),
        wrong(
            "taken_of_x",
            "This is x (1 - x). First turn x into s = sigma(x), then take s (1 - s).",
            (SLOPE, "x * (1 - x)"),
        ),
        wrong("plus_for_minus", "The second factor is 1 minus s, not 1 plus s.", (SLOPE, "s * (1 + s)")),
        wrong("second_factor_alone", "The first factor is missing: s times (1 - s).", (SLOPE, "1 - s")),
        wrong(
            "slope_of_tanh",
            "1 - s^2 is the slope of tanh. The slope of the sigmoid is s (1 - s).",
            (SLOPE, "1 - s ** 2"),
        ),
        wrong("negative", "The sigmoid rises everywhere, so its slope is never negative.", (SLOPE, "s * (s - 1)")),
        wrong("squared", "This is s times s. The second factor is 1 - s.", (SLOPE, "s * s")),
        wrong("missing_brackets", "Without brackets, `s * 1 - s` is always 0.", (SLOPE, "s * 1 - s")),
        wrong(
            "matrix_product",
            "This is a matrix product. Each slope depends on one entry only: multiply with `*`.",
            (SLOPE, "np.dot(s, 1 - s)"),
        ),
        wrong(
            "one_number",
            "You returned one number for the whole array. Each entry has its own slope.",
            (SLOPE, "np.sum(s * (1 - s))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("sigmoid(x)", "sigmoid(z)")),
    ),
    alternatives=(
        also_right("difference", "s - s^2", (SLOPE, "s - s ** 2")),
        also_right(
            "two_calls",
            "sigmoid called twice",
            code="def sigmoid_derivative(x):\n    return np.multiply(sigmoid(x), 1 - sigmoid(x=x))\n",
        ),
        also_right(
            "from_the_exponential",
            "the quotient rule, without calling sigmoid",
            code="def sigmoid_derivative(x):\n    e = np.exp(-x)\n    return e / (1 + e) ** 2\n",
        ),
    ),
)
