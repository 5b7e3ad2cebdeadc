"""How often checks of random answers are wrong: they refuse a right answer, or accept one that chance did not make.

A right answer is refused at most once in ten million checks, which follows from the bounds in `significance`. That
rate cannot be simulated. Here the level is raised to one in a hundred and the refusals of many right answers are
counted; a statistic whose true rate is ten times what it says would be noticed.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from autograder.checks import KINDS, laws, significance

RAISED = 0.01
TIMES = 150
MOST = 7  # of 150 at 1 %; more come once in 6,000 runs of a check that is wrong just as often as it says

SHAPE = (30, 25)
OUTCOMES = np.arange(6.0).reshape(1, 6, 1)
KEEP = 0.8
MASK = {"law": {"": ("choice", (0.0, 1.0), (1 - KEEP, KEEP))}}
NORMAL = {"law": {"": ("normal", 0.0, 0.1)}}
EVEN = {"law": {"": ("log_uniform", 1e-3, 1.0)}}
DRAWN = {"outcomes": OUTCOMES}
M = 40


def normal(rng):
    return [rng.normal(0, 0.1, SHAPE)]


def many(rng):
    return [rng.normal(0, 0.1, (40, 30))]


def masks(rng, calls=12):
    return [(rng.random((20, 25)) < KEEP).astype(float) for _ in range(calls)]


def numbers(rng):
    return [float(10 ** rng.uniform(-3, 0)) for _ in range(450)]


def choices(rng, calls=20):
    return [rng.integers(0, 6, (60, 1)).astype(float) for _ in range(calls)]


def splits(rng, calls=48):
    return [tuple(np.split(rng.permutation(M), [20, 32])) for _ in range(calls)]


def pair(rng):
    return [{"W1": rng.normal(size=(6, 5)), "W2": rng.normal(size=(4, 6))} for _ in range(2)]


RIGHT = {
    "normal weights under their law": ("distribution", normal, NORMAL),
    "normal weights beside others": ("distribution", normal, {}),
    "masks under their law": ("distribution", masks, MASK),
    "masks beside others": ("distribution", masks, {}),
    "lone numbers under their law": ("distribution", numbers, EVEN),
    "lone numbers beside others": ("distribution", numbers, {}),
    "choices": ("drawn_from", choices, DRAWN),
    "splits": ("rearrangement", splits, {}),
    "shuffles": ("rearrangement", lambda rng: [rng.permutation(M) for _ in range(10)], {}),
    "two calls": ("independence", pair, {}),
}


def refused(kind, answer, honest, params, seed):
    check = KINDS[kind]
    got = check.observe(answer(np.random.default_rng(seed)), params)
    want = check.observe(honest(np.random.default_rng(10_000 + seed)), params)
    return [item.text for item in check.judge(got, want, params).differences]


class TestRightAnswers:
    @pytest.mark.parametrize("name", RIGHT)
    def test_refused_as_seldom_as_said(self, name, monkeypatch):
        kind, draw, params = RIGHT[name]
        monkeypatch.setattr(significance, "LEVEL", math.log(RAISED))
        wrong = [seed for seed in range(TIMES) if refused(kind, draw, draw, params, seed)]
        assert len(wrong) <= MOST

    @pytest.mark.parametrize("name", RIGHT)
    def test_known_again_as_often_as_said(self, name, monkeypatch):
        """Two samples of one law are alike: a wrong variant is named whatever it drew."""
        kind, draw, params = RIGHT[name]
        monkeypatch.setattr(significance, "LEVEL", math.log(RAISED))
        check = KINDS[kind]
        seen = [check.observe(draw(np.random.default_rng(seed)), params) for seed in range(TIMES)]
        assert sum(not check.alike(a, b, params) for a, b in itertools.pairwise(seen)) <= MOST

    def test_a_rescaled_sample_is_right(self):
        """To subtract the sample's own mean and divide by its own spread is no mistake."""

        def rescaled(rng):
            W = rng.normal(size=SHAPE)
            return [0.1 * (W - W.mean()) / W.std()]

        assert refused("distribution", rescaled, normal, NORMAL, 1) == []


def fixed_per_column(rng):
    ones = np.arange(20) < 16
    return [np.stack([rng.permutation(ones) for _ in range(25)], axis=1).astype(float) for _ in range(12)]


def fixed_in_all(rng):
    ones = np.arange(500) < 400
    return [rng.permutation(ones).reshape(20, 25).astype(float) for _ in range(12)]


def one_for_all_examples(rng):
    return [np.repeat(rng.random((20, 1)) < KEEP, 25, axis=1).astype(float) for _ in range(12)]


def every_fifth(rng):
    return [np.roll(np.arange(500) % 5 > 0, rng.integers(5)).reshape(20, 25).astype(float) for _ in range(12)]


def antithetic(rng):
    half = rng.normal(0, 0.1, (30, 13))
    return [np.concatenate([half, -half], axis=1)[:, :25]]


def rank_one(rng):
    return [0.1 * rng.normal(size=(30, 1)) * rng.normal(size=(1, 25))]


def in_order(rng):
    return [np.sort(rng.normal(0, 0.1, 750)).reshape(SHAPE)]


def clipped(rng):
    return [np.clip(rng.normal(0, 0.1, (100, 100)), -0.2, 0.2)]


def signs(rng):
    return [0.1 * rng.choice([-1.0, 1.0], SHAPE)]


def triangular(rng):
    return [float(10 ** (-1.5 * (rng.random() + rng.random()))) for _ in range(450)]


def slowly(rng):
    return [float(x) for x in np.sort(10 ** rng.uniform(-3, 0, 450))]


def coin_by_index(rng):
    return [(3 * (np.arange(60) % 2) + rng.integers(0, 3, 60)).astype(float)[:, None] for _ in range(20)]


def one_coin(rng):
    return [(3 * rng.integers(0, 2) + rng.integers(0, 3, (60, 1))).astype(float) for _ in range(30)]


def dealt_evenly(rng):
    return [rng.permutation(np.arange(60) % 6).astype(float)[:, None] for _ in range(20)]


def last_stays(rng):
    return [tuple(np.split(np.append(rng.permutation(M - 1), M - 1), [20, 32])) for _ in range(48)]


def first_stays(rng):
    return [tuple(np.split(np.append(0, 1 + rng.permutation(M - 1)), [20, 32])) for _ in range(48)]


def rolled(rng):
    return [tuple(np.split(np.roll(np.arange(M), rng.integers(M)), [20, 32])) for _ in range(48)]


def groups_of_four(rng):
    return [np.concatenate(rng.permutation(np.arange(M).reshape(10, 4))) for _ in range(10)]


WRONG = {
    "the same number of ones in each column": ("distribution", fixed_per_column, masks, MASK),
    "the same number of ones in all": ("distribution", fixed_in_all, masks, MASK),
    "one mask for all examples": ("distribution", one_for_all_examples, masks, MASK),
    "every fifth entry dropped": ("distribution", every_fifth, masks, MASK),
    "the same number of ones, without a law": ("distribution", fixed_per_column, masks, {}),
    "columns that are others with the sign turned": ("distribution", antithetic, normal, NORMAL),
    "an outer product": ("distribution", rank_one, normal, NORMAL),
    "sorted": ("distribution", in_order, normal, NORMAL),
    "cut off at two deviations": ("distribution", clipped, lambda rng: [rng.normal(0, 0.1, (100, 100))], NORMAL),
    "signs alone": ("distribution", signs, normal, NORMAL),
    "a fifth too wide": ("distribution", lambda rng: [rng.normal(0, 0.12, (40, 30))], many, NORMAL),
    "drawn from a triangle": ("distribution", triangular, numbers, EVEN),
    "ever larger": ("distribution", slowly, numbers, EVEN),
    "heads and tails in turn": ("drawn_from", coin_by_index, choices, DRAWN),
    "one coin for all": ("drawn_from", one_coin, lambda rng: choices(rng, 30), DRAWN),
    "each outcome equally often": ("drawn_from", dealt_evenly, choices, DRAWN),
    "the last one never moves": ("rearrangement", last_stays, splits, {}),
    "the first one never moves": ("rearrangement", first_stays, splits, {}),
    "turned round like a wheel": ("rearrangement", rolled, splits, {}),
    "shuffled in groups": ("rearrangement", groups_of_four, lambda rng: [rng.permutation(M) for _ in range(10)], {}),
}


class TestWrongAnswers:
    @pytest.mark.parametrize("name", WRONG)
    def test_refused_each_time(self, name):
        kind, answer, honest, params = WRONG[name]
        assert all(refused(kind, answer, honest, params, seed) for seed in range(40))

    def test_a_shape_that_does_not_fit_is_told_first(self):
        assert (
            "should have shape"
            in refused("distribution", lambda rng: [rng.normal(size=(25, 30))], normal, NORMAL, 1)[0]
        )


class TestBounds:
    """Each bound is at least the exact probability."""

    def test_binomial(self):
        exact = sum(math.comb(30, k) * 0.2**k * 0.8 ** (30 - k) for k in range(15, 31))
        assert exact <= math.exp(significance.binomial(15, 30, 0.2)) < 30 * exact

    def test_two_shares(self):
        ways = sum(math.comb(20, k) * math.comb(20, 18 - k) for k in range(15, 19))
        exact = ways / math.comb(40, 18)
        assert exact <= math.exp(significance.two_shares(15, 20, 3, 20)) < 100 * exact

    def test_poisson(self):
        exact = 1 - sum(math.exp(-2) * 2**k / math.factorial(k) for k in range(10))
        assert exact <= math.exp(significance.poisson(10, 2.0)) < 30 * exact

    def test_chi_square_of_two_degrees(self):
        assert math.exp(-10) <= math.exp(significance.chi_square(20.0, 2)) < 30 * math.exp(-10)
        low = 1 - math.exp(-0.005)
        assert low <= math.exp(significance.chi_square(0.01, 2, low=True)) < 30 * low

    def test_normal_distribution_function(self):
        z = np.linspace(-6, 6, 101)
        exact = [0.5 * math.erfc(-value / math.sqrt(2)) for value in z]
        assert np.allclose(laws.places(("normal", 0.0, 1.0), z), exact, atol=1e-7)
