"""Two more learning rate schedules: exponential decay, and decay with the square root of the epoch."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .decays import drawn


def exponential_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(drawn(rng, 0.1, 0.5), int(rng.integers(3, 9)), drawn(rng, 0.6, 0.8), label="after a few epochs")
    yield call(drawn(rng, 0.6, 0.9), 0, drawn(rng, 0.3, 0.5), label="before the end of the first epoch")
    yield call(drawn(rng, 2, 3), epoch=int(rng.integers(20, 40)), rate=0.95, label="later, keyword arguments")


POWER = "lr0 * rate**epoch"

EXPONENTIAL = Exercise(
    name="exponential_decay",
    cases=exponential_cases,
    hints=(
        "Each epoch multiplies the learning rate by `rate` once more. How many times after `epoch` epochs?",
        "That is a power: `rate**epoch`, times the initial learning rate.",
    ),
    variants=(
        wrong(
            "multiple",
            "This is rate times epoch. Use rate to the power epoch: `rate**epoch`.",
            (POWER, "lr0 * rate * epoch"),
        ),
        wrong("power_turned_round", "Base and exponent are swapped: `rate**epoch`.", (POWER, "lr0 * epoch**rate")),
        wrong(
            "everything_to_the_power",
            "Only the rate is raised to the power, not the initial learning rate: check the brackets.",
            (POWER, "(lr0 * rate) ** epoch"),
        ),
        wrong(
            "share_that_is_lost",
            "`rate` is the fraction that is kept, not the fraction that is lost: no 1 - rate.",
            (POWER, "lr0 * (1 - rate) ** epoch"),
        ),
        wrong(
            "with_e",
            "This is e to the power -rate * epoch. Here the rate itself is raised to the power.",
            (POWER, "lr0 * np.exp(-rate * epoch)"),
        ),
        wrong("divided", "The rate grows, because it is divided by the power. Multiply.", (POWER, "lr0 / rate**epoch")),
        wrong(
            "one_epoch_ahead",
            "The rate is one epoch ahead: at epoch 0 it is still the initial one.",
            (POWER, "lr0 * rate ** (epoch + 1)"),
        ),
        wrong("rate_fixed", "0.95 is hard-coded. Use the argument `rate`.", (POWER, "lr0 * 0.95**epoch")),
        wrong("factor_alone", "The initial learning rate is missing.", (POWER, "rate**epoch")),
        wrong(
            "once", "The learning rate is multiplied by `rate` only once, whatever the epoch.", (POWER, "lr0 * rate")
        ),
        wrong(
            "by_multiples",
            "This is the formula of `update_lr`. Here the rate is raised to the power of the epoch.",
            (POWER, "lr0 / (1 + rate * epoch)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("**epoch", "**epoch_num")),
    ),
    alternatives=(
        also_right("by_exp", "with the logarithm", (POWER, "lr0 * np.exp(epoch * np.log(rate))")),
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
    yield call(drawn(rng, 2, 3), epoch=int(rng.integers(20, 40)), k=drawn(rng, 2, 4), label="later, keyword arguments")


ROOT = "k / np.sqrt(epoch) * lr0"

SQRT = Exercise(
    name="sqrt_decay",
    cases=sqrt_cases,
    hints=(
        "k is in the numerator, the root of the epoch in the denominator, and everything is multiplied by the learning "
        "rate.",
        "`np.sqrt(epoch)` is the root. Be careful about what is inside its parentheses.",
    ),
    variants=(
        wrong("root_forgotten", "The root is missing: this falls as 1 / epoch.", (ROOT, "k / epoch * lr0")),
        wrong(
            "multiplied",
            "The rate grows, because it is multiplied by the root. Divide.",
            (ROOT, "k * np.sqrt(epoch) * lr0"),
        ),
        wrong(
            "k_under_the_root",
            "k is under the root too. Only the epoch belongs there.",
            (ROOT, "np.sqrt(k / epoch) * lr0"),
        ),
        wrong(
            "all_under_the_root",
            "Everything is under the root. Only the epoch belongs there.",
            (ROOT, "np.sqrt(k / epoch * lr0)"),
        ),
        wrong(
            "rate_below",
            "The learning rate is in the denominator. It belongs in the numerator.",
            (ROOT, "k / (np.sqrt(epoch) * lr0)"),
        ),
        wrong("k_below", "k is in the denominator. It belongs in the numerator.", (ROOT, "lr0 / (k * np.sqrt(epoch))")),
        wrong("k_forgotten", "k is missing.", (ROOT, "lr0 / np.sqrt(epoch)")),
        wrong("factor_alone", "The learning rate is missing.", (ROOT, "k / np.sqrt(epoch)")),
        wrong(
            "one_added",
            "The epoch is counted from 1 here, so do not add 1.",
            (ROOT, "k / np.sqrt(epoch + 1) * lr0"),
        ),
        wrong(
            "one_beside_the_root",
            "This formula has no 1 + in the denominator: it is k over the root of the epoch.",
            (ROOT, "lr0 / (1 + k * np.sqrt(epoch))"),
        ),
        wrong("square", "This divides by the square of the epoch. Use the square root.", (ROOT, "k / epoch**2 * lr0")),
        wrong("unknown_name", UNKNOWN_NAME, ("sqrt(epoch)", "sqrt(epoch_num)")),
    ),
    alternatives=(
        also_right("power", "the power minus one half", (ROOT, "lr0 * k * epoch**-0.5")),
        also_right(
            "math",
            "math.sqrt",
            code="""
def sqrt_decay(lr0, epoch, k):
    import math
    return lr0 * (k / math.sqrt(epoch))
""",
        ),
    ),
)
