"""Learning rates that decay as 1 / (1 + decay * epoch): smoothly, and in steps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def drawn(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 3)


def lr_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(drawn(rng, 0.1, 0.5), int(rng.integers(3, 9)), drawn(rng, 0.3, 0.8), label="after a few epochs")
    yield call(drawn(rng, 0.6, 0.9), 0, drawn(rng, 1.2, 2.0), label="before the end of the first epoch")
    yield call(
        drawn(rng, 2, 3),
        epoch_num=int(rng.integers(20, 60)),
        decay_rate=drawn(rng, 1.5, 3),
        label="later, keyword arguments",
    )


LR = "learning_rate0 / (1 + decay_rate * epoch_num)"

UPDATE_LR = Exercise(
    name="update_lr",
    cases=lr_cases,
    hints=(
        "At epoch 0, the rate is still the initial one. Which part of the formula makes sure of that?",
        "Divide the initial learning rate by 1 + decay_rate * epoch_num. Be careful with the brackets.",
    ),
    stand_in="""
def update_lr(learning_rate0, epoch_num, decay_rate):
    return 3.0 * learning_rate0 + 0.5 * epoch_num - decay_rate
""",
    variants=(
        wrong(
            "multiplied",
            "The rate grows, because it is multiplied by 1 + decay * epoch. Divide.",
            (LR, LR.replace("/", "*")),
        ),
        wrong(
            "one_forgotten",
            "The 1 in the denominator is missing, so epoch 0 divides by 0.",
            (LR, "learning_rate0 / (decay_rate * epoch_num)"),
        ),
        wrong(
            "brackets",
            "The whole sum 1 + decay * epoch belongs in the denominator. Put brackets around it.",
            (LR, "learning_rate0 / 1 + decay_rate * epoch_num"),
        ),
        wrong(
            "epoch_in_brackets",
            "The brackets are in the wrong place: it is 1 + (decay * epoch), not (1 + decay) * epoch.",
            (LR, "learning_rate0 / max((1 + decay_rate) * epoch_num, 1e-12)"),
        ),
        wrong(
            "one_epoch_ahead",
            "The rate is one epoch ahead: at epoch 0 it is still the initial one.",
            (LR, "learning_rate0 / (1 + decay_rate * (epoch_num + 1))"),
        ),
        wrong("rate_ignored", "decay_rate is not used.", (LR, "learning_rate0 / (1 + epoch_num)")),
        wrong("epoch_ignored", "epoch_num is not used.", (LR, "learning_rate0 / (1 + decay_rate)")),
        wrong(
            "factor_alone",
            "The initial learning rate is missing from the formula.",
            (LR, LR.replace("learning_rate0", "1")),
        ),
        wrong(
            "by_powers",
            "This divides by a power of 1 + decay. Divide by 1 + decay * epoch instead.",
            (LR, "learning_rate0 / (1 + decay_rate) ** epoch_num"),
        ),
        wrong(
            "subtracted",
            "The decay is subtracted, so the rate becomes negative after a while. Divide.",
            (LR, "learning_rate0 * (1 - decay_rate * epoch_num)"),
        ),
        wrong("not_decayed", "The initial rate is returned unchanged.", (LR, "learning_rate0")),
        wrong("unknown_name", UNKNOWN_NAME, ("* epoch_num", "* epoch")),
    ),
    alternatives=(
        also_right(
            "as_a_product",
            "multiplied by one over the denominator",
            code="""
def update_lr(learning_rate0, epoch_num, decay_rate):
    factor = 1 / (1 + decay_rate * epoch_num)
    return factor * learning_rate0
""",
        ),
        also_right(
            "with_numpy",
            "with NumPy functions",
            code="""
def update_lr(learning_rate0, epoch_num, decay_rate):
    return np.divide(learning_rate0, np.add(1.0, np.multiply(epoch_num, decay_rate)))
""",
        ),
    ),
)


def schedule_cases(rng: np.random.Generator) -> Iterable[Case]:
    interval = int(rng.integers(20, 60))
    between = 3 * interval + int(0.7 * interval)
    rate = drawn(rng, 0.3, 0.8)
    yield call(drawn(rng, 0.1, 0.5), between, rate, interval, label="between two steps of the staircase")
    yield call(drawn(rng, 0.1, 0.5), int(0.4 * interval), rate, interval + 7, label="before the first step down")
    yield call(
        drawn(rng, 0.6, 0.9),
        4 * interval,
        decay_rate=drawn(rng, 1.2, 2),
        time_interval=interval,
        label="exactly at a step, keyword arguments",
    )
    steps = int(rng.integers(4, 8))
    yield call(drawn(rng, 2, 3), 1000 * steps, rate, label="the default, steps of 1000 epochs: exactly at one")
    yield call(drawn(rng, 2, 3), 1000 * steps - 1, rate, label="the default, steps of 1000 epochs: just before one")


STAIRS = "update_lr(learning_rate0, epoch_num=epoch_num // time_interval, decay_rate=decay_rate)"

SCHEDULE = Exercise(
    name="schedule_lr_decay",
    cases=schedule_cases,
    uses=("update_lr",),
    hints=(
        "On which step of the staircase is the epoch? With 10 epochs per step, epochs 0 to 9 are on step 0.",
        "`//` divides and drops the fractional part, like `np.floor`: 25 // 10 is 2.",
        "This is the formula of `update_lr` with the number of the step in place of the epoch. You may call "
        "`update_lr`.",
    ),
    variants=(
        wrong(
            "no_floor",
            "The quotient is not rounded down, so the rate decays a little in every epoch. It should stay constant "
            "until the next step: `epoch_num // time_interval`.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num / time_interval"),
        ),
        wrong(
            "no_floor_after_the_first_interval",
            "After the first interval, the rate decays in every epoch. It should stay constant until the next step: "
            "round the quotient down, `epoch_num // time_interval`.",
            (
                "epoch_num=epoch_num // time_interval",
                "epoch_num=(epoch_num / time_interval if epoch_num >= time_interval else 0)",
            ),
        ),
        wrong(
            "exact_multiples_alone",
            "The rate decays only in epochs that are exact multiples of the interval, and jumps back in between. It "
            "should stay down.",
            (
                "epoch_num=epoch_num // time_interval",
                "epoch_num=(epoch_num // time_interval if epoch_num % time_interval == 0 else 0)",
            ),
        ),
        wrong(
            "rounded",
            "The quotient is rounded to the nearest integer, so the rate steps down half an interval too early. Round "
            "it down.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=round(epoch_num / time_interval)"),
        ),
        wrong(
            "rounded_up",
            "The quotient is rounded up, so the rate is one step too low. Round it down.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=-(-epoch_num // time_interval)"),
        ),
        wrong(
            "remainder",
            "`%` gives the remainder. `//` gives the number of completed intervals.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num % time_interval"),
        ),
        wrong(
            "floor_of_the_product",
            "decay_rate is rounded down too. Round down only the number of intervals.",
            (STAIRS, "learning_rate0 / (1 + decay_rate * epoch_num // time_interval)"),
        ),
        wrong(
            "interval_ignored",
            "time_interval is not used, so the rate decays in every epoch.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num"),
        ),
        wrong(
            "interval_fixed",
            "The interval is hard-coded. Use the argument.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num // 1000"),
        ),
        wrong(
            "multiplied",
            "The rate grows, because it is multiplied by 1 + decay * step. Divide.",
            (STAIRS, "learning_rate0 * (1 + decay_rate * (epoch_num // time_interval))"),
        ),
        wrong(
            "multiplied_by_the_rate",
            "The rate is multiplied by decay_rate in each interval. Divide by 1 + decay_rate * step.",
            (STAIRS, "learning_rate0 * decay_rate ** (epoch_num // time_interval)"),
        ),
        wrong(
            "one_forgotten",
            "The 1 in the denominator is missing, so the first interval divides by 0.",
            (STAIRS, "learning_rate0 / (decay_rate * (epoch_num // time_interval))"),
        ),
        wrong(
            "one_step_ahead",
            "The rate is one step ahead: in the first interval it is still the initial one.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num // time_interval + 1"),
        ),
        wrong("not_decayed", "The initial rate is returned unchanged.", (STAIRS, "learning_rate0")),
        wrong("unknown_name", UNKNOWN_NAME, ("// time_interval", "// interval")),
    ),
    alternatives=(
        also_right(
            "by_floor",
            "the formula with np.floor",
            code="""
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * np.floor(epoch_num / time_interval))
""",
        ),
        also_right(
            "by_remainder",
            "the start of the interval, then divided",
            code="""
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    begun = epoch_num - epoch_num % time_interval
    return time_interval * learning_rate0 / (time_interval + decay_rate * begun)
""",
        ),
    ),
)
