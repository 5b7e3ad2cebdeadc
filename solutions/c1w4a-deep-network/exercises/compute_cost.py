"""One number that says how wrong the network is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import labels


def cost_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(m: int) -> tuple[np.ndarray, np.ndarray]:
        return rng.uniform(0.05, 0.95, (1, m)), labels(rng, m)

    yield call(*drawn(5), label="5 examples")
    AL, Y = drawn(8)
    yield call(AL, Y.astype(float), label="labels as floats")
    yield call(rng.uniform(0.1, 0.9, (1, 1)), np.array([[1]]), label="a single example, of label 1")
    yield call(rng.uniform(0.1, 0.9, (1, 3)), np.zeros((1, 3), dtype=int), label="a single example, of label 0")
    # A billionth from 0, a millionth from 1 (2^-20, exact in float32): so sure is a network after long training.
    AL = np.array([[1e-9, 1e-6, 1 - 2.0**-20, 0.6, 1e-9]])
    for Y in (np.array([[1, 1, 1, 0, 0]]), np.array([[0, 1, 0, 1, 1]])):
        order = rng.permutation(5)
        yield call(AL[:, order], Y[:, order], label="almost 0 and almost 1")


COST_LINE = "-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m"

COST = Exercise(
    name="compute_cost",
    cases=cost_cases,
    hints=(
        "It is the cost of logistic regression, with the output of the network in place of the neuron's.",
        "Multiply two rows (1, m) label by label, which `*` does; then add up and divide by m.",
        "One minus sign in front of the whole, and brackets around both terms before you divide.",
    ),
    variants=(
        *(
            wrong(
                f"clipped_{name}",
                "The probabilities are limited first, so a confident mistake costs too little. They are never "
                "exactly 0 "
                "or 1: no limit is needed.",
                ("    m = ", f"    AL = np.clip(AL, {low}, 1 - {low})\n    m = "),
            )
            for name, low in (("hundredth", "0.01"), ("1e_5", "1e-5"), ("1e_7", "1e-7"))
        ),
        *(
            wrong(
                f"{name}_added",
                "A small number is added inside the logarithms, so a confident mistake costs too little. The "
                "probabilities "
                "are never 0: nothing need be added.",
                ("np.log(AL)", f"np.log(AL + {low})"),
                ("np.log(1 - AL)", f"np.log(1 - AL + {low})"),
            )
            for name, low in (("hundred_millionth", "1e-8"), ("hundred_thousandth", "1e-5"))
        ),
        wrong(
            "without_minus",
            "The cost lost its minus sign. Logarithms of probabilities are negative, so the minus makes the cost "
            "positive.",
            (COST_LINE, COST_LINE[1:]),
        ),
        wrong(
            "second_term_sign",
            "The second term has the wrong sign. Add the two terms inside brackets, with one minus sign in front "
            "of them.",
            ("np.log(AL) + (1 - Y)", "np.log(AL) - (1 - Y)"),
        ),
        wrong(
            "only_second_term_averaged",
            "Brackets are missing: only the second term is divided by m, and the first is a plain sum.",
            (COST_LINE, "-(np.sum(Y * np.log(AL)) + np.sum((1 - Y) * np.log(1 - AL)) / m)"),
        ),
        wrong(
            "only_first_term_averaged",
            "Brackets are missing: only the first term is divided by m, and the second is a plain sum.",
            (COST_LINE, "-np.sum(Y * np.log(AL)) / m - np.sum((1 - Y) * np.log(1 - AL))"),
        ),
        wrong(
            "without_second_term",
            "The cost counts only the examples with label 1. Those with label 0 add the term (1 - y) log(1 - a).",
            (" + (1 - Y) * np.log(1 - AL)", ""),
        ),
        wrong(
            "without_first_term",
            "The cost counts only the examples with label 0. Those with label 1 add the term y log(a).",
            ("Y * np.log(AL) + (1 - Y)", "(1 - Y)"),
        ),
        wrong(
            "log_a_minus_one",
            "log(a - 1) is the logarithm of a negative number. Use log(1 - a).",
            ("np.log(1 - AL)", "np.log(AL - 1)"),
        ),
        wrong(
            "both_terms_with_y",
            "Both terms were multiplied by y. The second is for the examples with label 0: (1 - y) log(1 - a).",
            ("+ (1 - Y) * np", "+ Y * np"),
        ),
        wrong(
            "labels_and_outputs_exchanged",
            "Labels and outputs are swapped. Take the logarithm of the network's output, not of the label.",
            (COST_LINE, "-np.sum(AL * np.log(Y + 1e-8) + (1 - AL) * np.log(1 - Y + 1e-8)) / m"),
        ),
        wrong(
            "not_averaged",
            "The cost is a sum over the examples. It should be their mean. (The examples are the columns: m is "
            "`Y.shape[1]`.)",
            (COST_LINE, COST_LINE[:-4]),
        ),
        wrong("averaged_twice", "The cost was divided by m twice.", (COST_LINE, COST_LINE + " / m")),
        wrong(
            "halved",
            "The cost was halved, as for squared errors. The cross-entropy has no factor one half.",
            (COST_LINE, COST_LINE + " / 2"),
        ),
        wrong(
            "squared_error",
            "This is a mean of squares. The cost here is the cross-entropy, which uses logarithms.",
            (COST_LINE, "np.sum((AL - Y) ** 2) / m"),
        ),
        wrong(
            "share_of_mistakes",
            "This counts wrong predictions. The cost uses logarithms of probabilities, so that it has slopes.",
            (COST_LINE, "np.sum((AL > 0.5) != Y) / m"),
        ),
        wrong(
            "log10",
            "This logarithm has base 10. Use the natural logarithm, `np.log`.",
            (COST_LINE, COST_LINE.replace("log", "log10")),
        ),
        wrong(
            "log2",
            "This logarithm has base 2. Use the natural logarithm, `np.log`.",
            (COST_LINE, COST_LINE.replace("log", "log2")),
        ),
        wrong(
            "every_label_with_every_output",
            "A transpose turned the product into an m by m table of every label with every output. Label i goes "
            "with output i alone: multiply two rows (1, m) entry by entry.",
            (COST_LINE, "-np.sum(Y.T * np.log(AL) + (1 - Y.T) * np.log(1 - AL)) / m"),
        ),
        wrong(
            "products_do_not_fit",
            "In a matrix product of two rows, one of them must be transposed: (1, m) times (m, 1).",
            (COST_LINE, "-(np.dot(Y, np.log(AL)) + np.dot(1 - Y, np.log(1 - AL))) / m"),
        ),
        wrong(
            "per_example",
            "The cost is a row with one number per example. Add these numbers up and divide by m.",
            (COST_LINE, "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (COST_LINE, COST_LINE.replace("AL", "A2"))),
    ),
    accepted=(
        accepted(
            "as_array",
            "The cost is a 1 by 1 array; please return a plain number, for example with `np.squeeze`.",
            (COST_LINE, "-(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m"),
        ),
    ),
    alternatives=(
        also_right(
            "products_squeezed",
            "matrix products for the sums, squeezed to a number",
            (COST_LINE, "np.squeeze((-1 / m) * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)))"),
        ),
        also_right(
            "by_selection",
            "the probability of the true label",
            code="def compute_cost(AL, Y):\n    return float(-np.log(np.where(Y == 1, AL, 1 - AL)).mean())\n",
        ),
        also_right(
            "loop",
            "example by example",
            code="""
def compute_cost(AL, Y):
    losses = []
    for a, y in zip(AL[0], Y[0]):
        losses.append(-np.log(a) if y else -np.log1p(-a))
    return sum(losses) / len(losses)
""",
        ),
    ),
)
