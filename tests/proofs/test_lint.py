"""The linter finds inputs that would hide a mistake, and accepts inputs that reveal it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.authoring.bundle import load_bundle
from autograder.authoring.keys.build import build_key
from autograder.authoring.keys.drawing import draw_cases
from autograder.authoring.lint import lint_exercise
from tests.proving import COURSE, EXAMPLES, bundle, exercises, prover

EXERCISES = '''
"""Inputs under the linter."""
import numpy as np
from autograder.exercise import Assignment, Edit, Exercise, Variant, call

def cases(rng):
    {cases}

ASSIGNMENT = Assignment("l1-lint", "lint", "Lint", (Exercise(
    name="f", cases=cases, hints=("a", "b"),
    variants=(Variant("wrong", "wrong", (Edit("2 * x", "3 * x"),)), {more}),
),))
'''


def sentences(tmp_path, cases: str, signature: str = "x", body: str = "2 * x", more: str = "") -> str:
    folder = tmp_path / "l1-lint"
    folder.mkdir()
    (folder / "lint.py").write_text(f"import numpy as np\n\n\ndef f({signature}):\n    return {body}\n")
    (folder / "exercises.py").write_text(EXERCISES.format(cases="; ".join(cases.split("\n")), more=more))
    loaded = load_bundle(folder)
    key = build_key(loaded, 1, False)
    return "\n".join(lint_exercise(loaded, loaded.exercise("f"), key))


@pytest.mark.parametrize(
    ("cases", "signature", "sentence"),
    [
        ("return [call(rng.normal(size=(3, 3))), call(rng.normal(size=(2, 2)))]", "x", "`x` is square in every case"),
        ("return [call(rng.normal(size=(4, 3, 3)))]", "x", "axes 1 and 2 of `x` are equally long"),
        ("return [call(rng.normal(size=(1, 3, 2))), call(rng.normal(size=(1, 4, 2)))]", "x", "a batch of one"),
        ("return [call(np.ones((2, 3))), call(np.full((3, 4), 0.5))]", "x", "`x` repeats a single number"),
        (
            "return [call(rng.normal(size=(3, 1)), 0.5), call(rng.normal(size=(4, 1)), 2.5)]",
            "X, x",
            "`X` has a single column in every case",
        ),
        ("return [call(rng.normal(size=(2, 3)), 1)]", "x, stride", "`stride` is 1 in every case"),
        ("return [call(rng.normal(size=(2, 3)), 0)]", "x, pad", "`pad` is 0 in every case"),
        ("return [call(rng.normal(size=(2, 3)), 1.0)]", "x, learning_rate", "`learning_rate` is 1 in every case"),
        (
            "return [call(rng.normal(size=(2, 3)), 7), call(rng.normal(size=(3, 2)), 7)]",
            "x, n",
            "`n` is 7 in every case",
        ),
        ("return [call(rng.normal(size=(2, 3)))]", "x, rate=0.5", "`rate` is left at its default"),
        ("return [call(rng.normal(size=(2, 3)), 0.1)]", "x, rate=0.5", "`rate` is given in every case"),
        ("return [call(rng.normal(size=(2, 3)), 0.5)]", "X, x", "`X` never has a single column"),
        ("return [call(rng.uniform(0.1, 0.9, (2, 3)), 0.5)]", "AL, x", "`AL` is never almost 0 or 1"),
        ("return [call(rng.normal(size=(2, 3)), 0.5)]", "z, x", "`z` is never as large as 20"),
        ("return [call(rng.uniform(1, 30, (2, 3)), 0.5)]", "z, x", "`z` is never as small as 0.001"),
        (
            "return [call({f'W{n}': rng.normal() for n in range(1, L)}, 0.5) for L in (3, 5)]",
            "P, x",
            "`P` has at most 4 layers",
        ),
        ("return [call(np.zeros((2, 3))), call(rng.normal(size=(2, 3)))]", "x", "case 1 (no label) reveals no wrong"),
    ],
)
def test_inputs_that_hide_a_mistake_are_named(tmp_path, cases, signature, sentence):
    """The linter names inputs that would hide a mistake."""
    assert sentence in sentences(tmp_path, cases, signature)


def test_distinguishing_inputs_are_accepted(tmp_path):
    """The linter accepts inputs that tell every axis apart."""
    cases = "return [call(rng.normal(size=(2, 3)), 0.5, stride=2), call(rng.normal(size=(4, 3)), 0.1)]"
    assert sentences(tmp_path, cases, "x, rate, stride=1", "2 * x * rate") == ""


SQUARE = "return [call(rng.normal(size=(3, 3))), call(rng.normal(size=(2, 2)))]"
REMARK = "`x` is square in every case: rows and columns could be swapped unnoticed"


@pytest.mark.parametrize(
    ("cases", "declared", "said"),
    [
        (SQUARE, {REMARK: "it is turned by a quarter"}, ""),
        (SQUARE, {REMARK: " "}, REMARK),
        ("return [call(rng.normal(size=(3, 2)))]", {REMARK: "a reason"}, f"no such remark: {REMARK}"),
    ],
)
def test_unavoidable_needs_a_true_reason(tmp_path, cases, declared, said):
    """A remark can be declared unavoidable, but only with a reason, and only if there is such a remark."""
    found = sentences(tmp_path, cases, more=f"), unavoidable={declared!r}, accepted=(")
    assert said in found and bool(said) == bool(found)


@pytest.mark.parametrize(("folder", "name"), exercises(*COURSE, *EXAMPLES))
def test_inputs_tell_mistakes_apart(folder, name):
    """The linter finds nothing in the inputs of any exercise."""
    proof = prover(folder)
    assert lint_exercise(proof.bundle, proof.bundle.exercise(name), proof.key(name)) == []


def test_inputs_depend_on_the_seed():
    """Inputs are drawn anew for every seed."""
    loaded = bundle(EXAMPLES[0])
    first, second = (draw_cases(loaded, loaded.exercise("center"), seed)[0] for seed in (1, 2))
    assert not np.array_equal(first.steps[0].args[0], second.steps[0].args[0])
