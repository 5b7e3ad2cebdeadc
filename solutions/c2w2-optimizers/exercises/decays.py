"""Learning rates that become smaller by 1 / (1 + decay * epoch): smoothly, and on a staircase."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def drawn(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 3)


def lr_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(drawn(rng, 0.1, 0.5), int(rng.integers(3, 9)), drawn(rng, 0.3, 0.8), label="after a few epochs")
    yield call(drawn(rng, 0.6, 0.9), 0, drawn(rng, 1.2, 2.0), label="before the first epoch is over")
    yield call(
        drawn(rng, 2, 3), epoch_num=int(rng.integers(20, 60)), decay_rate=drawn(rng, 1.5, 3), label="later, by name"
    )


LR = "learning_rate0 / (1 + decay_rate * epoch_num)"

UPDATE_LR = Exercise(
    name="update_lr",
    cases=lr_cases,
    hints=(
        "At epoch 0 the rate is what it was. Which part of the formula makes sure of that?",
        "Divide the first learning rate by 1 + decay_rate * epoch_num. Mind the brackets.",
    ),
    stand_in="""
def update_lr(learning_rate0, epoch_num, decay_rate):
    return 3.0 * learning_rate0 + 0.5 * epoch_num - decay_rate
""",
    variants=(
        wrong(
            "multiplied", "The rate grows: it was multiplied by 1 + decay * epoch. Divide.", (LR, LR.replace("/", "*"))
        ),
        wrong(
            "one_forgotten",
            "The 1 below the fraction line is missing, so epoch 0 divides by 0.",
            (LR, "learning_rate0 / (decay_rate * epoch_num)"),
        ),
        wrong(
            "brackets",
            "Brackets: (1 + decay * epoch) as a whole stands below the fraction line.",
            (LR, "learning_rate0 / 1 + decay_rate * epoch_num"),
        ),
        wrong(
            "epoch_in_brackets",
            "Brackets: it is 1 + (decay * epoch), not (1 + decay) * epoch.",
            (LR, "learning_rate0 / max((1 + decay_rate) * epoch_num, 1e-12)"),
        ),
        wrong(
            "one_epoch_ahead",
            "It is one epoch ahead: at epoch 0 the rate is still the first one.",
            (LR, "learning_rate0 / (1 + decay_rate * (epoch_num + 1))"),
        ),
        wrong("rate_ignored", "decay_rate is not used.", (LR, "learning_rate0 / (1 + epoch_num)")),
        wrong("epoch_ignored", "epoch_num is not used.", (LR, "learning_rate0 / (1 + decay_rate)")),
        wrong(
            "factor_alone",
            "The first learning rate is missing from the formula.",
            (LR, LR.replace("learning_rate0", "1")),
        ),
        wrong(
            "by_powers",
            "This divides by a power of 1 + decay. The decay here is by multiples: 1 + decay * epoch.",
            (LR, "learning_rate0 / (1 + decay_rate) ** epoch_num"),
        ),
        wrong(
            "subtracted",
            "The decay was subtracted, and the rate will become negative. Divide.",
            (LR, "learning_rate0 * (1 - decay_rate * epoch_num)"),
        ),
        wrong("not_decayed", "The rate came back as it was.", (LR, "learning_rate0")),
        wrong("unknown_name", UNKNOWN_NAME, ("* epoch_num", "* epoch")),
    ),
    alternatives=(
        also_right(
            "as_a_product",
            "times one over the denominator",
            code="""
def update_lr(learning_rate0, epoch_num, decay_rate):
    factor = 1 / (1 + decay_rate * epoch_num)
    return factor * learning_rate0
""",
        ),
        also_right(
            "with_numpy",
            "by functions of NumPy",
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
        label="just on a step, by name",
    )
    steps = int(rng.integers(4, 8))
    yield call(drawn(rng, 2, 3), 1000 * steps, rate, label="the default, steps of 1000 epochs: just on one")
    yield call(drawn(rng, 2, 3), 1000 * steps - 1, rate, label="the default, steps of 1000 epochs: just before one")


STAIRS = "update_lr(learning_rate0, epoch_num=epoch_num // time_interval, decay_rate=decay_rate)"

SCHEDULE = Exercise(
    name="schedule_lr_decay",
    cases=schedule_cases,
    uses=("update_lr",),
    hints=(
        "On which step of the staircase does the epoch lie? With 10 epochs on each, epochs 0 to 9 lie on step 0.",
        "`//` divides and cuts off what is behind the point, as `np.floor` does: 25 // 10 is 2.",
        "It is the formula of `update_lr` with the number of the step in the place of the epoch: you may call it.",
    ),
    variants=(
        wrong(
            "no_floor",
            "The quotient was not cut off, so the rate decays a little with every epoch. On a staircase it stays until "
            "the next step: `epoch_num // time_interval`.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num / time_interval"),
        ),
        wrong(
            "no_floor_after_the_first_interval",
            "The rate waits for the first interval, and then decays with every epoch. On a staircase it stays until "
            "the next step: cut off the quotient, `epoch_num // time_interval`.",
            (
                "epoch_num=epoch_num // time_interval",
                "epoch_num=(epoch_num / time_interval if epoch_num >= time_interval else 0)",
            ),
        ),
        wrong(
            "exact_multiples_alone",
            "The rate decays in epochs that are exact multiples of the interval, and jumps back in between. It stays "
            "down.",
            (
                "epoch_num=epoch_num // time_interval",
                "epoch_num=(epoch_num // time_interval if epoch_num % time_interval == 0 else 0)",
            ),
        ),
        wrong(
            "rounded",
            "The quotient was rounded, so the rate steps down half an interval too early. Cut it off.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=round(epoch_num / time_interval)"),
        ),
        wrong(
            "rounded_up",
            "The quotient was rounded up, so the rate is one step too low. Cut it off.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=-(-epoch_num // time_interval)"),
        ),
        wrong(
            "remainder",
            "`%` gives the remainder. `//` gives how many whole intervals are over.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num % time_interval"),
        ),
        wrong(
            "floor_of_the_product",
            "decay_rate went into the floor. Only the number of intervals is cut off.",
            (STAIRS, "learning_rate0 / (1 + decay_rate * epoch_num // time_interval)"),
        ),
        wrong(
            "interval_ignored",
            "time_interval is not used: the rate decays with every epoch.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num"),
        ),
        wrong(
            "interval_fixed",
            "The interval is written into the function. Use the argument.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num // 1000"),
        ),
        wrong(
            "multiplied",
            "The rate grows: it was multiplied by 1 + decay * step. Divide.",
            (STAIRS, "learning_rate0 * (1 + decay_rate * (epoch_num // time_interval))"),
        ),
        wrong(
            "multiplied_by_the_rate",
            "The rate was multiplied by decay_rate for each interval. Divide by 1 + decay_rate * step.",
            (STAIRS, "learning_rate0 * decay_rate ** (epoch_num // time_interval)"),
        ),
        wrong(
            "one_forgotten",
            "The 1 below the fraction line is missing, so the first interval divides by 0.",
            (STAIRS, "learning_rate0 / (decay_rate * (epoch_num // time_interval))"),
        ),
        wrong(
            "one_step_ahead",
            "It is one step ahead: in the first interval the rate is still the first one.",
            ("epoch_num=epoch_num // time_interval", "epoch_num=epoch_num // time_interval + 1"),
        ),
        wrong("not_decayed", "The rate came back as it was.", (STAIRS, "learning_rate0")),
        wrong("unknown_name", UNKNOWN_NAME, ("// time_interval", "// interval")),
    ),
    alternatives=(
        also_right(
            "by_floor",
            "the formula written out, with np.floor",
            code="""
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * np.floor(epoch_num / time_interval))
""",
        ),
        also_right(
            "by_remainder",
            "back to the beginning of the interval, then divided",
            code="""
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    begun = epoch_num - epoch_num % time_interval
    return time_interval * learning_rate0 / (time_interval + decay_rate * begun)
""",
        ),
    ),
)
