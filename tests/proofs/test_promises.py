"""What every exercise of every assignment must fulfil; authors write no test for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.proving import COURSE, EXAMPLES, effort, exercises, prover, sampled

EVERY = exercises(*COURSE, *EXAMPLES)
FIRST_SEED = 100
WHOLE = 1  # seeds with every case; each other seed tries one case, in turn. `make prove` tries all cases


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_references_agree(folder, name):
    """The reference module agrees with an independent reference on twenty seeds, or three of them."""
    proof = prover(folder)
    seeds = range(FIRST_SEED, FIRST_SEED + effort(folder, name).seeds)
    assert proof.reference_passes(proof.bundle.exercise(name), seeds, WHOLE) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_gradients_match_finite_differences(folder, name):
    """Where there is a backward pass, it agrees with finite differences."""
    proof = prover(folder)
    assert proof.gradients_hold(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_one_mistake_costs_once(folder, name):
    """A mistake in an earlier exercise does not cost points in the one that calls it."""
    proof = prover(folder)
    assert proof.one_mistake_costs_once(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_variants_fail_under_their_own_name(folder, name):
    """Each wrong variant fails under its own name."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert proof.variants_fail(replace(exercise, variants=sampled(folder, name))) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_accepted_versions_pass_with_advice(folder, name):
    """Accepted versions pass, and get their advice."""
    proof = prover(folder)
    assert proof.accepted_pass(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_alternatives_pass(folder, name):
    """Right answers in another style pass."""
    proof = prover(folder)
    assert proof.alternatives_pass(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_stub_scores_nothing(folder, name):
    """The stub, an empty file and a renamed function score nothing and get a kind message."""
    proof = prover(folder)
    assert proof.stub_scores_nothing(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_constants_and_stand_ins_score_nothing(folder, name):
    """Constant answers and stand-ins score nothing."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert proof.constants_score_nothing(exercise) + proof.stand_in_is_not_the_answer(exercise) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_arguments_stay_and_calls_are_apart(folder, name):
    """The reference is refused if it changes an argument, or returns an earlier result for the same shapes."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert proof.arguments_stay(exercise) + proof.calls_are_independent(exercise) == []
