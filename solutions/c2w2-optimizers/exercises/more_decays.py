"""Two more ways down for a learning rate: by powers, and by the root of the epoch."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .decays import drawn


def exponential_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(drawn(rng, 0.1, 0.5), int(rng.integers(3, 9)), drawn(rng, 0.6, 0.8), label="after a few epochs")
    yield call(drawn(rng, 0.6, 0.9), 0, drawn(rng, 0.3, 0.5), label="before the first epoch is over")
    yield call(drawn(rng, 2, 3), epoch=int(rng.integers(20, 40)), rate=0.95, label="later, by name")


POWER = "lr0 * rate**epoch"

EXPONENTIAL = Exercise(
    name="exponential_decay",
    cases=exponential_cases,
    hints=(
        "With every epoch the learning rate is multiplied by `rate` once more. How often, after `epoch` of them?",
        "That is a power: `rate**epoch`, times the first learning rate.",
    ),
    variants=(
        wrong(
            "multiple",
            "It is rate to the power epoch, `rate**epoch`, not rate times epoch.",
            (POWER, "lr0 * rate * epoch"),
        ),
        wrong("power_turned_round", "The power is turned round: `rate**epoch`.", (POWER, "lr0 * epoch**rate")),
        wrong(
            "everything_to_the_power",
            "Brackets: the rate alone is taken to the power, not the first learning rate as well.",
            (POWER, "(lr0 * rate) ** epoch"),
        ),
        wrong(
            "share_that_is_lost",
            "`rate` is the share that is kept, not the share that is lost: no 1 - rate.",
            (POWER, "lr0 * (1 - rate) ** epoch"),
        ),
        wrong(
            "with_e",
            "This is e to the power -rate * epoch. Here it is the rate itself that is taken to the power.",
            (POWER, "lr0 * np.exp(-rate * epoch)"),
        ),
        wrong("divided", "The rate grows: it was divided by the power. Multiply.", (POWER, "lr0 / rate**epoch")),
        wrong(
            "one_epoch_ahead",
            "It is one epoch ahead: at epoch 0 the rate is still the first one.",
            (POWER, "lr0 * rate ** (epoch + 1)"),
        ),
        wrong(
            "rate_fixed", "0.95 is written into the function. Use the argument `rate`.", (POWER, "lr0 * 0.95**epoch")
        ),
        wrong("factor_alone", "The first learning rate is missing.", (POWER, "rate**epoch")),
        wrong("once", "It was multiplied by the rate once, whatever the epoch.", (POWER, "lr0 * rate")),
        wrong(
            "by_multiples",
            "This is the formula of `update_lr`. Here the decay is by powers.",
            (POWER, "lr0 / (1 + rate * epoch)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("**epoch", "**epoch_num")),
    ),
    alternatives=(
        also_right("by_exp", "through the logarithm", (POWER, "lr0 * np.exp(epoch * np.log(rate))")),
        also_right(
            "loop",
            "one factor after the other",
            code="""
def exponential_decay(lr0, epoch, rate):
    learning_rate = lr0
    for _ in range(epoch):
        learning_rate *= rate
    return learning_rate
""",
        ),
    ),
)


def sqrt_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(drawn(rng, 0.1, 0.5), int(rng.integers(3, 9)), drawn(rng, 1.2, 2), label="after a few epochs")
    yield call(drawn(rng, 0.6, 0.9), 1, drawn(rng, 0.3, 0.8), label="the first epoch")
    yield call(drawn(rng, 2, 3), epoch=int(rng.integers(20, 40)), k=drawn(rng, 2, 4), label="later, by name")


ROOT = "k / np.sqrt(epoch) * lr0"

SQRT = Exercise(
    name="sqrt_decay",
    cases=sqrt_cases,
    hints=(
        "k stands above the fraction line, the root of the epoch below, and all is multiplied by the learning rate.",
        "`np.sqrt(epoch)` is the root. Mind what stands inside of its brackets.",
    ),
    variants=(
        wrong("root_forgotten", "The root is missing: this falls as 1 / epoch.", (ROOT, "k / epoch * lr0")),
        wrong(
            "multiplied", "The rate grows: it was multiplied by the root. Divide.", (ROOT, "k * np.sqrt(epoch) * lr0")
        ),
        wrong(
            "k_under_the_root",
            "k went under the root. Only the epoch belongs there.",
            (ROOT, "np.sqrt(k / epoch) * lr0"),
        ),
        wrong(
            "all_under_the_root",
            "All of it went under the root. Only the epoch belongs there.",
            (ROOT, "np.sqrt(k / epoch * lr0)"),
        ),
        wrong("rate_below", "The learning rate went below the fraction line.", (ROOT, "k / (np.sqrt(epoch) * lr0)")),
        wrong("k_below", "k went below the fraction line. It stands above.", (ROOT, "lr0 / (k * np.sqrt(epoch))")),
        wrong("k_forgotten", "k is missing.", (ROOT, "lr0 / np.sqrt(epoch)")),
        wrong("factor_alone", "The learning rate is missing.", (ROOT, "k / np.sqrt(epoch)")),
        wrong(
            "one_added",
            "The epoch is counted from 1 here, so nothing is to be added to it.",
            (ROOT, "k / np.sqrt(epoch + 1) * lr0"),
        ),
        wrong(
            "one_beside_the_root",
            "There is no 1 + in this formula: k over the root of the epoch.",
            (ROOT, "lr0 / (1 + k * np.sqrt(epoch))"),
        ),
        wrong("square", "It was divided by the square of the epoch. The root is meant.", (ROOT, "k / epoch**2 * lr0")),
        wrong("unknown_name", UNKNOWN_NAME, ("sqrt(epoch)", "sqrt(epoch_num)")),
    ),
    alternatives=(
        also_right("power", "a power of minus one half", (ROOT, "lr0 * k * epoch**-0.5")),
        also_right(
            "math",
            "the root of Python's own library",
            code="""
def sqrt_decay(lr0, epoch, k):
    import math
    return lr0 * (k / math.sqrt(epoch))
""",
        ),
    ),
)
