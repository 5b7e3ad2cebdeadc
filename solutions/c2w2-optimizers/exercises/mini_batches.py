"""Shuffled examples, cut into mini-batches: judged by their properties, so that any right shuffle passes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Step

CALLS = 24


def mini_batches_cases(rng: np.random.Generator) -> Iterable[Case]:
    first, second = (int(seed) for seed in rng.choice(np.arange(1, 1 << 20), 2, replace=False))

    def examples(n_x: int, m: int) -> tuple[np.ndarray, np.ndarray]:
        """Sorted, as files often are, so that a missing shuffle shows."""
        X = np.sort(rng.normal(size=(n_x, m)))
        return X, (np.arange(m) % 2 == 0).astype(int).reshape(1, m)

    def batches(data: tuple[np.ndarray, np.ndarray], size: int, *seeds: int, label: str) -> Case:
        steps = (Step("", (*data, size, seed)) for seed in seeds)
        return script(*steps, check=Check("rearrangement", {}), label=label)

    label = "19 examples in batches of 6; two seeds, then the first again"
    yield batches(examples(3, 19), 6, first, second, first, label=label)
    yield batches(examples(2, 20), 5, second, first, label="20 examples in batches of 5: no rest")
    yield batches(examples(4, 11), 16, first, second, first, label="fewer examples than a batch may hold")
    label = "default size: 150 examples in batches of 64"
    yield script(Step("", examples(2, 150)), check=Check("rearrangement", {}), label=label)
    label = "13 examples in batches of 1"
    yield batches(examples(2, 13), 1, first, label=label)
    # An example that is always in the same batch is so by chance once in 4 ** 24 cases, and neighbours that stay
    # together are found by far fewer.
    label = f"{CALLS} seeds: every example comes into every batch"
    yield batches(examples(2, 44), 12, *map(int, rng.integers(1, 1 << 20, CALLS)), label=label)


ORDER = "np.random.default_rng(seed).permutation(m)"
SLICE = "order[start : start + mini_batch_size]"
STEPS = "range(0, m, mini_batch_size)"
APPEND = "mini_batches.append((X[:, chosen], Y[:, chosen]))"

MINI_BATCHES = Exercise(
    name="random_mini_batches",
    unavoidable={
        "`X` never has a single column": "one example cannot be shuffled",
        "`Y` never has a single column": "one example cannot be shuffled",
    },
    cases=mini_batches_cases,
    hints=(
        "Shuffle first, cut afterwards. Use one permutation of the numbers 0 to m - 1 for both X and Y.",
        "`np.random.default_rng(seed).permutation(m)` is such a permutation, and `X[:, order[0:64]]` are the first 64 "
        "columns in that order. Where do the next batches start?",
        "`for start in range(0, m, mini_batch_size)` visits every start, including the last one. The slice "
        "`order[start : start + mini_batch_size]` may reach past the end; it is then shorter.",
    ),
    equivalent={
        "def random_mini_batches(X, Y, mini_batch_size=64, seed=1):": "any default seed is as good as another",
    },
    variants=(
        wrong(
            "not_shuffled",
            "The examples are cut in their original order. Files are often sorted, so a batch would hold only one "
            "class. Shuffle first.",
            (ORDER, "np.arange(m)"),
        ),
        wrong(
            "labels_separated",
            "X and Y are shuffled in different orders, so the labels no longer match. Use one order for both.",
            ("Y[:, chosen]", "Y[:, np.random.default_rng(seed + 1).permutation(m)[start : start + mini_batch_size]]"),
        ),
        wrong(
            "labels_not_shuffled",
            "X is shuffled but Y is not, so the labels no longer match. Use the same order for both.",
            ("Y[:, chosen]", "Y[:, start : start + mini_batch_size]"),
        ),
        wrong(
            "some_twice",
            "Some examples appear twice and others never, because indices are drawn with replacement. `permutation` "
            "draws each once.",
            (ORDER, "np.random.default_rng(seed).integers(0, m, m)"),
        ),
        wrong(
            "rest_lost",
            "The last, smaller batch is missing, so its examples are never used for training.",
            (STEPS, "range(0, m - m % mini_batch_size, mini_batch_size)"),
        ),
        wrong(
            "empty_batch",
            "When the size divides m evenly, there is one empty batch too many.",
            (STEPS, "range(0, m // mini_batch_size * mini_batch_size + 1, mini_batch_size)"),
        ),
        wrong(
            "rest_twice",
            "The last batch appears twice, so its examples count double.",
            (
                "    return mini_batches",
                "    if m % mini_batch_size:\n        mini_batches.append(mini_batches[-1])\n    return mini_batches",
            ),
        ),
        wrong(
            "rest_filled_up",
            "The last batch is filled up with examples from another batch. It should hold only the rest.",
            (SLICE, "order[max(0, min(start, m - mini_batch_size)) : start + mini_batch_size]"),
        ),
        wrong(
            "loop_variable_after_the_loop",
            "The last batch is cut with the loop variable after the loop. With fewer examples than a batch holds, the "
            "loop never runs and the variable does not exist. Use the number of full batches.",
            code="""
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    order = np.random.default_rng(seed).permutation(m)
    X, Y = X[:, order], Y[:, order]
    mini_batches = []
    for k in range(m // mini_batch_size):
        here = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((X[:, here], Y[:, here]))
    if m % mini_batch_size:
        mini_batches.append((X[:, (k + 1) * mini_batch_size :], Y[:, (k + 1) * mini_batch_size :]))
    return mini_batches
""",
        ),
        wrong(
            "rest_alone_lost_when_small",
            "With fewer examples than a batch holds, no batch is returned. There should be one batch with all of them.",
            ("    return mini_batches", "    return mini_batches if m >= mini_batch_size else []"),
        ),
        wrong(
            "slice_end_forgotten",
            "Every batch reaches to the end of the data: the end of the slice is missing.",
            (SLICE, "order[start:]"),
        ),
        wrong(
            "first_batch_alone",
            "Only the first batch is returned: `return` is inside the loop.",
            ("    return mini_batches", "        return mini_batches"),
        ),
        wrong(
            "rows_cut",
            "Rows are cut instead of columns. Examples are columns: `X[:, ...]`.",
            (APPEND, "mini_batches.append((X[start : start + mini_batch_size, order], Y[:, chosen]))"),
        ),
        wrong(
            "cut_then_shuffled",
            "Neighbours stay together: the examples are cut first, and then the batches are shuffled. Shuffle the "
            "examples first.",
            (ORDER, "np.arange(m)"),
            (
                "    return mini_batches",
                "    return [mini_batches[i] for i in np.random.default_rng(seed).permutation(len(mini_batches))]",
            ),
        ),
        wrong(
            "seed_ignored",
            "The same seed gives a different shuffle each time, so nobody can repeat your run. Seed the generator.",
            (ORDER, "np.random.default_rng().permutation(m)"),
        ),
        wrong(
            "own_seed",
            "The shuffle is the same for every seed, because a seed is hard-coded. Use the argument `seed`; otherwise "
            "every epoch has the same batches.",
            (ORDER, "np.random.default_rng(0).permutation(m)"),
        ),
        wrong(
            "size_fixed",
            "The batch size is hard-coded. Use the argument `mini_batch_size`.",
            (STEPS, "range(0, m, 64)"),
            (SLICE, "order[start : start + 64]"),
        ),
        wrong(
            "number_for_size",
            "`mini_batch_size` is the number of examples in a batch, not the number of batches.",
            code="""
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = np.random.default_rng(seed).permutation(X.shape[1])
    return [(X[:, part], Y[:, part]) for part in np.array_split(order, mini_batch_size)]
""",
        ),
        wrong(
            "even_parts",
            "The examples are split into parts of nearly equal size. Each batch should hold `mini_batch_size` of them, "
            "and the last one the rest.",
            code="""
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    order = np.random.default_rng(seed).permutation(m)
    return [(X[:, part], Y[:, part]) for part in np.array_split(order, -(-m // mini_batch_size))]
""",
        ),
        wrong(
            "rest_first",
            "The smaller batch comes first. It should come last.",
            ("    return mini_batches", "    return mini_batches[::-1]"),
        ),
        wrong(
            "features_counted",
            "m comes from the rows of X, which are features. Examples are columns: `X.shape[1]`.",
            ("X.shape[1]", "X.shape[0]"),
        ),
        wrong(
            "inputs_alone",
            "The labels are missing. Each batch is a pair.",
            (APPEND, "mini_batches.append(X[:, chosen])"),
        ),
        wrong(
            "labels_first",
            "The pairs are in the wrong order: inputs first, then labels.",
            (APPEND, "mini_batches.append((Y[:, chosen], X[:, chosen]))"),
        ),
        wrong(
            "numbers_of_examples",
            "The indices of the examples are returned. Return their columns of X and Y.",
            (APPEND, "mini_batches.append(chosen)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ORDER, "np.random.default_rng(seed).permutation(train_X.shape[1])")),
    ),
    accepted=(
        accepted(
            "pairs_as_lists",
            "Each batch is a list of two arrays. A tuple shows more clearly that it always has two parts, X and Y.",
            (APPEND, "mini_batches.append([X[:, chosen], Y[:, chosen]])"),
        ),
    ),
    alternatives=(
        also_right(
            "global_generator",
            "the legacy generator; full batches first, then the rest",
            code="""
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    mini_batches = []
    complete = m // mini_batch_size
    for k in range(complete):
        mini_batch_X = shuffled_X[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, complete * mini_batch_size :], shuffled_Y[:, complete * mini_batch_size :]))
    return mini_batches
""",
        ),
        also_right(
            "stacked",
            "X and Y in one array, ordered by random numbers, cut by np.split",
            code="""
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    import random
    both = np.vstack([X, Y])
    keys = random.Random(seed)
    order = sorted(range(both.shape[1]), key=lambda _: keys.random())
    parts = np.split(both[:, order], range(mini_batch_size, both.shape[1], mini_batch_size), axis=1)
    return [(part[: len(X)], part[len(X) :].astype(Y.dtype)) for part in parts]
""",
        ),
    ),
)
