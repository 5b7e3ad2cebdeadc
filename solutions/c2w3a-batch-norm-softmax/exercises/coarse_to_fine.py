"""A smaller space around the best trials: unordered results, failed trainings and few trials reveal mistakes."""

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
    """Results whose values are not ordered like their errors; the worst `failed` have error inf."""
    errors = rng.permutation(np.linspace(0.05, 0.6, count) + rng.uniform(0, 0.005, count))
    errors[np.argsort(errors)[count - failed :]] = np.inf
    drawn = [{name: round(float(rng.uniform(low, high)), 6) for name, (_, low, high) in space.items()} for _ in errors]
    return [(settings, float(error)) for settings, error in zip(drawn, errors, strict=True)]


def fine_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(trials(rng, SPACES[0], 11), SPACES[0], label="11 trials, 3 of them kept")
    yield call(trials(rng, SPACES[1], 12), SPACES[1], label="12 trials, 4 of them kept")
    yield call(trials(rng, SPACES[2], 5), SPACES[2], label="5 trials: a third would be 1, so 2 are kept")
    yield call(trials(rng, SPACES[0], 16, failed=9), SPACES[0], label="16 trials, 9 of them failed (error inf)")


BEST = "sorted(results, key=lambda result: result[1])"
KEPT = "[: max(2, len(results) // 3)]"
RANGE = "(scale, min(values), max(values))"

COARSE_TO_FINE = Exercise(
    name="coarse_to_fine",
    cases=fine_cases,
    hints=(
        "Sort the results by error and keep the first ones. How many? And what is the smallest range that contains all "
        "their learning rates?",
        "`sorted(results, key=lambda result: result[1])` sorts by error; `[: max(2, len(results) // 3)]` keeps the "
        "best.",
        "For each name, `values = [settings[name] for settings, error in best]`, then (scale, min(values), "
        "max(values)) with the scale from space.",
    ),
    equivalent={
        "best = sorted(results, key=lambda result: result[1])[:max(len(results) // 3, 2)]": "max takes its two numbers "
        "in either order",
    },
    variants=(
        wrong(
            "worst_kept",
            "This keeps the *worst* third. Lower errors are better.",
            (BEST, BEST[:-1] + ", reverse=True)"),
        ),
        wrong(
            "not_sorted",
            "This keeps the first trials, not the best. Sort by error.",
            (BEST, "results"),
        ),
        wrong(
            "sorted_by_value",
            "The trials are sorted by their settings. Sort by error, the second entry of each.",
            (BEST, "sorted(results, key=lambda result: list(result[0].values()))"),
        ),
        wrong(
            "all_kept",
            "All trials are kept, so the space does not shrink. Keep the best third.",
            (KEPT, ""),
        ),
        wrong("best_half", "The best half is kept. Keep the best third.", ("len(results) // 3", "len(results) // 2")),
        wrong(
            "rounded_up",
            "One trial too many is kept: len(results) // 3 rounds down.",
            ("len(results) // 3", "-(-len(results) // 3)"),
        ),
        wrong(
            "one_of_few",
            "With few trials, only one is kept, so the range has no width. Keep at least 2.",
            ("max(2, len(results) // 3)", "max(1, len(results) // 3)"),
        ),
        wrong(
            "three_kept",
            "Three trials are always kept. Keep a third of them.",
            ("max(2, len(results) // 3)", "3"),
        ),
        wrong(
            "two_kept",
            "Two trials are always kept. Two is the minimum; keep a third if that is more.",
            ("max(2, len(results) // 3)", "2"),
        ),
        wrong(
            "ends_exchanged",
            "The ends of the range are swapped: the smallest value comes first.",
            (RANGE, "(scale, max(values), min(values))"),
        ),
        wrong(
            "best_as_lower_end",
            "The range goes from the best trial's value to the last one's. It should go from the smallest value to the "
            "largest.",
            (RANGE, "(scale, values[0], values[-1])"),
        ),
        wrong(
            "upper_end_kept",
            "Only the lower end is narrowed. The upper end should be the largest value among the best.",
            (RANGE, "(scale, min(values), space[name][2])"),
        ),
        wrong(
            "lower_end_kept",
            "Only the upper end is narrowed. The lower end should be the smallest value among the best.",
            (RANGE, "(scale, space[name][1], max(values))"),
        ),
        wrong(
            "scale_lost",
            "The scale is missing: each entry is (scale, low, high), as in space.",
            (RANGE, "(min(values), max(values))"),
        ),
        wrong(
            "always_log",
            'The scale "log" is hard-coded. Take the scale from space.',
            (RANGE, '("log", min(values), max(values))'),
        ),
        wrong(
            "space_returned",
            "The space is returned unchanged.",
            ("return finer", "return space"),
        ),
        wrong(
            "failed_left_out",
            "Failed trainings are removed before taking a third. They are trials too: take a third of all.",
            ("    best = ", "    results = [result for result in results if result[1] < float('inf')]\n    best = "),
        ),
        wrong(
            "last_name_alone",
            "The finer space contains only one hyperparameter: `finer = {}` belongs before the loop.",
            ("        values = [", "        finer = {}\n        values = ["),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("for settings, _ in best", "for settings, _ in kept")),
    ),
    accepted=(
        accepted(
            "ranges_as_lists",
            "Your ranges are lists; the docstring asks for tuples.",
            (RANGE, "[scale, min(values), max(values)]"),
        ),
    ),
    alternatives=(
        also_right(
            "by_numpy",
            "argsort of the errors, and columns of values",
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
            "removes the best from a copy, again and again",
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
            "a copy of the list, sorted with list.sort",
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
