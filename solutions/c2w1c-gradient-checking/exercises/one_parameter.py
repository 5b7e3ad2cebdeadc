"""The simplest cost and its slope."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong


def one_parameter_cases(rng: np.random.Generator) -> Iterable[Case]:
    def number() -> float:
        return round(float(rng.choice([-1, 1]) * rng.uniform(1.5, 6)), 2)

    x, theta = (int(n) for n in rng.permutation(np.arange(2, 10))[:2])
    yield call(x, theta, label="integers")
    yield call(number(), number(), label="decimal numbers")
    yield call(-abs(number()), abs(number()), label="a negative input")


def backward_propagation_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for _ in range(2):
        x, theta = (float(n) for n in rng.normal(0, 2, 2))
        yield Gradient(
            of=lambda theta, x=x: module.forward_propagation(x, theta),
            at={"theta": theta},
            claimed={"theta": module.backward_propagation(x, theta)},
        )


FORWARD = Exercise(
    name="forward_propagation",
    cases=one_parameter_cases,
    hints=("The cost is a product of two numbers.", "J = theta * x."),
    variants=(
        wrong("added", "The two are added. J is their product.", ("theta * x", "theta + x")),
        wrong("divided", "The two are divided. J is their product.", ("theta * x", "theta / x")),
        wrong("input_alone", "This is x alone, which is the slope of J, the next task.", ("theta * x", "x")),
        wrong("parameter_alone", "This is theta alone. J is theta times x.", ("theta * x", "theta")),
        wrong("squared", "J is theta times x, without a square.", ("theta * x", "theta**2 * x")),
        wrong("negative", "The sign is wrong.", ("theta * x", "-theta * x")),
        wrong("unknown_name", UNKNOWN_NAME, ("theta * x", "theta * X")),
    ),
    accepted=(
        accepted(
            "as_array",
            "You return a 1 by 1 array; the docstring asks for a plain number.",
            ("theta * x", "np.array([[theta * x]])"),
        ),
    ),
    alternatives=(
        also_right("by_dot", "np.dot of two numbers is their product", ("theta * x", "np.dot(x, theta)")),
        also_right("by_multiply", "np.multiply", ("return theta * x", "J = np.multiply(theta, x)\n    return J")),
    ),
    # Curved, so that one-sided and two-sided differences give different slopes.
    stand_in="""
def forward_propagation(x, theta):
    return x * theta + 0.3 * theta ** 2
""",
)

BACKWARD = Exercise(
    name="backward_propagation",
    cases=one_parameter_cases,
    hints=(
        "How much does theta * x grow when theta grows a little? Try x = 2 and theta = 4, then theta = 4.001.",
        "The slope does not depend on theta: J as a function of theta is a straight line.",
    ),
    variants=(
        wrong(
            "slope_in_x",
            "This is the slope with respect to x. Here theta is nudged.",
            ("return x", "return theta"),
        ),
        wrong("cost", "This is J itself. Return its slope.", ("return x", "return theta * x")),
        wrong("one", "The slope is not 1: nudging theta changes J by x times as much.", ("return x", "return 1")),
        wrong("zero", "The slope is not 0: nudging theta changes J.", ("return x", "return 0")),
        wrong("negative", "The sign is wrong.", ("return x", "return -x")),
        wrong("doubled", "This is twice the slope.", ("return x", "return 2 * x")),
        wrong(
            "sum",
            "This is x + theta. The derivative of a product with respect to one factor is the other factor.",
            ("return x", "return x + theta"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("return x", "return X")),
    ),
    alternatives=(
        also_right("named", "with a name", ("return x", "dtheta = x\n    return dtheta")),
        also_right("as_float", "as a float", ("return x", "return 1.0 * x")),
    ),
    gradients=backward_propagation_gradients,
    # Not the slope of the stand-in above, and often of opposite sign, so there is a difference to measure.
    stand_in="""
def backward_propagation(x, theta):
    return 0.7 * x - 2 * theta
""",
)
