"""Shuffles and splits: everything occurs once, in parts of the right sizes, in random order."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import KINDS

KIND = KINDS["rearrangement"]
M, X, Y = 40, np.random.default_rng(0).normal(size=(2, 40)), np.arange(40).reshape(1, 40) % 2


def split(rng):
    order = rng.permutation(M)
    return order[:24], order[24:32], order[32:]


def batches(rng, size=16):
    order = rng.permutation(M)
    return [(X[:, order[i : i + size]], Y[:, order[i : i + size]]) for i in range(0, M, size)]


def told(answer, honest, seeds=(1, 2, 1), **params):
    """The sentences about an answer whose seeds differ from those of the honest one."""
    got = KIND.observe([answer(np.random.default_rng(seed)) for seed in seeds], params)
    want = KIND.observe([honest(np.random.default_rng(100 + seed)) for seed in seeds], params)
    return [item.text for item in KIND.judge(got, want, params).differences]


@pytest.mark.parametrize("honest", [split, batches, lambda rng: rng.permutation(M)])
def test_honest_shuffles_pass_on_200_seeds(honest):
    """An honest shuffle passes on two hundred seeds."""
    for seed in range(200):
        assert told(honest, honest, (seed, seed + 1000, seed)) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda rng: np.split(np.arange(M), [24, 32]), "the same for every generator"),
        (
            lambda rng: (rng.permutation(M)[:24], rng.permutation(8) + 24, rng.permutation(8) + 32),
            "occur more than once",
        ),
        (lambda rng: (*np.split(rng.permutation(32), [24]), rng.permutation(8) + 32), "`test` is the same"),
        (lambda rng: split(np.random.default_rng()), "changes between calls with the same seed"),
        (lambda rng: tuple(part + 1 for part in split(rng)), "does not contain the expected items"),
        (lambda rng: (rng.permutation(M)[:24], rng.permutation(M)[:8], rng.permutation(M)[:8]), "more than once"),
        (lambda rng: np.split(rng.permutation(M), [23, 32]), "should have shape (24,), not (23,)"),
        (lambda rng: tuple(part.astype(float) for part in split(rng)), "should contain integers, not floats"),
        (lambda rng: split(rng)[:2], "should have 3 entries"),
        (lambda rng: None, "None"),
    ],
)
def test_wrong_split_is_described(answer, words):
    """The message about a wrong split says what is wrong with it."""
    found = told(answer, split, names=["train", "dev", "test"], dtype="exact")
    assert found and words in found[0]


def test_lists_of_integers_pass_with_advice():
    """Lists of integers pass with advice."""
    params = {"names": ["train", "dev", "test"], "dtype": "exact"}
    calls = [[part.tolist() for part in split(np.random.default_rng(seed))] for seed in (1, 2)]
    want = KIND.observe([split(np.random.default_rng(seed)) for seed in (3, 4)], params)
    verdict = KIND.judge(KIND.observe(calls, params), want, params)
    assert not verdict.differences and verdict.advice


def test_lost_labels_are_found():
    """Examples that were separated from their labels are found."""

    def parted(rng):
        return [(first, second) for (first, _), (_, second) in zip(batches(rng), batches(rng), strict=True)]

    assert "separates those that belong together" in told(parted, batches)[0]


def test_lost_part_is_found():
    """A lost part is found."""
    assert "should have 3 entries" in told(lambda rng: batches(rng)[:2], batches)[0]


def test_order_within_parts_is_free():
    """The order within a part is free."""
    assert told(lambda rng: tuple(np.sort(part) for part in split(rng)), split) == []


def test_same_mistake_is_recognized():
    """Two answers with the same mistake are recognized as alike, whatever they drew."""

    def repeated(rng):
        return tuple(rng.integers(0, M, size) for size in (24, 8, 8))

    def unshuffled(rng):
        return tuple(np.split(np.arange(M), [24, 32]))

    def seen(answer, seed):
        return KIND.observe([answer(np.random.default_rng(seed + step)) for step in (1, 2)], {})

    assert KIND.alike(seen(repeated, 0), seen(repeated, 50), {})
    assert KIND.alike(seen(unshuffled, 0), seen(unshuffled, 50), {})
    assert not KIND.alike(seen(repeated, 0), seen(unshuffled, 0), {})


def test_small_parts_may_repeat():
    """A part so small that chance may repeat it counts as right."""

    def small(rng):
        return np.split(rng.permutation(12), [11])

    for seed in range(200):
        assert told(small, small, (seed, seed + 1000, seed)) == []
