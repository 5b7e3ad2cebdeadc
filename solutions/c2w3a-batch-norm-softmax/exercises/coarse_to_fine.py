"""A smaller space around the best trials: told apart by results in no order, failed trainings, and few of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

SPACES: tuple[dict[str, Any], ...] = (
    {"learning_rate": ("log", 0.0001, 1.0), "beta": ("beta", 0.9, 0.999)},
    {"keep_prob": ("linear", 0.5, 1.0), "lambd": ("log", 0.01, 10.0), "decay": ("beta", 0.5, 0.99)},
    {"alpha": ("log", 0.001, 0.1)},
)


def trials(rng: np.random.Generator, space: dict[str, Any], count: int, failed: int = 0) -> list[Any]:
    """Results in which no order of values follows that of errors; the first of them are no good."""
    errors = rng.permutation(np.linspace(0.05, 0.6, count) + rng.uniform(0, 0.005, count))
    errors[np.argsort(errors)[count - failed :]] = np.inf
    drawn = [{name: round(float(rng.uniform(low, high)), 6) for name, (_, low, high) in space.items()} for _ in errors]
    return [(settings, float(error)) for settings, error in zip(drawn, errors, strict=True)]


def fine_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(trials(rng, SPACES[0], 11), SPACES[0], label="11 trials, of which 3 are kept")
    yield call(trials(rng, SPACES[1], 12), SPACES[1], label="12 trials, of which 4 are kept")
    yield call(trials(rng, SPACES[2], 5), SPACES[2], label="5 trials: a third would be 1, so 2 are kept")
    yield call(trials(rng, SPACES[0], 16, failed=9), SPACES[0], label="16 trials, of which 9 failed (error inf)")


BEST = "sorted(results, key=lambda result: result[1])"
KEPT = "[: max(2, len(results) // 3)]"
RANGE = "(scale, min(values), max(values))"

COARSE_TO_FINE = Exercise(
    name="coarse_to_fine",
    cases=fine_cases,
    hints=(
        "Put the results in the order of their errors and keep the first ones. How many? And what is the smallest "
        "range that holds all their learning rates?",
        "`sorted(results, key=lambda result: result[1])` sorts by error; `[: max(2, len(results) // 3)]` keeps the "
        "best.",
        "For each name: `values = [settings[name] for settings, error in best]`, and then (scale, min(values), "
        "max(values)), with the scale from space.",
    ),
    equivalent={
        "best = sorted(results, key=lambda result: result[1])[:max(len(results) // 3, 2)]": "max takes its two numbers "
        "in either order",
    },
    variants=(
        wrong(
            "worst_kept",
            "The *worst* third was kept. The lower the error, the better.",
            (BEST, BEST[:-1] + ", reverse=True)"),
        ),
        wrong(
            "not_sorted",
            "The first trials were kept, not the best: sort by the error.",
            (BEST, "results"),
        ),
        wrong(
            "sorted_by_value",
            "The trials were sorted by their settings. Sort by the error, the second entry of each.",
            (BEST, "sorted(results, key=lambda result: list(result[0].values()))"),
        ),
        wrong(
            "all_kept",
            "All trials were kept, so nothing became finer. Keep the best third.",
            (KEPT, ""),
        ),
        wrong("best_half", "The best half was kept. Keep the best third.", ("len(results) // 3", "len(results) // 2")),
        wrong(
            "rounded_up",
            "There is one trial too many: len(results) // 3 rounds down.",
            ("len(results) // 3", "-(-len(results) // 3)"),
        ),
        wrong(
            "one_of_few",
            "Of few trials only one was kept, and the range has no width. Keep at least 2.",
            ("max(2, len(results) // 3)", "max(1, len(results) // 3)"),
        ),
        wrong(
            "three_kept",
            "Three trials were kept, whatever their number. Keep a third of them.",
            ("max(2, len(results) // 3)", "3"),
        ),
        wrong(
            "two_kept",
            "Two trials were kept, whatever their number. Two is the least; keep a third where that is more.",
            ("max(2, len(results) // 3)", "2"),
        ),
        wrong(
            "ends_exchanged",
            "The ends of the range are exchanged: the least value first.",
            (RANGE, "(scale, max(values), min(values))"),
        ),
        wrong(
            "best_as_lower_end",
            "The range runs from the best trial's value to the last one's. It should run from the least value to the "
            "largest.",
            (RANGE, "(scale, values[0], values[-1])"),
        ),
        wrong(
            "upper_end_kept",
            "Only the lower end became finer. The upper end is the largest value among the best.",
            (RANGE, "(scale, min(values), space[name][2])"),
        ),
        wrong(
            "lower_end_kept",
            "Only the upper end became finer. The lower end is the least value among the best.",
            (RANGE, "(scale, space[name][1], max(values))"),
        ),
        wrong(
            "scale_lost",
            "The scale is missing: each entry is (scale, low, high), as in space.",
            (RANGE, "(min(values), max(values))"),
        ),
        wrong(
            "always_log",
            'The scale is written in as "log". Take it from space.',
            (RANGE, '("log", min(values), max(values))'),
        ),
        wrong(
            "space_returned",
            "The space came back as it was.",
            ("return finer", "return space"),
        ),
        wrong(
            "failed_left_out",
            "Failed trainings were left out before a third was taken. They are trials too: a third of all counts.",
            ("    best = ", "    results = [result for result in results if result[1] < float('inf')]\n    best = "),
        ),
        wrong(
            "last_name_alone",
            "Only one hyperparameter is in the finer space: `finer = {}` belongs before the loop.",
            ("        values = [", "        finer = {}\n        values = ["),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("for settings, _ in best", "for settings, _ in kept")),
    ),
    accepted=(
        accepted(
            "ranges_as_lists",
            "`learning_rate` is a list; a tuple was meant.",
            (RANGE, "[scale, min(values), max(values)]"),
        ),
    ),
    alternatives=(
        also_right(
            "by_numpy",
            "indices in the order of the errors, columns of values",
            code="""
def coarse_to_fine(results, space):
    order = np.argsort([error for _, error in results])
    kept = order[: max(len(order) // 3, 2)]
    finer = dict(space)
    for name in space:
        column = np.array([results[i][0][name] for i in kept])
        finer[name] = (space[name][0], float(np.min(column)), float(np.max(column)))
    return finer
""",
        ),
        also_right(
            "one_by_one",
            "the best is taken out of a copy, again and again",
            code="""
def coarse_to_fine(results, space):
    left, best = list(results), []
    for _ in range(len(results) // 3 if len(results) >= 6 else 2):
        found = min(left, key=lambda item: item[1])
        left.remove(found)
        best.append(found[0])
    return {
        name: (how[0], sorted(s[name] for s in best)[0], sorted(s[name] for s in best)[-1])
        for name, how in space.items()
    }
""",
        ),
        also_right(
            "sorted_in_place",
            "a copy of the list, sorted by its own method",
            code="""
def coarse_to_fine(results, space):
    best = results[:]
    best.sort(key=lambda pair: pair[1])
    number = int(len(best) / 3)
    if number < 2:
        number = 2
    finer = {}
    for name in space.keys():
        low = high = best[0][0][name]
        for settings, _ in best[1:number]:
            low, high = min(low, settings[name]), max(high, settings[name])
        finer[name] = (space[name][0], low, high)
    return finer
""",
        ),
    ),
)
