"""Random functions: honest draws pass on every seed, and others do not."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import KINDS

DISTRIBUTION, INDEPENDENCE = KINDS["distribution"], KINDS["independence"]
SHAPE = (60, 40)


def judged(kind, ours, theirs, **params):
    got, want = (kind.observe(values, params) for values in (ours, theirs))
    return [item.text for item in kind.judge(got, want, params).differences]


def test_honest_draws_agree_on_200_seeds():
    """Two honest draws from one distribution agree on two hundred seeds."""
    for seed in range(200):
        first, second = np.random.default_rng(seed), np.random.default_rng(10_000 + seed)
        assert judged(DISTRIBUTION, [first.normal(0, 0.1, SHAPE)], [second.normal(0, 0.1, SHAPE)]) == []


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda rng: rng.normal(0, 1, SHAPE), "standard deviation"),
        (lambda rng: rng.normal(0, 0.08, SHAPE), "standard deviation"),
        (lambda rng: rng.normal(0.05, 0.1, SHAPE), "mean"),
        (lambda rng: rng.uniform(-0.1732, 0.1732, SHAPE), "the wrong distribution"),
        (lambda rng: np.zeros(SHAPE), "all its entries are equal"),
        (lambda rng: rng.normal(0, 0.1, SHAPE[::-1]), "should have shape (60, 40)"),
        (lambda rng: rng.normal(0, 0.1, SHAPE) * (rng.random(SHAPE) < 0.8) / 0.8**0.5, "share of zeros"),
        (lambda rng: np.full(SHAPE, np.nan), "nan"),
        (lambda rng: None, "None"),
    ],
)
def test_wrong_distribution_is_described(draw, words):
    """The message about a wrong distribution says what is wrong with it."""
    rng = np.random.default_rng(3)
    found = judged(DISTRIBUTION, [draw(rng)], [rng.normal(0, 0.1, SHAPE)])
    assert found and any(words in text for text in found)


def test_repeated_draws_are_found():
    """Draws that repeat from call to call are found."""
    rng = np.random.default_rng(0)
    W = rng.normal(size=(5, 4))
    theirs = [rng.normal(size=(5, 4)), rng.normal(size=(5, 4))]
    assert "the same in every call" in judged(INDEPENDENCE, [W, W], theirs)[0]
    assert judged(INDEPENDENCE, [W, rng.normal(size=(5, 4))], theirs) == []


def test_dependent_rows_and_arrays_are_found():
    """Equal rows, and arrays made from the same numbers, are found."""
    rng = np.random.default_rng(0)
    honest = [{"W1": rng.normal(size=(6, 5)), "W2": rng.normal(size=(6, 5))} for _ in range(2)]
    alike = [{"W1": np.ones((6, 1)) * rng.normal(size=5), "W2": rng.normal(size=(6, 5))} for _ in range(2)]
    assert "All rows of `W1` are equal" in judged(INDEPENDENCE, alike, honest)[0]
    linked = [{"W1": (W := rng.normal(size=(6, 5))), "W2": 0.5 * W} for _ in range(2)]
    assert "contain the same random numbers" in judged(INDEPENDENCE, linked, honest)[0]


def test_ignored_generator_is_found():
    """An ignored generator is found where the same seed must give the same draw."""
    rng = np.random.default_rng(0)
    W = rng.normal(size=(5, 4))
    assert "changes from call to call" in judged(INDEPENDENCE, [W, rng.normal(size=(5, 4))], [W, W])[0]
