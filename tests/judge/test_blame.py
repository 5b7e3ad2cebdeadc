"""A known mistake is named only if it explains the first wrong quantity and the ones before it."""

from __future__ import annotations

import operator
from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.bundle import AuthorError, load_bundle
from autograder.authoring.keys.build import build_key
from autograder.checks import KINDS
from autograder.judge.judge import judge_submission
from autograder.key.observe import fault_text
from autograder.sandbox.local import LocalRunner
from autograder.script import Fault

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
        (
            "-2 * x",
            "x + 1",
            "4 * x",
            "a_and_b_negative",
        ),  # only the first wrong quantity needs an explanation
        ("2 * x", "x", "4 * x", "b_without_one"),
        ("2 * x", "-x - 1", "3 * x", None),  # a is right here; with that mistake it would be wrong
        ("2 * x", "x + 1", "4 * x", None),
    ],
)
def test_mistake_must_explain_what_comes_before(tmp_path: Path, a, b, c, named) -> None:
    """A mistake is named only if it also explains the quantities before the first wrong one."""
    folder = tmp_path / "k2-blame"
    folder.mkdir()
    (folder / "module.py").write_text(MODULE)
    (folder / "exercises.py").write_text(EXERCISES)
    key = build_key(load_bundle(folder), 1, False)
    source = f"def f(x):\n    return {{'a': {a}, 'b': {b}, 'c': {c}}}\n".encode()
    (result,) = judge_submission(key, source, lambda stand_ins: LocalRunner("module", source, stand_ins)).exercises
    assert (result.fraction, result.misconception) == (0, named)


def test_wrong_shape_does_not_hide_a_wrong_spread() -> None:
    """A wrong shape of one random array does not hide a wrong spread of another.

    It did: a mistake in the second array alone was named for an answer whose first array was wrong.
    """
    rng, kind = np.random.default_rng(1), KINDS["distribution"]
    want = kind.observe([{"W1": rng.normal(size=(40, 30)), "W2": rng.normal(size=(20, 40))}], {})
    got = kind.observe([{"W1": 3 * rng.normal(size=(40, 30)), "W2": rng.normal(size=(40, 20))}], {})
    assert {item.path for item in kind.judge(got, want, {}).differences} == {("W1",), ("W2",)}


CHECKER = """
def f(x):
    return 3 * x


def claimed(x):
    return 3 * x


def gap(x):
    return abs(f(x) - claimed(x)) / (abs(f(x)) + abs(claimed(x)))
"""
CHECKER_EXERCISES = """
from autograder.exercise import Assignment, Exercise, call, wrong

def cases(rng):
    yield call(float(rng.uniform(2, 3)))
    yield call(float(rng.uniform(4, 5)))

ASSIGNMENT = Assignment("k3-checker", "module", "Checker", (
    Exercise(name="f", cases=cases, hints=("a", "b"), variants=(wrong("two", "two", ("3 *", "2 *")),),
             stand_in="def f(x):\\n    return x + 1\\n"),
    Exercise(name="claimed", cases=cases, hints=("a", "b"), variants=(wrong("two", "two", ("3 *", "2 *")),),
             stand_in="def claimed(x):\\n    return 1 - x\\n"),
    Exercise(name="gap", cases=cases, hints=("a", "b"), uses=("f", "claimed"), stand_ins_too=TOO, variants=(
        wrong("size_of_the_sum", "sum", ("(abs(f(x)) + abs(claimed(x)))", "abs(f(x) + claimed(x))")),
    )),
))
"""


def checker(tmp_path: Path, too: bool):
    folder = tmp_path / "k3-checker"
    folder.mkdir()
    (folder / "module.py").write_text(CHECKER)
    (folder / "exercises.py").write_text(CHECKER_EXERCISES.replace("TOO", str(too)))
    return build_key(load_bundle(folder), 1, False)


def judged(key, source: str):
    content = source.encode()
    results = judge_submission(key, content, lambda stand_ins: LocalRunner("module", content, stand_ins)).exercises
    return {result.exercise: result for result in results}["gap"]


def test_mistakes_that_only_stand_ins_show(tmp_path: Path) -> None:
    """A mistake that only shows with other functions wrong is found with their stand-ins.

    `gradient_check` divided by the size of the sum passed: two slopes that agree have the same sign.
    """
    key = checker(tmp_path, too=True)
    assert judged(key, CHECKER).verdict == "pass"
    wrong = judged(key, CHECKER.replace("(abs(f(x)) + abs(claimed(x)))", "abs(f(x) + claimed(x))"))
    assert (wrong.verdict, wrong.misconception, wrong.stand_ins) == ("wrong", "size_of_the_sum", ())
    assert "right with your own `f` and `claimed`, but not with other versions of them" in (wrong.message or "")
    unknown = judged(key, CHECKER.replace("(abs(f(x)) + abs(claimed(x)))", "abs(2 * f(x))"))
    assert (unknown.fraction, unknown.misconception) == (0, None)


def test_invisible_variant_is_an_author_error(tmp_path: Path) -> None:
    """A variant that no case shows is an author's error."""
    with pytest.raises(AuthorError, match="'size_of_the_sum' gives the reference's results on every case"):
        checker(tmp_path, too=False)


@pytest.mark.parametrize("product", [operator.matmul, np.dot, np.matmul, np.ndarray.dot])
def test_impossible_product_in_every_spelling(product) -> None:
    """An impossible matrix product is the same fault in every spelling.

    With `np.dot`, as most older code has it, no cause was named: its error has other words.
    """
    with pytest.raises(ValueError) as raised:
        product(np.ones((2, 4)), np.ones((3, 5)))
    assert fault_text(Fault("error", "ValueError", str(raised.value))) == "no matrix product"


LAYERS = """
def half(x):
    {half}


class Layer:
    def __init__(self, x):
        self.start = half(x)

    def call(self, y):
        {call}
"""
LAYER_EXERCISES = """
from autograder.exercise import Assignment, Exercise, call, close, script, wrong
from autograder.script import Step

HALF = "def half(x):\\n    return x + 5\\n"

def halves(rng):
    yield call(float(rng.uniform(2, 3)))

def layers(rng):
    yield script(Step("", (float(rng.uniform(2, 3)),), keep="it"), Step("call", (3.0,), on="it"), check=close())

ASSIGNMENT = Assignment("k3-layers", "module", "Layers", (
    Exercise("half", halves, ("a", "b"), (wrong("whole", "w", ("x / 2", "x")),), stand_in=HALF),
    Exercise("Layer", layers, ("a", "b"), (wrong("minus", "m", ("+ y", "- y")),), uses=("half",)),
))
"""


@pytest.mark.parametrize(
    ("half", "call", "verdict", "attempted"),
    [
        ("raise NotImplementedError", "raise NotImplementedError", "missing", False),
        ("return x / 2", "raise NotImplementedError", "missing", False),
        ("raise NotImplementedError", "return self.start + y", "pass", True),
        ("raise NotImplementedError", "return self.start - y", "error", True),
    ],
)
def test_unwritten_class_is_not_attempted(tmp_path: Path, half: str, call: str, verdict: str, attempted: bool) -> None:
    """A class that is not written is not attempted, even if its given constructor calls a missing function."""
    folder = tmp_path / "k3-layers"
    folder.mkdir()
    (folder / "module.py").write_text(LAYERS.format(half="return x / 2", call="return self.start + y"))
    (folder / "exercises.py").write_text(LAYER_EXERCISES)
    key = build_key(load_bundle(folder), 1, False)
    source = LAYERS.format(half=half, call=call).encode()
    _, result = judge_submission(key, source, lambda names: LocalRunner("module", source, names)).exercises
    assert (result.verdict, result.attempted) == (verdict, attempted)
