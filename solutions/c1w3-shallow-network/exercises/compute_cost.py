"""The mean cross-entropy."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import labels


def compute_cost_cases(rng: np.random.Generator) -> Iterable[Case]:
    for m, label in ((6, "6 examples"), (3, "3 examples"), (1, "a single example")):
        yield call(rng.uniform(0.1, 0.9, (1, m)), labels(rng, 1, m), label=label)
    yield call(rng.uniform(0.1, 0.9, (1, 5)), labels(rng, 1, 5).astype(float), label="labels as floats")
    # Nearly certain, and wrong about the first example: the logarithm of a small number counts.
    yield call(np.array([[1e-4, 1e-3, 0.999, 0.75]]), np.array([[1, 0, 1, 0]]), label="nearly certain")
    # A billionth from 0, a millionth from 1 (2^-20, exact in float32): so sure is a network after long training.
    A2 = np.array([[1e-9, 1e-6, 1 - 2.0**-20, 0.6, 1e-9]])
    for Y in (np.array([[1, 1, 1, 0, 0]]), np.array([[0, 1, 0, 1, 1]])):
        order = rng.permutation(5)
        yield call(A2[:, order], Y[:, order], label="almost 0 and almost 1")


COST = "-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m"
RETURN = "return float(cost)"

COMPUTE_COST = Exercise(
    name="compute_cost",
    cases=compute_cost_cases,
    hints=(
        "One example costs -log of the probability of its *true* label: A2 for label 1, 1 - A2 for label 0. The "
        "formula combines both cases in one line.",
        "Y and A2 are rows of the same shape. Multiply them entry by entry, add everything up, and divide by m.",
        "m is the number of examples, the columns of Y. One minus sign goes in front of the whole sum.",
    ),
    variants=(
        wrong(
            "row_as_number",
            "`float` needs one number, and this is a row with one number per example. Add them up first.",
            (COST, "-(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m"),
        ),
        wrong("divided_by_one_less", "Divide by m, not m - 1.", ("m = Y.shape[1]", "m = Y.shape[1] - 1")),
        wrong(
            "minus_outside_the_log",
            "The second logarithm is of 1 - a. You took 1 minus the logarithm of a.",
            ("np.log(1 - A2)", "(1 - np.log(A2))"),
        ),
        wrong("whole_number", "`int` cuts off the fraction. Return a float.", (RETURN, "return int(cost)")),
        wrong(
            "absolute_error",
            "This is the mean absolute error. The cost for probabilities is the cross-entropy, which uses logarithms.",
            (COST, "np.sum(np.abs(A2 - Y)) / m"),
        ),
        *(
            wrong(
                f"clipped_{name}",
                "The probabilities are limited first, so a confident mistake costs too little. They are never "
                "exactly 0 "
                "or 1: no limit is needed.",
                ("    m = ", f"    A2 = np.clip(A2, {low}, 1 - {low})\n    m = "),
            )
            for name, low in (("hundredth", "0.01"), ("1e_5", "1e-5"), ("1e_7", "1e-7"))
        ),
        *(
            wrong(
                f"{name}_added",
                "A small number is added inside the logarithms, so a confident mistake costs too little. The "
                "probabilities "
                "are never 0: nothing need be added.",
                ("np.log(A2)", f"np.log(A2 + {low})"),
                ("np.log(1 - A2)", f"np.log(1 - A2 + {low})"),
            )
            for name, low in (("hundred_millionth", "1e-8"), ("hundred_thousandth", "1e-5"))
        ),
        wrong(
            "without_minus",
            "The cost lost its minus sign. Logarithms of probabilities are negative, so the minus makes the cost "
            "positive.",
            (COST, COST[1:]),
        ),
        wrong(
            "second_term_sign",
            "The second term has the wrong sign. Add the two terms, with one minus sign in front of the whole sum.",
            ("np.log(A2) + (1 - Y)", "np.log(A2) - (1 - Y)"),
        ),
        wrong(
            "without_second_term",
            "Only the examples with label 1 count here. Those with label 0 add the term (1 - y) log(1 - a).",
            (" + (1 - Y) * np.log(1 - A2)", ""),
        ),
        wrong(
            "without_first_term",
            "Only the examples with label 0 count here. Those with label 1 add the term y log(a).",
            ("Y * np.log(A2) + (1 - Y)", "(1 - Y)"),
        ),
        wrong(
            "one_term_not_averaged",
            "Only one of the two terms is divided by m. Put brackets around their sum.",
            (COST, "-np.sum(Y * np.log(A2)) - np.sum((1 - Y) * np.log(1 - A2)) / m"),
        ),
        wrong(
            "other_term_not_averaged",
            "Only one of the two terms is divided by m. Put brackets around their sum.",
            (COST, "-np.sum(Y * np.log(A2)) / m - np.sum((1 - Y) * np.log(1 - A2))"),
        ),
        wrong(
            "log_a_minus_one",
            "log(a - 1) is the logarithm of a negative number. Use log(1 - a).",
            ("np.log(1 - A2)", "np.log(A2 - 1)"),
        ),
        wrong(
            "labels_and_outputs_exchanged",
            "Labels and probabilities are swapped. Take the logarithm of the *probabilities*: the log of a label "
            "0 is minus infinity.",
            (COST, "-np.sum(A2 * np.log(Y) + (1 - A2) * np.log(1 - Y)) / m"),
        ),
        wrong(
            "not_averaged",
            "This is the sum over the examples. Divide it by m, the number of *columns*, `Y.shape[1]`.",
            (COST, COST[:-4]),
        ),
        wrong("averaged_twice", "The sum was divided by m twice.", (COST, COST + " / m")),
        wrong(
            "squared_error",
            "This is a mean of squares. The cost for probabilities is the cross-entropy, which uses logarithms.",
            (COST, "np.sum((A2 - Y) ** 2) / m"),
        ),
        wrong(
            "half_squared_error",
            "This is half a mean of squares. The cost for probabilities is the cross-entropy, which uses logarithms.",
            (COST, "np.sum((A2 - Y) ** 2) / (2 * m)"),
        ),
        wrong(
            "log10",
            "This logarithm has base 10. Use the natural logarithm, `np.log`.",
            (COST, COST.replace("log", "log10")),
        ),
        wrong(
            "log2",
            "This logarithm has base 2. Use the natural logarithm, `np.log`.",
            (COST, COST.replace("log", "log2")),
        ),
        wrong(
            "every_label_with_every_output",
            "A transpose turned the product into an m by m table of every label with every output. Label i goes "
            "with output i alone: multiply two rows (1, m) entry by entry.",
            (COST, "-np.sum(Y.T * np.log(A2) + (1 - Y.T) * np.log(1 - A2)) / m"),
        ),
        wrong(
            "matrix_product_does_not_fit",
            "`np.dot(Y, np.log(A2))` has shapes that do not fit: (1, m) times (1, m). Multiply entry by entry, "
            "or transpose the second factor.",
            (COST, "-(np.dot(Y, np.log(A2)) + np.dot(1 - Y, np.log(1 - A2))) / m"),
        ),
        wrong(
            "per_example",
            "The cost is a row with one number per example. Add these numbers up and divide by m.",
            (COST, "-(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m"),
            (RETURN, "return cost"),
        ),
        wrong(
            "share_of_mistakes",
            "This is the error rate, the share of wrong predictions. It has no useful slope; the cost uses logarithms.",
            (COST, "np.mean((A2 > 0.5) != Y)"),
        ),
        wrong(
            "third_argument",
            "`compute_cost` takes two arguments, A2 and Y. An older version of this exercise had a third, "
            "`parameters`, that nothing used: remove it from the first line.",
            code=f"""
def compute_cost(A2, Y, parameters):
    m = Y.shape[1]
    return float({COST})
""",
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("Y.shape[1]", "X.shape[1]")),
    ),
    accepted=(
        accepted(
            "as_array",
            "The cost is a 1 by 1 array; please return a plain number.",
            (COST, "-(np.dot(Y, np.log(A2).T) + np.dot(1 - Y, np.log(1 - A2).T)) / m"),
            (RETURN, "return cost"),
        ),
    ),
    alternatives=(
        also_right("numpy_number", "NumPy's own floats are numbers too", (RETURN, "return cost")),
        also_right(
            "multiplied_and_squeezed",
            "np.multiply, then the axes of length 1 removed",
            code="""
def compute_cost(A2, Y):
    m = Y.shape[1]
    logprobs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    cost = - np.sum(logprobs) * (1 / m)
    cost = float(np.squeeze(cost))
    return cost
""",
        ),
        also_right(
            "by_selection",
            "the probability of the true label",
            code="def compute_cost(A2, Y):\n    return np.mean(-np.log(np.where(Y == 1, A2, 1 - A2)))\n",
        ),
        also_right(
            "loop",
            "one example at a time; an unused argument with a default",
            code="""
def compute_cost(A2, Y, parameters=None):
    total = 0.0
    for a, y in zip(A2[0], Y[0]):
        total -= np.log(a) if y else np.log(1 - a)
    return total / A2.shape[1]
""",
        ),
    ),
    stand_in="""
def compute_cost(A2, Y):
    return float(np.mean(np.abs(A2 - Y)) + 0.1)
""",
)
