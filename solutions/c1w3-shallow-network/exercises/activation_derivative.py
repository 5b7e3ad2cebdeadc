"""The slopes of the four activation functions."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, close, wrong

from .activation import KINDS, both_signs


def activation_derivative_cases(rng: np.random.Generator) -> Iterable[Case]:
    """Never at the kinks themselves: the contract leaves the slope open there."""
    for kind in KINDS:
        yield call(both_signs(rng, (2, 5)), kind, label=f"{kind} of a matrix")
    for kind in ("sigmoid", "tanh"):
        yield call(np.array([0.0, -0.5, 1.5]), kind, label=f"{kind} at 0")
    # Far from 0 the exponentials are large, and the slopes are tiny or 1.
    for kind in KINDS:
        far = rng.permutation([-1, 1, -1, 1]) * rng.uniform(7, 12, 4)
        near = rng.permutation([-1e-4, 1e-9, 1e-6, -1e-5])
        yield call(near, kind, label=f"{kind} close to 0")
        yield call(far, kind, check=close(scale=0.1), label=f"{kind} far from 0")
    yield call(np.array([[1000.0, -900.0, 0.5]]), "tanh", label="tanh of very large numbers")
    yield call(np.array([[1000.0, -500.0, 1.5]]), "sigmoid", label="sigmoid of very large numbers")
    yield call(-round(float(rng.uniform(0.5, 2)), 3), "leaky_relu", label="leaky_relu of one number")
    whole = np.array([-3, -2, -1, 1, 2])
    yield call(rng.permutation(whole), "leaky_relu", label="leaky_relu of whole numbers")
    yield call(rng.permutation(whole), "relu", label="relu of whole numbers")
    yield call(both_signs(rng, (3, 1, 2)), "tanh", label="tanh with three axes")


def activation_derivative_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Each entry's slope, multiplied by its own random number, is the gradient of the weighted sum."""
    for kind in KINDS:
        z = both_signs(rng, (2, 3))
        upstream = rng.normal(size=z.shape)
        yield Gradient(
            of=lambda z, upstream=upstream, kind=kind: np.sum(upstream * module.activation(z, kind)),
            at={"z": z},
            claimed={"z": upstream * module.activation_derivative(z, kind)},
        )


SIGMOID, TANH = "return a * (1 - a)", "return 1 - a**2"
RELU, LEAKY = "return np.where(z > 0, 1.0, 0.0)", "return np.where(z > 0, 1.0, 0.01)"
VALUE = "a = activation(z, kind)"

ACTIVATION_DERIVATIVE = Exercise(
    name="activation_derivative",
    cases=activation_derivative_cases,
    gradients=activation_derivative_gradients,
    uses=("activation",),
    hints=(
        "Draw each curve: where is it steep, and where is it flat? At 0 the sigmoid has slope 1/4 and tanh slope "
        "1; relu and leaky_relu have only two slopes each.",
        "For sigmoid and tanh, first compute a = g(z) with your own `activation`. Both slopes can be written in "
        "terms of a.",
        "For the other two, let `np.where` choose by the sign of z: the slope on the right or the slope on the left.",
    ),
    variants=(
        wrong(
            "sigmoid_overflow",
            "sigmoid: this works for ordinary numbers, but for large ones e^z is infinite, and infinity over "
            "infinity is nan.",
            (SIGMOID, "return np.exp(z) / (1 + np.exp(z)) ** 2"),
        ),
        wrong(
            "relu_slope_by_loop",
            "relu: this loop works for a list of numbers, not for a matrix. Use `np.where`.",
            (RELU, "return np.array([1.0 if t > 0 else 0.0 for t in z])"),
        ),
        # sigmoid
        wrong("sigmoid_value", "sigmoid: this is its value a. Its slope is a (1 - a).", (SIGMOID, "return a")),
        wrong("sigmoid_plus", "sigmoid: the second factor is 1 *minus* a.", (SIGMOID, "return a * (1 + a)")),
        wrong(
            "sigmoid_sign", "sigmoid: it rises everywhere, so its slope is positive.", (SIGMOID, "return a * (a - 1)")
        ),
        wrong(
            "sigmoid_like_tanh",
            "sigmoid: 1 - a^2 is the slope of tanh. The slope of the sigmoid is a (1 - a).",
            (SIGMOID, "return 1 - a**2"),
        ),
        wrong(
            "sigmoid_second_factor",
            "sigmoid: the first factor is missing. The slope is a times (1 - a).",
            (SIGMOID, "return 1 - a"),
        ),
        wrong(
            "sigmoid_of_z",
            "sigmoid: this is z (1 - z). First turn z into a = sigmoid(z), then take a (1 - a).",
            (SIGMOID, "return z * (1 - z)"),
        ),
        # tanh
        wrong("tanh_value", "tanh: this is its value a. Its slope is 1 - a^2.", (TANH, "return a")),
        wrong("tanh_without_square", "tanh: a must be squared: 1 - a^2.", (TANH, "return 1 - a")),
        wrong(
            "tanh_plus", "tanh: the slope is 1 *minus* a^2. It is largest, 1, where a is 0.", (TANH, "return 1 + a**2")
        ),
        wrong("tanh_sign", "tanh: it rises everywhere, so its slope is positive.", (TANH, "return a**2 - 1")),
        wrong("tanh_square_alone", "tanh: this is a^2. The slope is 1 minus that.", (TANH, "return a**2")),
        wrong(
            "tanh_like_sigmoid",
            "tanh: a (1 - a) is the slope of the sigmoid. The slope of tanh is 1 - a^2.",
            (TANH, "return a * (1 - a)"),
        ),
        wrong(
            "tanh_of_z",
            "tanh: this is 1 - z^2. First turn z into a = tanh(z), then take 1 - a^2.",
            (TANH, "return 1 - z**2"),
        ),
        wrong(
            "tanh_twice",
            "You applied tanh twice: a is already tanh(z), so the slope is 1 - a^2, not 1 - tanh(a)^2.",
            (TANH, "return 1 - np.tanh(a) ** 2"),
        ),
        wrong("tanh_cubed", "tanh: the exponent should be 2.", (TANH, "return 1 - a**3")),
        # relu
        wrong(
            "relu_value", "relu: this is its value. Its slope is 1 on the right and 0 on the left.", (RELU, "return a")
        ),
        wrong(
            "relu_sides",
            "relu: the sides are swapped. It is flat on the left.",
            (RELU, "return np.where(z > 0, 0.0, 1.0)"),
        ),
        wrong(
            "relu_everywhere_one", "relu: it is flat on the left, with slope 0.", (RELU, "return np.ones(np.shape(z))")
        ),
        wrong("relu_sign_function", "relu: on the left the slope is 0, not -1.", (RELU, "return np.sign(z) * 1.0")),
        wrong("relu_kink_at_one", "relu: the kink is at 0, not at 1.", (RELU, "return np.where(z > 1, 1.0, 0.0)")),
        # leaky_relu
        wrong(
            "leaky_value",
            "leaky_relu: this is its value. Its slope is 1 on the right and 0.01 on the left.",
            (LEAKY, "return a"),
        ),
        wrong(
            "leaky_is_relu",
            "leaky_relu: on the left its slope is 0.01, not 0.",
            (LEAKY, "return np.where(z > 0, 1.0, 0.0)"),
        ),
        wrong(
            "leak_of_a_tenth", "leaky_relu: the slope on the left is 0.01.", (LEAKY, "return np.where(z > 0, 1.0, 0.1)")
        ),
        wrong(
            "leak_times_z",
            "leaky_relu: 0.01 z is the value on the left. The slope there is 0.01.",
            (LEAKY, "return np.where(z > 0, 1.0, 0.01 * z)"),
        ),
        wrong(
            "leak_negative",
            "leaky_relu: it rises on the left as well, with slope +0.01.",
            (LEAKY, "return np.where(z > 0, 1.0, -0.01)"),
        ),
        wrong(
            "leaky_sides",
            "leaky_relu: the sides are swapped. The slope is 1 on the right.",
            (LEAKY, "return np.where(z > 0, 0.01, 1.0)"),
        ),
        # all of them
        wrong(
            "activation_twice",
            "You applied the activation twice. The argument is z, the input of g: apply g to it once.",
            (VALUE, "a = activation(activation(z, kind), kind)"),
        ),
        wrong(
            "z_taken_for_a",
            "You took the argument for a = g(z), but it is z itself. Call `activation` on it first.",
            (VALUE, "a = z"),
        ),
        wrong("values", "These are the values g(z). Return their slopes.", (VALUE, VALUE + "\n    return a")),
        wrong(
            "relus_exchanged",
            "relu and leaky_relu are swapped: the leaky one has slope 0.01 on the left.",
            ('kind == "relu"', 'kind == "leaky_relu"'),
        ),
        wrong(
            "always_sigmoid",
            "You return a (1 - a) for every `kind`. That is the slope of the sigmoid only.",
            ('kind == "sigmoid"', "kind"),
        ),
        wrong(
            "always_tanh",
            "You return 1 - a^2 for every `kind`. That is the slope of tanh only.",
            ('    if kind == "sigmoid":\n        return a * (1 - a)\n    if kind == "tanh":\n', "    if kind:\n"),
        ),
        wrong(
            "leaky_missing",
            'Your function returns nothing for kind "leaky_relu". Check the spelling in your code: it has an '
            "underscore.",
            (LEAKY, 'if kind == "leaky":\n        return np.where(z > 0, 1.0, 0.01)'),
        ),
        wrong(
            "summed",
            "You returned one number for a whole array. Each entry has its own slope.",
            (TANH, "return np.sum(1 - a**2)"),
        ),
        wrong(
            "one_number_at_a_time",
            "`if z > 0` tests a single number. For a whole array, use `np.where`.",
            (LEAKY, "return 1.0 if z > 0 else 0.01"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (VALUE, "a = activation(Z, kind)")),
    ),
    alternatives=(
        also_right(
            "from_the_exponentials",
            "without calling activation",
            code="""
def activation_derivative(z, kind):
    z = np.asarray(z, dtype=float)
    if kind == "sigmoid":
        return np.exp(-z) / (1 + np.exp(-z)) ** 2
    if kind == "tanh":
        return 1 / np.cosh(z) ** 2
    slope = np.ones_like(z)
    slope[z <= 0] = {"relu": 0.0, "leaky_relu": 0.01}[kind]
    return slope
""",
        ),
        also_right(
            "kinks_to_the_right",
            "the other slope at the kink, as in the lecture; booleans turned into numbers",
            code="""
def activation_derivative(z, kind):
    if kind == "sigmoid":
        s = activation(z, kind="sigmoid")
        return s - np.square(s)
    elif kind == "tanh":
        t = activation(z, kind="tanh")
        return (1 - t) * (1 + t)
    elif kind == "relu":
        return 1.0 * (np.asarray(z) >= 0)
    elif kind == "leaky_relu":
        return (np.asarray(z) >= 0) * 0.99 + 0.01
""",
        ),
    ),
    equivalent={
        "return np.where(1.0, z > 0, 0.0)": "this is z > 0 converted to floats, which is the answer",
        "return np.where(z >= 0, 1.0, 0.0)": "at the kink itself relu has no slope, and either one is accepted",
        "return np.where(z >= 0, 1.0, 0.01)": "at the kink itself leaky_relu has no slope, and either one is accepted",
    },
    # Right for tanh alone, where some write 1 - A1^2 directly and some call this function.
    stand_in="""
def activation_derivative(z, kind):
    return 1 - np.tanh(z) ** 2 if kind == "tanh" else 0.3 + 0.1 * np.tanh(z)
""",
)
