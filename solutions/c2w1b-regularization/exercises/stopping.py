"""Early stopping: which epoch's parameters to keep."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, equal, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def falling(n: int, low: float, high: float) -> list[float]:
        return np.sort(rng.uniform(low, high, n))[::-1].round(4).tolist()

    def plateau(n: int, low: float, high: float) -> list[float]:
        return rng.uniform(low, high, n).round(4).tolist()

    exact = equal()
    first = falling(4, 0.6, 1.0)
    yield call([*first, *plateau(3, 1.1, 1.3), 0.2], 3, check=exact, label="an improvement that comes too late")
    yield call([*first, *plateau(2, 1.1, 1.3), 0.2, 0.3], 3, check=exact, label="an improvement just in time")
    yield call(falling(6, 0.1, 1.0), 2, check=exact, label="lower in every epoch")
    yield call([0.5, *plateau(5, 0.6, 0.9), 0.1], 2, check=exact, label="the first epoch is the best one seen")
    yield call([1.0, 0.7, 0.9, 0.7, 0.4, 0.6, 0.7, 0.4, 0.1], 3, check=exact, label="equal costs are no improvement")
    yield call([0.8, 0.9, 0.3], 1, check=exact, label="a patience of one epoch")
    yield call(
        [0.9, 0.5, 0.8, 0.7, 0.6, 0.55, 0.2], 4, check=exact, label="costs that fall again, but not below the best"
    )
    yield call([1.0, 1.2, 1.1, 0.8, 1.0, 0.9, 0.7, 0.9, 1.0, 1.1], 3, check=exact, label="several improvements")
    yield call([0.4], 3, check=exact, label="a single epoch")
    yield call([1.4, 0.9, 1.2], 7, check=exact, label="more patience than epochs")


STOPPING = Exercise(
    name="early_stopping_epoch",
    cases=cases,
    hints=(
        "You need one loop over the epochs and one number to remember: the epoch with the lowest cost so far.",
        "How many epochs have passed since the best one? That is the difference of two indices.",
        "`if dev_costs[epoch] < dev_costs[best]: best = epoch`, then `if epoch - best >= patience: break`.",
    ),
    equivalent={
        "for epoch in range(0, len(dev_costs)):": "the first cost is not below itself, and patience is at least 1"
    },
    variants=(
        wrong(
            "lowest_of_all",
            "This is the lowest cost of all epochs. Training would have stopped before some of them, so they are never "
            "seen.",
            code="def early_stopping_epoch(dev_costs, patience):\n    return int(np.argmin(dev_costs))\n",
        ),
        wrong(
            "epoch_of_the_stop",
            "This is the epoch at which training stops. Return the best epoch before it, whose parameters are kept.",
            ("return best", "return epoch"),
            ("best = 0\n", "best = epoch = 0\n"),
        ),
        wrong("counted_from_one", "Epochs are counted from 0 here.", ("return best", "return best + 1")),
        wrong("one_too_patient", "The function waits one epoch longer than `patience`.", (">= patience", "> patience")),
        wrong(
            "one_too_hasty",
            "The function stops one epoch too early.",
            ("epoch - best >= patience", "epoch - best >= patience - 1 and epoch > best"),
        ),
        wrong(
            "equals_count_as_better",
            "An equal cost is taken as an improvement. Only a lower cost is one; of equal costs, the first counts.",
            ("dev_costs[epoch] < dev_costs[best]", "dev_costs[epoch] <= dev_costs[best]"),
        ),
        wrong(
            "compared_with_the_last",
            "Each cost is compared with the one just before it. Compare it with the best so far.",
            ("dev_costs[epoch] < dev_costs[best]", "dev_costs[epoch] < dev_costs[epoch - 1]"),
        ),
        wrong(
            "highest",
            "This looks for the highest cost. The best epoch has the lowest.",
            ("dev_costs[epoch] < dev_costs[best]", "dev_costs[epoch] > dev_costs[best]"),
        ),
        wrong(
            "cost_not_index",
            "This is the cost of the best epoch. Return its index.",
            ("return best", "return dev_costs[best]"),
        ),
        wrong(
            "misses_added_up",
            "Epochs without improvement are counted over the whole training. Restart the count after every "
            "improvement.",
            code="""
def early_stopping_epoch(dev_costs, patience):
    best, misses = 0, 0
    for epoch in range(1, len(dev_costs)):
        if dev_costs[epoch] < dev_costs[best]:
            best = epoch
        else:
            misses += 1
        if misses >= patience:
            break
    return best
""",
        ),
        wrong("unknown_name", UNKNOWN_NAME, (">= patience", ">= patience_epochs")),
    ),
    alternatives=(
        also_right(
            "counter",
            "a counter that is reset",
            code="""
def early_stopping_epoch(dev_costs, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, cost in enumerate(dev_costs):
        if cost < lowest:
            lowest, best, waited = cost, epoch, 0
        else:
            waited += 1
            if waited == patience:
                return best
    return best
""",
        ),
        also_right(
            "while",
            "arrays, and a window after the best epoch",
            code="""
def early_stopping_epoch(dev_costs, patience):
    costs = np.array(dev_costs)
    best = 0
    while True:
        window = costs[best + 1 : best + 1 + patience]
        lower = np.flatnonzero(window < costs[best])
        if lower.size == 0:
            return best
        best = best + 1 + lower[0]
""",
        ),
    ),
)
