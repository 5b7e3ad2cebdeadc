"""Check the gradient of a network by nudging one parameter at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import gradients, lively, single
from .gradient_check import DEFAULT_NUDGE


def check_n_cases(rng: np.random.Generator) -> Iterable[Case]:
    check = close(shape="exact")
    parameters, X, Y = lively(rng, 3, 4, 5, 3, 1)
    right = gradients(X, Y, parameters)
    # So wide that the error of the difference quotient shows; a one-sided difference has a different error.
    epsilon = round(float(rng.uniform(0.2, 0.4)), 2)
    yield call(parameters, right, X, Y, epsilon, check=check, label="right gradients, a wide nudge")
    yield call(parameters, right, X, Y, print_msg=True, check=check, label="right gradients, with a message")
    parameters, X, Y = lively(rng, 7, 4, 5, 3, 1)
    wrong_ones = {name: value * rng.uniform(0.3, 2, value.shape) for name, value in gradients(X, Y, parameters).items()}
    yield call(parameters, wrong_ones, X, Y, check=check, label="wrong gradients, more examples")
    parameters, X, Y = lively(rng, 6, 4, 5, 3, 1)
    only_last = gradients(X, Y, parameters)
    only_last["db3"] = only_last["db3"] + 0.3
    yield call(parameters, only_last, X, Y, epsilon=1e-5, check=check, label="only the very last gradient is wrong")
    parameters, X, Y = single(rng, 4, 5, 3, 1)
    only_last = gradients(X, Y, parameters)
    only_last["dW1"] = 1.5 * only_last["dW1"]
    yield call(parameters, only_last, X, Y, epsilon=1e-5, check=check, label="a single example")


APPROX = "(J_plus - J_minus) / (2 * epsilon)"
RATIO = "np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))"
COPIES = "theta_plus, theta_minus = theta.copy(), theta.copy()"
ROUNDS = "range(theta.shape[0])"
PLUS_COST = "J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))"
MINUS_COST = "J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))"

CHECK_N = Exercise(
    name="gradient_check_n",
    cases=check_n_cases,
    no_gradients="it compares the gradients it is given; it claims none itself",
    rules=(DEFAULT_NUDGE,),
    equivalent={
        "approx = np.ones(theta.shape)": "the loop overwrites every entry",
        "difference = np.linalg.norm(approx - grad) / (np.linalg.norm(grad) + np.linalg.norm(approx))": (
            "the norm of a difference does not depend on its sign"
        ),
    },
    hints=(
        "This is `gradient_check`, repeated for every entry of the long column. What must be the same before each "
        "nudge?",
        "In round i, make two fresh copies of theta, nudge entry i of one up and of the other down, turn each back "
        "into a dictionary, and get its cost from `forward_propagation_n`.",
        "`forward_propagation_n` returns a pair, the cost and a cache: `J_plus, _ = forward_propagation_n(...)`. Take "
        "the norms, `np.linalg.norm`, once, after the loop, over the whole columns.",
    ),
    variants=(
        wrong(
            "not_copied",
            "The measured gradient is 0 everywhere: both costs have the same parameters. Copy theta with "
            "`theta.copy()`, otherwise nudging one nudges all, and pass the nudged copies to `forward_propagation_n`.",
            (COPIES, "theta_plus, theta_minus = theta, theta"),
        ),
        wrong(
            "minus_from_plus",
            "theta_minus is a copy of the column that was already nudged up. Copy theta itself for each.",
            (
                COPIES + "\n        theta_plus[i] += epsilon",
                "theta_plus = theta.copy()\n        theta_plus[i] += epsilon\n        theta_minus = theta_plus.copy()",
            ),
        ),
        wrong(
            "nudges_pile_up",
            "The nudges of earlier rounds are never undone. Make fresh copies in every round.",
            (
                f"for i in {ROUNDS}:\n        {COPIES}",
                f"{COPIES}\n    for i in {ROUNDS}:",
            ),
        ),
        wrong(
            "all_at_once",
            "All parameters are nudged at once. Nudge only entry i: `theta_plus[i] += epsilon`.",
            ("theta_plus[i] += epsilon", "theta_plus += epsilon"),
            ("theta_minus[i] -= epsilon", "theta_minus -= epsilon"),
        ),
        wrong(
            "one_sided",
            "The slopes are measured only to the right. Nudge to both sides.",
            ("theta_minus[i] -= epsilon", "theta_minus[i] -= 0"),
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "one_sided_left",
            "The slopes are measured only to the left. Nudge to both sides.",
            ("theta_plus[i] += epsilon", "theta_plus[i] += 0"),
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "divided_by_one_nudge",
            "The distance from one side to the other is 2 epsilon: the measured slopes are twice too steep.",
            (APPROX, "(J_plus - J_minus) / epsilon"),
        ),
        wrong(
            "width_without_brackets",
            "Without brackets `/ 2 * epsilon` divides by 2 and multiplies by epsilon. Write `/ (2 * epsilon)`.",
            (APPROX, "(J_plus - J_minus) / 2 * epsilon"),
        ),
        wrong(
            "other_sign",
            "The measured slopes have the wrong sign: right cost minus left cost.",
            (APPROX, "(J_minus - J_plus) / (2 * epsilon)"),
        ),
        wrong(
            "pair_not_taken_apart",
            "`forward_propagation_n` returns a pair, cost and cache, and pairs cannot be subtracted. Unpack the cost: "
            "`J_plus, _ = ...`.",
            (PLUS_COST, PLUS_COST.replace("J_plus, _", "J_plus")),
            (MINUS_COST, MINUS_COST.replace("J_minus, _", "J_minus")),
        ),
        wrong(
            "column_not_turned_back",
            "`forward_propagation_n` gets the long column, but needs a dictionary. Convert it with "
            "`vector_to_dictionary`.",
            (PLUS_COST, PLUS_COST.replace("vector_to_dictionary(theta_plus)", "theta_plus")),
        ),
        wrong(
            "own_gradients",
            "The given gradients are ignored, and others are computed here. Check the given ones.",
            (
                "gradients_to_vector(gradients)",
                "gradients_to_vector(suspicious_backward_propagation_n("
                "X, Y, forward_propagation_n(X, Y, parameters)[1]))",
            ),
        ),
        wrong(
            "last_parameter_left_out",
            "The last parameter is not nudged: `range(n)` already stops at n - 1.",
            (ROUNDS, "range(theta.shape[0] - 1)"),
        ),
        wrong(
            "first_parameter_left_out",
            "The first parameter is not nudged. Entries are counted from 0.",
            (ROUNDS, "range(1, theta.shape[0])"),
        ),
        wrong(
            "names_not_taken_apart",
            "`dictionary_to_vector` returns a pair, the column and the names of its entries. Unpack the column: "
            "`theta, _ = ...`.",
            ("theta, _ = dictionary", "theta = dictionary"),
        ),
        wrong(
            "not_relative",
            "This is the absolute difference. Divide by the sum of the two norms.",
            (RATIO, "np.linalg.norm(grad - approx)"),
        ),
        wrong(
            "divided_by_product",
            "The difference is divided by the product of the norms. Divide by their sum.",
            (RATIO, "np.linalg.norm(grad - approx) / (np.linalg.norm(grad) * np.linalg.norm(approx))"),
        ),
        wrong(
            "divided_by_claimed",
            "The difference is divided by the norm of the given gradient alone. Divide by the sum of both norms.",
            (RATIO, "np.linalg.norm(grad - approx) / np.linalg.norm(grad)"),
        ),
        wrong(
            "divided_by_measured",
            "The difference is divided by the norm of the measured gradient alone. Divide by the sum of both norms.",
            (RATIO, "np.linalg.norm(grad - approx) / np.linalg.norm(approx)"),
        ),
        wrong(
            "norm_of_the_sum",
            "The difference is divided by the norm of the sum. Divide by the sum of the norms.",
            (RATIO, "np.linalg.norm(grad - approx) / np.linalg.norm(grad + approx)"),
        ),
        wrong(
            "brackets_around_sum_missing",
            "Only the first norm divides; the second is added. Put brackets around the sum.",
            (RATIO, "np.linalg.norm(grad - approx) / np.linalg.norm(grad) + np.linalg.norm(approx)"),
        ),
        wrong(
            "root_forgotten",
            "Sums of squares are compared. A norm is the square root of such a sum.",
            (RATIO, "np.sum((grad - approx) ** 2) / (np.sum(grad**2) + np.sum(approx**2))"),
        ),
        wrong(
            "sums_of_sizes",
            "The absolute values are summed. The Euclidean norm is the square root of the sum of squares.",
            (RATIO, "np.sum(np.abs(grad - approx)) / (np.sum(np.abs(grad)) + np.sum(np.abs(approx)))"),
        ),
        wrong(
            "largest_entry",
            "The largest entries are compared. The Euclidean norm includes all entries.",
            (RATIO, "np.max(np.abs(grad - approx)) / (np.max(np.abs(grad)) + np.max(np.abs(approx)))"),
        ),
        wrong(
            "entry_by_entry",
            "There is one number for each parameter. Take the norms of the whole columns, then divide.",
            (RATIO, "np.abs(grad - approx) / (np.abs(grad) + np.abs(approx))"),
        ),
        wrong(
            "as_array",
            "The result is an array. Return a plain number.",
            ("return difference", "return np.array([[difference]])"),
        ),
        wrong(
            "judgement_returned",
            "The function returns a verdict. Return the number and leave the interpretation to the reader.",
            ("return difference", "return difference < 2e-7"),
        ),
        wrong(
            "measured_gradient_returned",
            "The measured gradient is returned. Return how far it is from the given one.",
            ("return difference", "return approx"),
        ),
        wrong(
            "nudge_written_in",
            "The size of the nudge is hard-coded. Use the argument `epsilon`.",
            ("theta, _ = dictionary", "epsilon = 1e-7\n    theta, _ = dictionary"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ROUNDS, "range(num_parameters)")),
    ),
    alternatives=(
        also_right(
            "as_in_older_courses",
            "all costs first, in one column per side",
            code="""
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    if print_msg:
        print(difference)
    return difference
""",
        ),
        also_right(
            "inner_function",
            "the cost as a function of the column, rows of an identity matrix as nudges, norms written out",
            code="""
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    def J(column):
        return forward_propagation_n(X, Y, vector_to_dictionary(column))[0]

    theta, claimed = dictionary_to_vector(parameters)[0], gradients_to_vector(gradients).ravel()
    steps = epsilon * np.eye(theta.size)[:, :, np.newaxis]
    measured = np.array([(J(theta + step) - J(theta - step)) / 2 / epsilon for step in steps])
    size = lambda v: np.sqrt(np.sum(np.square(v)))
    return size(measured - claimed) / (size(measured) + size(claimed))
""",
        ),
        also_right(
            "nudged_and_put_back",
            "one column, nudged up, down and back in each round",
            code="""
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, keys = dictionary_to_vector(parameters)
    slopes = []
    for i in range(len(keys)):
        before = theta[i, 0]
        costs = []
        for place in (before + epsilon, before - epsilon):
            theta[i, 0] = place
            costs.append(forward_propagation_n(X, Y, vector_to_dictionary(theta))[0])
        theta[i, 0] = before
        slopes.append((costs[0] - costs[1]) / (2 * epsilon))
    grad = gradients_to_vector(gradients)[:, 0]
    return float(np.linalg.norm(grad - slopes) / (np.linalg.norm(grad) + np.linalg.norm(slopes)))
""",
        ),
    ),
)
