"""The cost of several classes: told apart by zeros of wrong classes, and by more classes than two."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def one_hot(rng: np.random.Generator, classes: int, m: int) -> np.ndarray:
    """Labels (classes, m) in which no class has all examples."""
    digits = np.arange(m) % classes
    return np.eye(classes)[:, rng.permutation(digits)]


def shares(rng: np.random.Generator, classes: int, m: int) -> np.ndarray:
    """Probabilities (classes, m), neither sure nor all alike."""
    T = np.exp(rng.normal(0, 1, (classes, m)))
    return T / T.sum(axis=0)


def cost_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(shares(rng, 4, 3), one_hot(rng, 4, 3), label="4 classes, 3 examples")
    yield call(shares(rng, 2, 5), one_hot(rng, 2, 5).astype(int), label="2 classes, labels in whole numbers")
    sure, labels = shares(rng, 3, 4), one_hot(rng, 3, 4)
    sure[:, 1] = labels[:, 1]
    yield call(sure, labels, label="one example is given a probability of exactly 1, its other classes 0")
    doubted, labels = shares(rng, 5, 2), one_hot(rng, 5, 2)
    doubted[:, 0] = np.where(labels[:, 0] == 1, 1e-9, (1 - 1e-9) / 4)
    yield call(doubted, labels, label="a right class with hardly any probability")


RIGHT = "np.log(np.sum(Y * A, axis=0))"
COST = f"-np.mean({RIGHT})"

CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    cases=cost_cases,
    hints=(
        "For each example only one number counts: the probability of the class that is right. How does one-hot Y pick "
        "it out of a column of A?",
        "`Y * A` leaves that number and zeros; a sum down the column (axis=0) gets it. Only then take the logarithm.",
        "Then the mean over the examples, with a minus: log of a probability is below 0.",
    ),
    variants=(
        wrong(
            "zero_times_log_zero",
            "nan: where a class has probability 0, Y * log(A) is 0 * -inf. Pick the right class's probability first, "
            "with a sum over Y * A, and take the logarithm of that alone.",
            (COST, "-np.mean(np.sum(Y * np.log(A), axis=0))"),
        ),
        wrong(
            "floor_too_high",
            "Something was added to the probabilities to avoid log 0, and it is too large: a small probability of the "
            "right class now costs less than it should.",
            (COST, "-np.mean(np.sum(Y * np.log(A + 1e-8), axis=0))"),
        ),
        wrong(
            "mean_over_classes",
            "The mean was taken over the classes as well. Each example has one loss: divide by m alone.",
            (COST, f"-np.sum({RIGHT}) / Y.size"),
        ),
        wrong("not_averaged", "This is the sum of the losses. The cost is their mean.", (COST, f"-np.sum({RIGHT})")),
        wrong(
            "divided_by_classes",
            "The sum was divided by the number of classes. Divide by the number of examples, Y.shape[1].",
            (COST, f"-np.sum({RIGHT}) / Y.shape[0]"),
        ),
        wrong("sign", "The minus is missing: log of a probability is below 0, and a cost is above.", (COST, COST[1:])),
        wrong(
            "logarithm_of_the_mean",
            "The logarithm was taken of the mean probability. Take it of each, then the mean.",
            (COST, "-np.log(np.mean(np.sum(Y * A, axis=0)))"),
        ),
        wrong(
            "without_logarithm",
            "The logarithm is missing: this is minus the mean probability of the right classes.",
            (COST, "-np.mean(np.sum(Y * A, axis=0))"),
        ),
        wrong(
            "base_two",
            "The logarithm has base 2 here. np.log, with base e, is meant.",
            (RIGHT, RIGHT.replace("log", "log2")),
        ),
        wrong(
            "base_ten",
            "The logarithm has base 10 here. np.log, with base e, is meant.",
            (RIGHT, RIGHT.replace("log", "log10")),
        ),
        wrong(
            "as_for_two_classes",
            "This adds (1 - Y) log(1 - A), as for a sigmoid. With a softmax the wrong classes are in it already: their "
            "shares are what the right one lacks.",
            (COST, f"-np.mean({RIGHT} + np.sum(np.log(1 - A + (Y == 1)), axis=0))"),
        ),
        wrong(
            "largest_probability",
            "The loss looks at the class that is *right*, not at the one with the largest probability.",
            (RIGHT, "np.log(np.max(A, axis=0))"),
        ),
        wrong(
            "over_examples",
            "The sum runs over the examples of a class. It should run down a column, over the classes: axis=0.",
            (RIGHT, "np.log(np.sum(Y * A, axis=1))"),
        ),
        wrong(
            "one_loss_each",
            "These are the losses of the examples. The cost is their mean, one number.",
            (COST, f"-{RIGHT}"),
        ),
        wrong(
            "squares",
            "This is a mean of squared differences. The cost here is the cross-entropy.",
            (COST, "np.mean(np.sum((A - Y) ** 2, axis=0))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("Y * A", "Y * AL")),
    ),
    alternatives=(
        also_right(
            "tiny_floor",
            "a number too small to be seen keeps away from log 0",
            (COST, "-np.mean(np.sum(Y * np.log(A + 1e-300), axis=0))"),
        ),
        also_right(
            "by_index",
            "the right class as a number, picked by indexing",
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
            "example by example",
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
