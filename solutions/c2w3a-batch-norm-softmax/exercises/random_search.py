"""Random settings: judged by the calls of `train`, by the distribution of the values, and by their independence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Callback, Recipe, Step

MANY, OTHER = 250, 150  # trials: enough to distinguish distributions

# Counts its calls, which must not exceed the number of trials.
TRAIN = """
import math

asked = 0


def train(settings):
    global asked
    asked += 1
    return {formula} + {counted} * asked
"""


def train(formula: str, counted: int = 0) -> Callback:
    return Callback(TRAIN.format(formula=formula, counted=counted), "train")


def of(name: str) -> str:
    return f'settings["{name}"]'


def generator(rng: np.random.Generator) -> Recipe:
    return Recipe("generator", {"seed": int(rng.integers(1, 1 << 30))})


def search_cases(rng: np.random.Generator) -> Iterable[Case]:
    space: dict[str, Any] = {
        "learning_rate": ("log", 0.01, 1.0),
        "beta": ("beta", 0.9, 0.999),
        "keep_prob": ("linear", 0.5, 1.0),
    }
    # The last trial's error is what train returns for its settings, and train is called once in each trial.
    trials = int(rng.integers(3, 6))
    formula = f"2 * {of('learning_rate')} - 3 * {of('beta')} + {of('keep_prob')}"
    names = [["settings", f"error_{number}"] for number in range(trials)]
    last = names[-1][1]
    relations = (
        (
            last,
            f"2 * learning_rate - 3 * beta + keep_prob - 10 * {trials}",
            last,
            f"The last error should be what `train` returned for the last settings, in call number {trials}.",
        ),
        # Without the count each error lies between -2.5 and 0.3.
        (
            f"maximum(abs({' + '.join(name for _, name in names)} + {5 * trials * (trials + 1) + 1.1 * trials}) "
            f"- {1.5 * trials}, 0)",
            "0",
            "errors",
            "`train` should be called once in each trial.",
        ),
    )
    check = Check("relations", {"names": names, "relations": relations})
    step = Step("", (train(formula, -10), space, trials, generator(rng)))
    yield script(step, check=check, label=f"{trials} trials; train counts how often it is called")

    # Training fails now and then: its error is infinite, and the trial counts like the others.
    fails = train(f"math.inf if asked == 2 else {of('learning_rate')}")
    names = [["settings", f"error_{number}"] for number in range(4)]
    relations = (("1 / error_1", "0", "error_1", "`error_1` should be infinite, as `train` returned it."),)
    check = Check("relations", {"names": names, "relations": relations})
    yield script(Step("", (fails, space, 4, generator(rng))), check=check, label="4 trials; the second one fails")

    # Names that do not reveal the scale.
    other: dict[str, Any] = {
        "momentum": ("linear", 0.01, 0.9),
        "dropout": ("linear", 0.01, 0.9),
        "units": ("log", 10.0, 1000.0),
        "decay": ("beta", 0.5, 0.995),
    }
    ask = train(f"math.log({of('units')}) + {of('decay')} + {of('momentum')}")
    first, second = (Step("", (ask, other, 1, generator(rng))) for _ in range(2))
    relations = (
        (
            "again",
            "first",
            "again",
            "Two generators with the same seed gave different results. Do you use the given `rng` for every draw?",
        ),
        ("where(abs(second - first), 1, 0)", "1", "second", "Two generators gave the same settings."),
        (
            "where(abs(dropout - momentum), 1, 0)",
            "1",
            "dropout",
            "Two hyperparameters of one trial got the same number: draw a new one for each.",
        ),
    )
    names = [[["settings", name]] for name in ("first", "second", "again")]
    check = Check("relations", {"names": names, "relations": relations})
    yield script(first, second, first, check=check, label="one trial with two generators, then the first again")

    # Many trials: each value as its scale says, and each drawn on its own.
    laws = {"log": "log_uniform", "beta": "one_minus_log_uniform", "linear": "uniform"}
    for where, count, widths, label in (
        (space, MANY, {"learning_rate": 4.605, "beta": 4.605, "keep_prob": 0.5}, "many trials"),
        (
            other,
            OTHER,
            {"units": 4.605, "decay": 4.605, "momentum": 0.89, "dropout": 0.89},
            "many trials in another space",
        ),
    ):
        position = {
            "log": "math.log(settings[{!r}])",
            "beta": "math.log(1 - settings[{!r}])",
            "linear": "settings[{!r}]",
        }
        formula = " + ".join(f"{position[where[name][0]].format(name)} / {width}" for name, width in widths.items())
        names = [["settings", "error"]] * count
        law = {name: (laws[scale], low, high) for name, (scale, low, high) in where.items()}
        check = Check("distribution", {"names": names, "law": law, "keys": "exact"})
        yield script(Step("", (train(formula), where, count, generator(rng))), check=check, label=label)


LOG = "sample_learning_rate(rng, low, high)"
BETA = "sample_beta(rng, low, high)"
LINEAR = "rng.uniform(low, high)"
APPEND = "results.append((settings, train(settings)))"
INNER = "        settings = {}\n"

RANDOM_SEARCH = Exercise(
    name="random_search",
    cases=search_cases,
    uses=("sample_learning_rate", "sample_beta"),
    hints=(
        "Use two loops: one over the trials, and inside it one over the hyperparameters, which draws a new value for "
        "each. Then call train once.",
        "`for name, (scale, low, high) in space.items():` unpacks an entry of the space. The scale decides how to "
        'draw: "log", "beta", or uniformly with rng.uniform(low, high).',
        "Start a new dict of settings *inside* the loop over the trials, and append (settings, train(settings)) to the "
        "results.",
    ),
    variants=(
        wrong(
            "failures_dropped",
            "A trial whose error is infinite is left out. Keep it: it shows which settings fail.",
            (
                APPEND,
                "error = train(settings)\n        if error < np.inf:\n            results.append((settings, error))",
            ),
        ),
        wrong(
            "error_among_the_settings",
            "The error is stored in the settings, too. They should be as `train` got them.",
            (
                APPEND,
                'error = train(settings)\n        settings["error"] = error\n        results.append((settings, error))',
            ),
        ),
        wrong(
            "log_drawn_evenly",
            'A hyperparameter with scale "log" is drawn uniformly. Draw it with sample_learning_rate.',
            (LOG, LINEAR),
        ),
        wrong(
            "beta_drawn_evenly",
            'A hyperparameter with scale "beta" is drawn (almost) uniformly. Draw it with sample_beta.',
            (BETA, LINEAR),
        ),
        wrong("all_drawn_evenly", "Everything is drawn uniformly. Use the scale.", (LOG, LINEAR), (BETA, LINEAR)),
        wrong("linear_drawn_as_log", 'A hyperparameter with scale "linear" should be drawn uniformly.', (LINEAR, LOG)),
        wrong(
            "log_and_beta_exchanged",
            'The scales "log" and "beta" are swapped.',
            (LOG, "1 - sample_learning_rate(rng, 1 - min(high, 0.9999), 1 - min(low, 0.99))"),
            (BETA, LOG),
        ),
        wrong(
            "by_name",
            "The name decides how to draw. Use the scale instead: the first entry of each tuple in space.",
            ('scale == "log"', 'name == "learning_rate"'),
            ('scale == "beta"', 'name == "beta"'),
        ),
        wrong(
            "one_draw_for_all_trials",
            "All trials have the same settings: draw inside the loop over the trials.",
            code="""
def random_search(train, space, trials, rng):
    settings = {}
    for name, (scale, low, high) in space.items():
        if scale == "log":
            settings[name] = sample_learning_rate(rng, low, high)
        elif scale == "beta":
            settings[name] = sample_beta(rng, low, high)
        else:
            settings[name] = rng.uniform(low, high)
    results = []
    for _ in range(trials):
        results.append((settings, train(settings)))
    return results
""",
        ),
        wrong(
            "one_dict_for_all_trials",
            "All results hold the same dict, so all show the settings of the last trial. Make a new one, `settings = "
            "{}`, inside the loop over the trials.",
            (INNER, ""),
            ("    results = []\n", "    results = []\n    settings = {}\n"),
        ),
        wrong(
            "one_number_for_all",
            "All values of a trial come from one random number, so a large learning rate always comes with a large "
            "beta. Draw a new number for each hyperparameter.",
            code="""
def random_search(train, space, trials, rng):
    results = []
    for _ in range(trials):
        seed, settings = int(rng.integers(1 << 30)), {}
        for name, (scale, low, high) in space.items():
            own = np.random.default_rng(seed)
            if scale == "log":
                settings[name] = sample_learning_rate(own, low, high)
            elif scale == "beta":
                settings[name] = sample_beta(own, low, high)
            else:
                settings[name] = own.uniform(low, high)
        results.append((settings, train(settings)))
    return results
""",
        ),
        wrong(
            "grid",
            "This is a grid search. Draw every value at random, so that no value is tried twice.",
            (LINEAR, "low + (high - low) * (len(results) % 5 + 0.5) / 5"),
            (LOG, "low * (high / low) ** ((len(results) // 5 % 5 + 0.5) / 5)"),
            (BETA, "1 - (1 - low) * ((1 - high) / (1 - low)) ** ((len(results) // 25 % 5 + 0.5) / 5)"),
        ),
        wrong(
            "trained_twice",
            "`train` is called more than once in a trial. Training may take hours: call it once and store the result.",
            (APPEND, "train(settings)\n        " + APPEND),
        ),
        wrong(
            "one_trial_less",
            "There is one trial too few.",
            ("range(trials)", "range(trials - 1)"),
        ),
        wrong(
            "best_alone",
            "Only the best trial is returned. Return all of them: they show which settings matter.",
            ("return results", "return min(results, key=lambda result: result[1])"),
        ),
        wrong(
            "sorted",
            "The results are sorted by error. Return them in the order of the trials.",
            ("return results", "return sorted(results, key=lambda result: result[1])"),
        ),
        wrong(
            "order_exchanged",
            "Each result should be (settings, error), in this order.",
            ("(settings, train(settings))", "(train(settings), settings)"),
        ),
        wrong(
            "errors_alone",
            "Only the errors are returned. Store the settings with them: (settings, error).",
            (APPEND, "results.append(train(settings))"),
        ),
        wrong(
            "settings_alone",
            "Only the settings are returned. Store the errors with them: (settings, error).",
            (APPEND, "train(settings)\n        results.append(settings)"),
        ),
        wrong(
            "unpacked",
            "`train` takes one dict. `train(**settings)` passes the values one by one.",
            ("train(settings)", "train(**settings)"),
        ),
        wrong(
            "values_alone",
            "`train` takes a dict, name -> value. Here it gets the values without their names.",
            ("train(settings)", "train(list(settings.values()))"),
        ),
        wrong(
            "returned_in_the_loop",
            "The function returns after its first trial: `return` is indented too far.",
            ("    return results", "        return results"),
        ),
        wrong(
            "own_generator",
            "The random numbers do not come from `rng`, so nobody could repeat your run.",
            ("    results = []\n", "    results = []\n    rng = np.random.default_rng()\n"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside, so every search tries the same settings. Draw from `rng`.",
            ("    results = []\n", "    results = []\n    rng = np.random.default_rng(1)\n"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("train(settings)", "train(hyperparameters)")),
    ),
    accepted=(
        accepted(
            "pairs_as_lists",
            "Your results are lists; the docstring asks for tuples.",
            ("(settings, train(settings))", "[settings, train(settings)]"),
        ),
    ),
    alternatives=(
        also_right(
            "settings_first",
            "a function for one value; all settings are drawn before the first training",
            code="""
def random_search(train, space, trials, rng):
    def draw(scale, low, high):
        if scale == "linear":
            return low + (high - low) * rng.random()
        return sample_learning_rate(rng, low, high) if scale == "log" else sample_beta(rng, low, high)

    drawn = [{name: draw(*how) for name, how in space.items()} for _ in range(trials)]
    return [(settings, train(settings)) for settings in drawn]
""",
        ),
        also_right(
            "while_loop",
            "explicit exponents, names in reverse order",
            code="""
def random_search(train, space, trials, rng):
    results = []
    while len(results) < trials:
        settings = dict.fromkeys(space)
        for name in reversed(list(space)):
            scale, low, high = space[name]
            if scale == "log":
                settings[name] = float(10 ** rng.uniform(np.log10(low), np.log10(high)))
            if scale == "beta":
                settings[name] = float(1 - 10 ** rng.uniform(np.log10(1 - high), np.log10(1 - low)))
            if scale == "linear":
                settings[name] = float(rng.uniform(low, high))
        error = train(settings)
        results += [(settings, error)]
    return results
""",
        ),
    ),
)
