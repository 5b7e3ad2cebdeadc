"""Three random sets: every example in exactly one, with sizes fixed by rounding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, script, wrong
from autograder.script import Recipe, Step

NAMES = ["train", "dev", "test"]
CALLS = 48


def split_cases(rng: np.random.Generator) -> Iterable[Case]:
    first, second = (int(seed) for seed in rng.integers(1, 1 << 30, 2))

    def split(m: int, fractions: tuple[float, float, float], *seeds: int) -> Case:
        steps = (Step("", (m, fractions, Recipe("generator", {"seed": seed}))) for seed in seeds)
        return script(*steps, check=Check("rearrangement", {"names": NAMES, "dtype": "exact"}), label=label)

    # The sets are so large that the same split does not occur twice by chance.
    label = "two generators, then the first again"
    yield split(int(rng.integers(42, 48)), (0.5, 0.3, 0.2), first, second, first)
    # 0.29 * 100 is 28.999999999999996 in floating point.
    label = "29% of 100 examples, which is not quite 29 in floating point"
    yield split(100, (0.42, 0.29, 0.29), first, second)
    label = "1% of a few dozen examples"
    yield split(int(rng.integers(55, 68)), (0.98, 0.01, 0.01), second)
    # An example that is always in train, the largest set, is so by chance once in 2 ** 48 cases.
    label = f"{CALLS} generators: every example goes everywhere"
    # With each of these m, three sizes that are all rounded down or to the nearest leave an example out; none is a tie.
    yield split(int(rng.choice([51, 57, 61])), (0.5, 0.3, 0.2), *map(int, rng.integers(1, 1 << 30, CALLS)))


ORDER = "rng.permutation(m)"
CUT = "np.split(order, [n_train, n_train + n_dev])"

SPLIT = Exercise(
    name="train_dev_test_split",
    cases=split_cases,
    quantities=("train", "dev", "test"),
    hints=(
        "Think of m cards numbered 0 to m - 1. What do you do with the deck before you deal three piles?",
        "`rng.permutation(m)` is a shuffled deck. Compute the three sizes (dev and test by rounding, train as the "
        "rest), then cut the deck in two places.",
        "`round(...)` rounds to the nearest integer, while `int(...)` truncates. `np.split(order, [i, j])` gives "
        "order[:i], order[i:j] and order[j:].",
    ),
    variants=(
        wrong(
            "not_shuffled",
            "The examples are split in their original order. Files are often sorted by class or date, so the three "
            "sets would differ in kind. Shuffle first, with `rng`.",
            (ORDER, "np.arange(m)"),
        ),
        wrong(
            "example_in_two_sets",
            "Some examples appear twice, and others in no set. Data used for training must not be used for evaluation. "
            "Draw one permutation of all examples, then cut it.",
            (ORDER, "rng.integers(0, m, m)"),
        ),
        wrong(
            "own_seed",
            "The split is the same for every generator, because a seed is set inside. Draw from `rng`.",
            (ORDER, "np.random.default_rng(0).permutation(m)"),
        ),
        wrong(
            "rng_ignored",
            "`rng` is not used: two generators with the same seed give different splits, so nobody could repeat your "
            "run. Draw from `rng`.",
            (ORDER, "np.random.default_rng().permutation(m)"),
        ),
        wrong(
            "shuffled_after_the_cut",
            "Each set holds the same examples in every run, because the data are cut first and shuffled afterwards. "
            "Shuffle all examples, then cut.",
            (
                "train, dev, test = " + CUT,
                "train, dev, test = (rng.permutation(part) for part in np.split(np.arange(m), [n_train, m - n_test]))",
            ),
        ),
        wrong(
            "one_test_set_for_all",
            "The test set is always the same: only the rest is shuffled. Shuffle all examples.",
            (ORDER, "np.concatenate([rng.permutation(n_train + n_dev), np.arange(n_train + n_dev, m)])"),
        ),
        wrong(
            "sizes_cut_off",
            "The sizes are truncated instead of rounded. 0.29 * 100 is 28.999999999999996 in floating point; `int` "
            "turns it into 28, `round` into 29.",
            ("round(fractions[1] * m)", "int(fractions[1] * m)"),
            ("round(fractions[2] * m)", "int(fractions[2] * m)"),
        ),
        wrong(
            "sizes_rounded_up",
            "The sizes are rounded up. Round them to the nearest integer.",
            ("round(fractions[1] * m)", "int(np.ceil(fractions[1] * m))"),
            ("round(fractions[2] * m)", "int(np.ceil(fractions[2] * m))"),
        ),
        wrong(
            "rest_to_test",
            "Train and dev are rounded, and test gets the rest. It is train that should get the rest.",
            ("n_test = round(fractions[2] * m)", "n_train = round(fractions[0] * m)"),
            ("n_train = m - n_dev - n_test", "n_test = m - n_train - n_dev"),
        ),
        wrong(
            "some_left_out",
            "All three sizes are rounded, so they do not always add up to m. Train gets what the other two leave.",
            ("n_train = m - n_dev - n_test", "n_train = int(fractions[0] * m)"),
            ("rng.permutation(m)", "rng.permutation(m)[: n_train + n_dev + n_test]"),
        ),
        wrong(
            "dev_and_test_exchanged",
            "Dev and test are swapped. The order is train, dev, test.",
            ("return train, dev, test", "return train, test, dev"),
        ),
        wrong(
            "counted_from_one",
            "The indices run from 1 to m. Columns are counted from 0.",
            (ORDER, "rng.permutation(m) + 1"),
        ),
        wrong(
            "last_forgotten",
            "The last example is missing: `permutation(m)` already stops at m - 1.",
            (ORDER, "rng.permutation(m - 1)"),
        ),
        wrong(
            "sizes_returned",
            "The sizes of the sets are returned. Return the indices of the examples in them.",
            ("return train, dev, test", "return n_train, n_dev, n_test"),
        ),
        wrong(
            "masks",
            "Three rows of True and False are returned. Return the indices of the examples; `np.flatnonzero` converts "
            "a mask to indices.",
            ("return train, dev, test", "return tuple(np.isin(np.arange(m), part) for part in (train, dev, test))"),
        ),
        wrong(
            "in_one_piece",
            "The shuffled order is returned in one piece. Cut it into three.",
            ("return train, dev, test", "return order"),
        ),
        wrong(
            "one_matrix",
            "The indices form a row or a column of a matrix. Each set should be an array with one axis.",
            ("return train, dev, test", "return train.reshape(1, -1), dev.reshape(1, -1), test.reshape(1, -1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (ORDER, "rng.permutation(X.shape[1])")),
    ),
    alternatives=(
        also_right(
            "sliced",
            "shuffled in place and sliced, test first",
            code="""
def train_dev_test_split(m, fractions, rng):
    indices = np.arange(m)
    rng.shuffle(indices)
    n_dev = int(np.rint(fractions[1] * m))
    n_test = int(np.rint(fractions[2] * m))
    test = indices[:n_test]
    dev = indices[n_test : n_test + n_dev]
    return indices[n_test + n_dev :], dev, test
""",
        ),
        also_right(
            "by_drawn_keys",
            "each example gets a random number, and the examples are sorted by it",
            code="""
def train_dev_test_split(m, fractions, rng):
    _, dev_share, test_share = fractions
    order = np.argsort(rng.uniform(size=m))
    first = m - round(m * dev_share) - round(m * test_share)
    second = m - round(m * test_share)
    return order[:first], order[first:second], order[second:]
""",
        ),
        also_right(
            "chosen_one_set_after_another",
            "dev from all, test from the rest, train is what remains; sorting does no harm",
            code="""
def train_dev_test_split(m, fractions, rng):
    left = np.arange(m)
    chosen = []
    for share in fractions[1:]:
        part = rng.choice(left, round(share * m), replace=False)
        left = np.setdiff1d(left, part)
        chosen.append(np.sort(part))
    return left, chosen[0], chosen[1]
""",
        ),
    ),
)
