"""The cost for several classes: wrong classes with probability 0 and more than two classes reveal mistakes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def one_hot(rng: np.random.Generator, classes: int, m: int) -> np.ndarray:
    """One-hot labels (classes, m) in which no class has all examples."""
    digits = np.arange(m) % classes
    return np.eye(classes)[:, rng.permutation(digits)]


def shares(rng: np.random.Generator, classes: int, m: int) -> np.ndarray:
    """Probabilities (classes, m), neither certain nor all equal."""
    T = np.exp(rng.normal(0, 1, (classes, m)))
    return T / T.sum(axis=0)


def cost_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(shares(rng, 4, 3), one_hot(rng, 4, 3), label="4 classes, 3 examples")
    yield call(shares(rng, 2, 5), one_hot(rng, 2, 5).astype(int), label="2 classes, integer labels")
    sure, labels = shares(rng, 3, 4), one_hot(rng, 3, 4)
    sure[:, 1] = labels[:, 1]
    yield call(sure, labels, label="one example with probability exactly 1 for its class, 0 for the others")
    doubted, labels = shares(rng, 5, 2), one_hot(rng, 5, 2)
    doubted[:, 0] = np.where(labels[:, 0] == 1, 1e-9, (1 - 1e-9) / 4)
    yield call(doubted, labels, label="a right class with a tiny probability")
    yield call(shares(rng, 3, 1), one_hot(rng, 3, 1), label="a single example")


RIGHT = "np.log(np.sum(Y * A, axis=0))"
COST = f"-np.mean({RIGHT})"

CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    cases=cost_cases,
    hints=(
        "For each example only one number counts: the probability of the right class. How does one-hot Y select it "
        "from a column of A?",
        "`Y * A` leaves that number and zeros; the sum down the column (axis=0) extracts it. Take the logarithm only "
        "then.",
        "Then take the mean over the examples, with a minus: the log of a probability is negative.",
    ),
    variants=(
        wrong(
            "zero_times_log_zero",
            "Where a class has probability 0, Y * log(A) is 0 * -inf, which is nan. First select the right class's "
            "probability, with a sum over Y * A, and take only its logarithm.",
            (COST, "-np.mean(np.sum(Y * np.log(A), axis=0))"),
        ),
        wrong(
            "floor_too_high",
            "A number is added to the probabilities to avoid log 0, but it is too large: a small probability of the "
            "right class costs too little.",
            (COST, "-np.mean(np.sum(Y * np.log(A + 1e-8), axis=0))"),
        ),
        wrong(
            "mean_over_classes",
            "The mean is taken over the classes as well. Each example has one loss: divide by m only.",
            (COST, f"-np.sum({RIGHT}) / Y.size"),
        ),
        wrong("not_averaged", "This is the sum of the losses. The cost is their mean.", (COST, f"-np.sum({RIGHT})")),
        wrong(
            "divided_by_classes",
            "The sum is divided by the number of classes. Divide by the number of examples, Y.shape[1].",
            (COST, f"-np.sum({RIGHT}) / Y.shape[0]"),
        ),
        wrong(
            "sign",
            "The minus is missing: the log of a probability is negative, and the cost must be positive.",
            (COST, COST[1:]),
        ),
        wrong(
            "logarithm_of_the_mean",
            "This is the logarithm of the mean probability. Take the logarithm of each, then the mean.",
            (COST, "-np.log(np.mean(np.sum(Y * A, axis=0)))"),
        ),
        wrong(
            "without_logarithm",
            "The logarithm is missing: this is minus the mean probability of the right classes.",
            (COST, "-np.mean(np.sum(Y * A, axis=0))"),
        ),
        wrong(
            "base_two",
            "The logarithm has base 2. Use np.log, with base e.",
            (RIGHT, RIGHT.replace("log", "log2")),
        ),
        wrong(
            "base_ten",
            "The logarithm has base 10. Use np.log, with base e.",
            (RIGHT, RIGHT.replace("log", "log10")),
        ),
        wrong(
            "as_for_two_classes",
            "This adds (1 - Y) log(1 - A), as for a sigmoid. With a softmax, the wrong classes are already included: "
            "their probabilities reduce that of the right class.",
            (COST, f"-np.mean({RIGHT} + np.sum(np.log(1 - A + (Y == 1)), axis=0))"),
        ),
        wrong(
            "largest_probability",
            "Use the probability of the *right* class, not the largest one.",
            (RIGHT, "np.log(np.max(A, axis=0))"),
        ),
        wrong(
            "over_examples",
            "The sum runs over the examples of a class. It should run down a column, over the classes: axis=0.",
            (RIGHT, "np.log(np.sum(Y * A, axis=1))"),
        ),
        wrong(
            "one_loss_each",
            "These are the losses of the examples. Return their mean, one number.",
            (COST, f"-{RIGHT}"),
        ),
        wrong(
            "squares",
            "This is the mean of squared differences. The cost here is the cross-entropy.",
            (COST, "np.mean(np.sum((A - Y) ** 2, axis=0))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("Y * A", "Y * AL")),
    ),
    alternatives=(
        also_right(
            "tiny_floor",
            "a floor that is too small to matter avoids log 0",
            (COST, "-np.mean(np.sum(Y * np.log(A + 1e-300), axis=0))"),
        ),
        also_right(
            "by_index",
            "the right class by integer indexing",
            code="""
def cross_entropy(A, Y):
    m = Y.shape[1]
    right = np.argmax(Y, axis=0)
    return -np.log(A[right, np.arange(m)]).sum() / m
""",
        ),
        also_right(
            "by_mask",
            "a mask instead of a product",
            code="def cross_entropy(A, Y):\n    return np.mean(-np.log(A.T[Y.T == 1]))\n",
        ),
        also_right(
            "loops",
            "a loop over the examples",
            code="""
def cross_entropy(A, Y):
    total = 0.0
    for i in range(A.shape[1]):
        for c in range(A.shape[0]):
            if Y[c, i]:
                total -= Y[c, i] * np.log(A[c, i])
    return total / A.shape[1]
""",
        ),
    ),
)
