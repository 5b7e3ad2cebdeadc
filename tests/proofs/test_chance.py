"""Random functions are judged alike whatever was drawn, and named causes are true."""

from __future__ import annotations

import pytest

from autograder.authoring.keys.build import Parts, build_key
from autograder.authoring.prover import Prover
from autograder.checks import KINDS, laws, significance
from autograder.sandbox.local import LocalRunner
from tests.flakes import problems, random_exercises
from tests.proving import ALL, COURSE, EXAMPLES, prover, shipped

TIMES = 2  # `make stress` does it 200 times, for every exercise
RANDOM = list(random_exercises(EXAMPLES)) + [
    (prover(folder).bundle, exercise)
    for folder in COURSE
    if folder.name.startswith(("c1w3-shallow", "c2w1b-"))
    for _, exercise in random_exercises([folder])
]


def named(loaded, exercise) -> str:
    return f"{loaded.assignment.short}.{exercise.name}"


@pytest.mark.parametrize(("loaded", "exercise"), [pytest.param(*one, id=named(*one)) for one in RANDOM])
def test_versions_are_told_apart_with_any_streams(loaded, exercise):
    """`python -m tests.flakes` tells how often."""
    tried = Prover(loaded, LocalRunner, seed=1, ready=None if ALL else shipped(loaded.folder))
    for streams in range(TIMES):
        tried.streams = streams
        tried.forget_results()
        assert problems(tried, exercise) == [], f"streams {streams}"


def folder_of(short):
    return next(folder for folder in COURSE if folder.name.startswith(short))


SEEDED = """
def initialize_parameters(n_x, n_h, n_y):
    np.random.seed(2)
    W1, W2 = np.random.randn(n_h, n_x){0}, np.random.randn(n_y, n_h){0}
    return {{"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}}
"""


class TestCauses:
    def test_a_seed_inside_does_not_hide_a_missing_factor(self):
        tried = prover(folder_of("c1w3-shallow"))
        answer = f"{tried.bundle.reference_source}\n{SEEDED.format('')}"
        result = tried.judge("initialize_parameters", answer)
        assert (result.verdict, result.misconception) == ("wrong", "no_factor")
        assert "standard deviation" in (result.message or "")

    def test_a_seed_inside_alone_passes_with_advice(self):
        tried = prover(folder_of("c1w3-shallow"))
        result = tried.judge("initialize_parameters", f"{tried.bundle.reference_source}\n{SEEDED.format(' * 0.01')}")
        assert result.verdict == "pass" and "seed" in result.advice[0]

    def test_one_coin_for_all_is_named(self):
        tried = prover(folder_of("c2w1b-"))
        source = tried.bundle.reference_source
        loop = "    for i in range(m):\n        picture"
        answer = source.replace(loop, f"    coin = rng.random()\n{loop}")
        answer = answer.replace("if rng.random() < 0.5:", "if coin < 0.5:")
        assert answer.count("coin") == 2
        result = tried.judge("augment", answer)
        assert result.verdict == "wrong" and result.misconception is None
        assert "too similar within a call" in (result.message or "")


@pytest.mark.parametrize("short", ["c1w3-shallow", "c1w4a-", "c2w1a-", "c2w1b-", "c2w3a-", "c2w3b-"])
def test_references_follow_the_laws_that_are_declared(short):
    """Where they did not, draws would be held against theirs, and a law that is wrong would go unnoticed."""
    tried = prover(folder_of(short))
    known = 0
    for exercise in tried.bundle.assignment.exercises:
        built = tried.marks_key(exercise.name).exercises[exercise.name]
        for case in built.cases:
            declared = case.check.params.get("law", {})
            if case.check.kind != "distribution" or not declared:
                continue
            for path, seen in case.want["summaries"]:
                if (path[-1] if path else "") in declared:
                    known += 1
                    assert min(seen["against"].values()) > significance.LEVEL - 7, (exercise.name, path)
    assert known


def test_public_and_hidden_keys_hold_the_same_tests():
    """As many draws, the same laws and levels, so a notebook and grading agree."""
    tried = prover(folder_of("c2w3a-"))
    keys = [
        build_key(tried.bundle, 3, public, ["sample_beta"], Parts(versions=False), tried.oracle)
        for public in (True, False)
    ]
    first, second = (key.exercises["sample_beta"].cases for key in keys)
    assert [(case.steps, case.check) for case in first] == [(case.steps, case.check) for case in second]
    assert {case.check.kind for case in first} <= set(KINDS) and laws.LADDER.size
