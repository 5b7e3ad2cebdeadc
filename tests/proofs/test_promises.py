"""What every exercise of every assignment promises, checked without a line written for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.proving import COURSE, EXAMPLES, SAMPLED, exercises, prover, sampled

EVERY = exercises(*COURSE, *EXAMPLES)
SEEDS = range(100, 106 if SAMPLED else 120)
WHOLE = 1  # seeds on which every case is tried; each of the others tries one, in turn. `make prove` tries them all


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_the_reference_agrees_with_an_independent_one_on_twenty_seeds(folder, name):
    proof = prover(folder)
    assert proof.reference_passes(proof.bundle.exercise(name), SEEDS, WHOLE) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_finite_differences_agree_where_there_is_a_backward_pass(folder, name):
    proof = prover(folder)
    assert proof.gradients_hold(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_a_mistake_in_an_earlier_exercise_does_not_cost_the_one_that_calls_it(folder, name):
    proof = prover(folder)
    assert proof.one_mistake_costs_once(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_each_wrong_variant_fails_under_its_own_name(folder, name):
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert proof.variants_fail(replace(exercise, variants=sampled(exercise.variants, name))) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_what_is_right_with_manners_to_mend_passes_with_its_advice(folder, name):
    proof = prover(folder)
    assert proof.accepted_pass(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_right_answers_in_other_styles_pass(folder, name):
    proof = prover(folder)
    assert proof.alternatives_pass(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_stub_empty_file_and_renamed_function_score_nothing_and_are_told_kindly(folder, name):
    proof = prover(folder)
    assert proof.stub_scores_nothing(proof.bundle.exercise(name)) == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_thoughtless_answers_and_stand_ins_score_nothing(folder, name):
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert proof.constants_score_nothing(exercise) + proof.stand_in_is_no_answer(exercise) == []
