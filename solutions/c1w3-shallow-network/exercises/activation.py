"""Four activation functions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

KINDS = ("sigmoid", "tanh", "relu", "leaky_relu")


def both_signs(rng: np.random.Generator, shape: tuple[int, ...], spread: float = 2.0) -> np.ndarray:
    """Numbers on both sides of 0, none of them close enough to 0 for a kink to matter."""
    signs = rng.permutation(np.resize([-1.0, 1.0], int(np.prod(shape)))).reshape(shape)
    return signs * (0.05 + np.abs(rng.normal(0, spread, shape)))


def activation_cases(rng: np.random.Generator) -> Iterable[Case]:
    for kind in KINDS:
        yield call(both_signs(rng, (2, 5)), kind, label=f"{kind} of a matrix")
    yield call(np.array([[0.0, -0.5]]), "sigmoid", label="sigmoid at 0")
    yield call(-round(float(rng.uniform(0.5, 2)), 3), "leaky_relu", label="leaky_relu of one number")
    yield call(rng.permutation(np.array([-3, -2, -1, 0, 1, 2])), "leaky_relu", label="leaky_relu of whole numbers")
    yield call(rng.permutation(np.array([-3, -2, -1, 0, 1, 2])), "relu", label="relu of whole numbers")
    yield call(both_signs(rng, (3, 1, 2)), "tanh", label="tanh with three axes")
    # Far from 0, where a function that is cut off shows; close to 0, where a function that is rounded shows.
    size = np.array([7.5, 12.0, 18.0, 25.0]) * rng.uniform(0.95, 1.05, 4)
    far = rng.permutation([*size, *-size])
    for kind in KINDS:
        yield call(far, kind, check=close(scale=1e-10), label=f"{kind} far from 0")
        near = rng.permutation([-1, 1, 1, -1]) * 10.0 ** rng.permutation([-9, -6, -5, -4])
        scale = 1.0 if kind == "sigmoid" else 1e-10
        yield call(near, kind, check=close(scale=scale), label=f"{kind} close to 0")
    # e^1000 is too large for float64, so a quotient of exponentials gives nan where tanh is 1 or -1.
    yield call(np.array([[1000.0, -800.0, 0.5]]), "tanh", label="tanh of very large numbers")
    yield call(np.array([[1000.0, -500.0, 2.5]]), "sigmoid", label="sigmoid of very large numbers")


SIGMOID, TANH = "1 / (1 + np.exp(-z))", "np.tanh(z)"
RELU, LEAKY = "np.maximum(0, z)", "np.maximum(0.01 * z, z)"

ACTIVATION = Exercise(
    name="activation",
    cases=activation_cases,
    hints=(
        'Four cases, selected by the text in `kind`: `if kind == "sigmoid":` and so on. Each case is one line.',
        "relu and leaky_relu take the larger of two numbers, entry by entry. Which two? NumPy has a function "
        "that does this for whole arrays.",
        "Python's `max(0, z)` and `np.max` look at a whole array at once. `np.maximum(p, q)` compares entry by "
        "entry. NumPy also has tanh under that name.",
    ),
    variants=(
        *(
            wrong(
                f"sigmoid_clipped_at_{bound}",
                f"sigmoid: z is limited to {bound} here, so numbers further out give a wrong result. No limit is "
                f"needed.",
                (SIGMOID, f"1 / (1 + np.exp(-np.clip(z, -{bound}, {bound})))"),
            )
            for bound in (5, 10, 15, 20)
        ),
        wrong("relu_six", "relu: it has no upper limit.", (RELU, "np.minimum(np.maximum(0, z), 6)")),
        wrong(
            "relu_entry_by_loop",
            "relu: this loop works for a list of numbers, not for a matrix or a single number. Use `np.maximum`.",
            (RELU, "np.array([max(0, t) for t in z])"),
        ),
        wrong("relu_kink_at_one", "relu: numbers between 0 and 1 stay, too.", (RELU, "z * (z > 1)")),
        wrong(
            "leaky_constant_on_the_left",
            "leaky_relu: every negative z became the same number. The leak is 0.01 *times z*.",
            (LEAKY, "np.where(z > 0, z, 0.01)"),
        ),
        wrong(
            "leak_of_a_thousandth",
            "leaky_relu: the slope of the leak is 0.01, a hundredth, not a thousandth.",
            (LEAKY, "np.maximum(0.001 * z, z)"),
        ),
        wrong(
            "leak_cut_to_whole_numbers",
            "leaky_relu: an array of whole numbers keeps no fractions. Start from a new array of floats, or use "
            "`np.where`.",
            (f"return {LEAKY}", "out = np.array(z)\n    out[out < 0] = 0.01 * out[out < 0]\n    return out"),
        ),
        # sigmoid
        wrong(
            "sigmoid_without_brackets",
            "sigmoid: the brackets around the denominator are missing. Python divides before it adds.",
            (SIGMOID, "1 / 1 + np.exp(-z)"),
        ),
        wrong(
            "sigmoid_sign",
            "sigmoid: the exponent lost its minus sign. The curve should rise from 0 to 1.",
            (SIGMOID, "1 / (1 + np.exp(z))"),
        ),
        wrong(
            "sigmoid_overflow",
            "sigmoid: this works for ordinary numbers, but for a large z, e^z is infinite, and infinity over "
            "infinity is nan. Write the fraction with the exponential only in the denominator.",
            (SIGMOID, "np.exp(z) / (1 + np.exp(z))"),
        ),
        # tanh
        wrong(
            "tanh_overflow",
            "tanh: this works for ordinary numbers, but for large ones e^z overflows and the fraction is nan. "
            "`np.tanh` avoids this.",
            (TANH, "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))"),
        ),
        wrong(
            "tanh_of_half",
            "tanh: this is 2 sigmoid(z) - 1, which is tanh(z / 2). Use the sigmoid of 2z, or `np.tanh`.",
            (TANH, "2 / (1 + np.exp(-z)) - 1"),
        ),
        wrong(
            "tanh_is_tan", "tanh: `np.tan` is the tangent. The *hyperbolic* tangent is `np.tanh`.", (TANH, "np.tan(z)")
        ),
        wrong("tanh_is_arctan", "tanh: this is the arc tangent. Use `np.tanh`.", (TANH, "np.arctan(z)")),
        wrong(
            "tanh_numerator",
            "tanh: the numerator is the *difference* of the exponentials, the denominator their sum. Yours is "
            "upside down.",
            (TANH, "(np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))"),
        ),
        wrong("tanh_is_sigmoid", "tanh: this is the sigmoid. tanh runs from -1 to 1.", (TANH, SIGMOID)),
        # relu
        wrong("relu_minimum", "relu: take the *larger* of 0 and z, not the smaller.", (RELU, "np.minimum(0, z)")),
        wrong("relu_absolute", "relu: negative numbers should become 0, not positive.", (RELU, "np.abs(z)")),
        wrong(
            "relu_step",
            "relu: this returns 1 for every positive z, which is the slope of relu. Its value is z itself.",
            (RELU, "np.where(np.asarray(z) > 0, 1.0, 0.0)"),
        ),
        wrong("relu_identity", "relu: negative numbers should become 0.", (RELU, "z")),
        wrong(
            "relu_capped", "relu: large numbers should not change; relu has no upper limit.", (RELU, "np.clip(z, 0, 1)")
        ),
        wrong(
            "relu_from_one",
            "relu: the kink is at 0, not at 1.",
            (RELU, "np.maximum(0, z - 1)"),
        ),
        wrong(
            "relu_of_whole_array",
            "`np.max(0, z)` looks for the largest entry of its *first* argument. Use `np.maximum` to compare "
            "entry by entry.",
            (RELU, "np.max(0, z)"),
        ),
        wrong(
            "relu_by_python_max",
            "Python's `max` cannot say which of two whole arrays is larger. Use `np.maximum` to compare entry by "
            "entry.",
            (RELU, "max(0, z)"),
        ),
        # leaky_relu
        wrong(
            "leaky_is_relu",
            "leaky_relu: this is the plain relu. Negative numbers should become a hundredth of z.",
            (LEAKY, RELU),
        ),
        wrong(
            "leak_of_a_tenth",
            "leaky_relu: the slope of the leak is 0.01, a hundredth, not a tenth.",
            (LEAKY, "np.maximum(0.1 * z, z)"),
        ),
        wrong(
            "leaky_minimum",
            "leaky_relu: the sides are swapped. Positive numbers stay the same, negative ones become a "
            "hundredth: take the *larger* of 0.01 z and z.",
            (LEAKY, "np.minimum(0.01 * z, z)"),
        ),
        wrong(
            "leaky_constant",
            "leaky_relu: every negative z became the same number. The leak is 0.01 *times z*.",
            (LEAKY, "np.maximum(0.01, z)"),
        ),
        wrong(
            "leaky_flipped",
            "leaky_relu: negative numbers became positive. They should keep their sign.",
            (LEAKY, "np.maximum(-0.01 * z, z)"),
        ),
        wrong(
            "leak_added",
            "leaky_relu: 0.01 z was added on both sides. Positive numbers should stay the same.",
            (LEAKY, "np.maximum(0, z) + 0.01 * z"),
        ),
        # all of them
        wrong(
            "relus_exchanged",
            "relu and leaky_relu are swapped: the leaky one turns a negative z into a hundredth of z.",
            ('kind == "relu"', 'kind == "leaky_relu"'),
        ),
        wrong(
            "always_sigmoid",
            "You return the sigmoid for every `kind`. Choose the function by `kind`.",
            ('kind == "sigmoid"', 'kind in ("sigmoid", "tanh", "relu", "leaky_relu")'),
        ),
        wrong(
            "always_tanh",
            "You return tanh for every `kind`. Choose the function by `kind`.",
            (
                '    if kind == "sigmoid":\n        return 1 / (1 + np.exp(-z))\n    if kind == "tanh":\n',
                "    if kind:\n",
            ),
        ),
        wrong(
            "leaky_missing",
            'Your function returns nothing for kind "leaky_relu". Check the spelling in your code: it has an '
            "underscore.",
            (f"return {LEAKY}", f'if kind == "leaky":\n        return {LEAKY}'),
        ),
        wrong(
            "slopes",
            "These are the slopes g'(z). Return the values g(z).",
            code="""
def activation(z, kind):
    z = np.asarray(z)
    if kind == "sigmoid":
        with np.errstate(over="ignore"):
            a = 1 / (1 + np.exp(-z))
        return a * (1 - a)
    if kind == "tanh":
        return 1 - np.tanh(z) ** 2
    return np.where(z > 0, 1.0, 0.0 if kind == "relu" else 0.01)
""",
        ),
        wrong(
            "one_number_at_a_time",
            "`if z > 0` tests a single number. For a whole array, use `np.maximum` or `np.where`.",
            (f"return {LEAKY}", "return z if z > 0 else 0.01 * z"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (TANH, "np.tanh(Z1)")),
    ),
    alternatives=(
        also_right(
            "by_selection",
            "np.where, and tanh from the sigmoid without overflow",
            code="""
def activation(z, kind):
    z = np.asarray(z, dtype=float)
    logistic = lambda t: 0.5 * (1 + np.tanh(t / 2))
    if kind == "sigmoid":
        return logistic(z)
    elif kind == "tanh":
        return 2 * logistic(2 * z) - 1
    elif kind == "relu":
        return np.where(z > 0, z, 0)
    elif kind == "leaky_relu":
        return np.where(z > 0, z, 0.01 * z)
    else:
        raise ValueError(f"unknown kind {kind!r}")
""",
        ),
        also_right(
            "by_masks",
            "a copy, changed where it is negative",
            code="""
def activation(z, kind):
    a = np.array(z, dtype=float)
    if kind in ("relu", "leaky_relu"):
        a[a < 0] *= 0.01 if kind == "leaky_relu" else 0
        return a
    if kind == "tanh":
        return np.tanh(a)
    return 1.0 / (1.0 + np.exp(-1.0 * a))
""",
        ),
        also_right(
            "by_dictionary",
            "a table of functions",
            code="""
def activation(z, kind):
    table = {
        "sigmoid": lambda: np.exp(-np.logaddexp(0, -z)),
        "tanh": lambda: np.tanh(z),
        "relu": lambda: z * (z > 0),
        "leaky_relu": lambda: z * np.where(z > 0, 1, 0.01),
    }
    return table[kind]()
""",
        ),
    ),
    # tanh is the real one, so that code that writes np.tanh directly agrees with code that calls this. The others are
    # not:
    # a curve from 0.1 to 0.9, and lines with other slopes of the right signs.
    stand_in="""
def activation(z, kind):
    if kind == "tanh":
        return np.tanh(z)
    if kind == "sigmoid":
        return 0.5 + 0.4 * z / (1 + np.abs(z))
    return np.where(z > 0, 0.5 * z, 0 * z if kind == "relu" else 0.2 * z)
""",
)
