"""A known mistake is named only where it explains what was given: the first wrong quantity, and the ones before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.bundle import load_bundle
from autograder.checks import KINDS
from autograder.judge.judge import judge_submission
from autograder.key.build import build_key
from autograder.sandbox.local import LocalRunner

MODULE = "def f(x):\n    a = 2 * x\n    b = x + 1\n    c = 3 * x\n    return {'a': a, 'b': b, 'c': c}\n"
EXERCISES = """
from autograder.exercise import Assignment, Exercise, call, wrong

def cases(rng):
    yield call(float(rng.uniform(2, 3)))
    yield call(float(rng.uniform(4, 5)))

ASSIGNMENT = Assignment("k2-blame", "module", "Blame", (Exercise(
    name="f", cases=cases, hints=("a", "b"), quantities=("a", "b", "c"), variants=(
        wrong("a_and_b_negative", "both", ("2 * x", "-2 * x"), ("x + 1", "-x - 1")),
        wrong("b_without_one", "b", ("x + 1", "x")),
    ),
),))
"""


@pytest.mark.parametrize(
    ("a", "b", "c", "named"),
    [
        ("-2 * x", "-x - 1", "3 * x", "a_and_b_negative"),
        ("-2 * x", "x + 1", "4 * x", "a_and_b_negative"),  # the first wrong one is explained; later ones are not blamed
        ("2 * x", "x", "4 * x", "b_without_one"),
        ("2 * x", "-x - 1", "3 * x", None),  # a is right here, and would be wrong by that mistake
        ("2 * x", "x + 1", "4 * x", None),
    ],
)
def test_a_mistake_is_named_where_what_comes_before_is_right_in_it_too(tmp_path: Path, a, b, c, named) -> None:
    folder = tmp_path / "k2-blame"
    folder.mkdir()
    (folder / "module.py").write_text(MODULE)
    (folder / "exercises.py").write_text(EXERCISES)
    key = build_key(load_bundle(folder), 1, False)
    source = f"def f(x):\n    return {{'a': {a}, 'b': {b}, 'c': {c}}}\n".encode()
    (result,) = judge_submission(key, source, lambda stand_ins: LocalRunner("module", source, stand_ins)).exercises
    assert (result.fraction, result.misconception) == (0, named)


def test_a_wrong_shape_of_one_random_array_does_not_hide_the_spread_of_another() -> None:
    """It did: so a mistake in the second array alone was named for an answer whose first array was wrong."""
    rng, kind = np.random.default_rng(1), KINDS["distribution"]
    want = kind.observe([{"W1": rng.normal(size=(40, 30)), "W2": rng.normal(size=(20, 40))}], {})
    got = kind.observe([{"W1": 3 * rng.normal(size=(40, 30)), "W2": rng.normal(size=(40, 20))}], {})
    assert {item.path for item in kind.judge(got, want, {}).differences} == {("W1",), ("W2",)}
