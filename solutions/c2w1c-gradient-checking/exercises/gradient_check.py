"""Compare a claimed slope with a measured one, for one parameter."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, also_right, call, close, wrong

HALF_A_STEP = 2.0**-53  # half the spacing of floating-point numbers just above 1; below 1 they are twice as dense


def check_cases(rng: np.random.Generator) -> Iterable[Case]:
    """
    theta x is a straight line, so an ordinary nudge measures its slope exactly, even with a wrong difference. But when
    the nudge is as small as the spacing of floating-point numbers, the sum theta + epsilon is rounded, by a rule that
    every computer follows (IEEE 754), and the measured slope is wrong by a known amount. x is a power of 2, so that
    nothing else is rounded.
    """
    x, theta = (int(n) for n in rng.permutation(np.arange(2, 9))[:2])
    one, other = (int(n) for n in rng.permutation(np.arange(1, 6))[:2])
    check = close(shape="exact")
    yield call(x, theta, print_msg=True, check=check, label="integers, default nudge, with a message")
    yield call(-x, theta, round(float(rng.uniform(0.1, 0.4)), 2), check=check, label="a wide nudge")
    yield call(
        -(2.0**one),
        2.0**other,
        2.0**other * HALF_A_STEP,
        check=check,
        label="a nudge to the right that is lost in rounding",
    )
    yield call(
        2.0**other,
        -(2.0**one),
        epsilon=2.0**one * HALF_A_STEP,
        check=check,
        label="a nudge to the left that is lost in rounding",
    )
    yield call(
        2.0**other,
        1.5 * 2.0**one,
        2.0**one * 1.2 * HALF_A_STEP,
        check=check,
        label="nudges that rounding makes larger",
    )


APPROX = "(J_plus - J_minus) / (2 * epsilon)"
PLUS = "forward_propagation(x, theta + epsilon)"
MINUS = "forward_propagation(x, theta - epsilon)"
RATIO = "np.abs(grad - approx) / (np.abs(grad) + np.abs(approx))"
# Twice the default gives the same result, except for rounding.
DEFAULT_NUDGE = Rule(
    "defaults", "You changed the default value in the first line. It should be `epsilon=1e-7`.", {"epsilon": 1e-7}
)
CALL_BOTH = (
    "`gradient_check` must call your `{}`. If you repeat its formula here, a mistake in that function goes unnoticed."
)

CHECK = Exercise(
    name="gradient_check",
    cases=check_cases,
    uses=("forward_propagation", "backward_propagation"),
    stand_ins_too=True,  # two slopes that agree hide mistakes; those of the stand-ins differ in size and sign
    no_gradients="it compares the slopes of other functions; it claims none itself",
    rules=(
        Rule("require_call", CALL_BOTH.format("forward_propagation"), {"name": "forward_propagation"}),
        Rule("require_call", CALL_BOTH.format("backward_propagation"), {"name": "backward_propagation"}),
        DEFAULT_NUDGE,
    ),
    hints=(
        "Two numbers are compared: a claimed slope and a measured one. Which of your functions claims a slope, and "
        "which one do you measure?",
        "Measure with the two-sided difference: the cost at theta + epsilon minus the cost at theta - epsilon, over 2 "
        "* epsilon.",
        "The distance |grad - approx| alone says little. Divide it by |grad| + |approx|, with brackets around the sum.",
    ),
    variants=(
        wrong(
            "slope_worked_out_here",
            "The claimed slope is computed here. Call `backward_propagation`, because that is the function to check.",
            ("grad = backward_propagation(x, theta)", "grad = x"),
        ),
        wrong(
            "cost_worked_out_here",
            "The costs are computed here. Call `forward_propagation`.",
            (PLUS, "(theta + epsilon) * x"),
            (MINUS, "(theta - epsilon) * x"),
        ),
        wrong(
            "divided_by_one_nudge",
            "The distance from theta - epsilon to theta + epsilon is 2 epsilon: the measured slope is twice too steep.",
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "width_without_brackets",
            "Without brackets `/ 2 * epsilon` divides by 2 and multiplies by epsilon. Write `/ (2 * epsilon)`.",
            (APPROX, "(J_plus - J_minus) / 2 * epsilon"),
        ),
        wrong(
            "one_sided",
            "The slope is measured only to the right. Nudge to both sides.",
            (MINUS, "forward_propagation(x, theta)"),
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "one_sided_left",
            "The slope is measured only to the left. Nudge to both sides.",
            (PLUS, "forward_propagation(x, theta)"),
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "not_divided_by_the_nudge",
            "The difference of the costs is not divided by the width, 2 * epsilon.",
            (APPROX, "J_plus - J_minus"),
        ),
        wrong(
            "input_nudged",
            "x is nudged. Nudge theta, the parameter whose slope you are checking.",
            (PLUS, "forward_propagation(x + epsilon, theta)"),
            (MINUS, "forward_propagation(x - epsilon, theta)"),
        ),
        wrong(
            "other_sign",
            "The measured slope has the wrong sign: right value minus left value.",
            (APPROX, "(J_minus - J_plus) / (2 * epsilon)"),
        ),
        wrong(
            "not_relative",
            "This is the absolute difference. Divide by the sum of the two absolute values: whether 0.001 is large "
            "depends on them.",
            (RATIO, "np.abs(grad - approx)"),
        ),
        wrong(
            "size_of_the_sum",
            "The difference is divided by the absolute value of the sum, |grad + approx|, where slopes of opposite "
            "signs cancel. Divide by the sum of the absolute values.",
            (RATIO, "np.abs(grad - approx) / np.abs(grad + approx)"),
        ),
        wrong(
            "arguments_exchanged",
            "The arguments of `forward_propagation(x, theta)` are swapped. For a product this does not matter, but for "
            "another cost it does.",
            (PLUS, "forward_propagation(theta + epsilon, x)"),
            (MINUS, "forward_propagation(theta - epsilon, x)"),
        ),
        wrong(
            "from_the_middle",
            "The width covers both sides, but the height only goes from the middle to the right. Use the cost at theta "
            "- epsilon.",
            (MINUS, "forward_propagation(x, theta)"),
        ),
        wrong(
            "divided_by_product",
            "The difference is divided by the product of the absolute values. Divide by their sum.",
            (RATIO, "np.abs(grad - approx) / (np.abs(grad) * np.abs(approx))"),
        ),
        wrong(
            "divided_by_claimed",
            "The difference is divided by the claimed slope alone. Divide by the sum of both absolute values.",
            (RATIO, "np.abs(grad - approx) / np.abs(grad)"),
        ),
        wrong(
            "divided_by_measured",
            "The difference is divided by the measured slope alone. Divide by the sum of both absolute values.",
            (RATIO, "np.abs(grad - approx) / np.abs(approx)"),
        ),
        wrong(
            "brackets_around_sum_missing",
            "Only the first absolute value divides; the second is added. Put brackets around the sum.",
            (RATIO, "np.abs(grad - approx) / np.abs(grad) + np.abs(approx)"),
        ),
        wrong(
            "squared",
            "The numbers are squared. The norm of a single number is its absolute value, without a square.",
            (RATIO, "(grad - approx) ** 2 / (grad**2 + approx**2)"),
        ),
        wrong(
            "signed",
            "The result has a sign. A distance has none: take the norm, or the absolute value, of the difference.",
            (RATIO, "(approx - grad) / (np.abs(grad) + np.abs(approx))"),
        ),
        wrong(
            "signed_other_way",
            "The result has a sign. A distance has none: take the norm, or the absolute value, of the difference.",
            (RATIO, "(grad - approx) / (np.abs(grad) + np.abs(approx))"),
        ),
        wrong(
            "judgement_returned",
            "The function returns a verdict. Return the number and leave the interpretation to the reader.",
            ("return difference", "return difference < 2e-7"),
        ),
        wrong(
            "measured_slope_returned",
            "The measured slope is returned. Return how far it is from the claimed one.",
            ("return difference", "return approx"),
        ),
        wrong(
            "nudge_written_in",
            "The size of the nudge is hard-coded. Use the argument `epsilon`.",
            ("J_plus = ", "epsilon = 1e-7\n    J_plus = "),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (PLUS, "forward_propagation(x, theta + eps)")),
    ),
    alternatives=(
        also_right(
            "by_norms",
            "the norm of a number is its absolute value",
            code="""
def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    thetaplus, thetaminus = theta + epsilon, theta - epsilon
    gradapprox = (forward_propagation(x, thetaplus) - forward_propagation(x, thetaminus)) / (2.0 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    if print_msg:
        print("right" if difference < 2e-7 else "wrong", difference)
    return difference
""",
        ),
        also_right(
            "with_the_earlier_task",
            "the two-sided difference from task 2, applied to a small function",
            code="""
def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    measured = two_sided_difference(lambda t: forward_propagation(x, t), theta, epsilon)
    claimed = backward_propagation(x, theta)
    return abs(measured - claimed) / (abs(measured) + abs(claimed))
""",
        ),
    ),
)
