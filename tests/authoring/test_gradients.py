"""Finite differences refuse a wrong slope, accept a right one, and report a kink."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from autograder.authoring.bundle import load_bundle
from autograder.authoring.gradients import check, gradients_agree, missing_declaration, suggests_gradient
from autograder.exercise import Exercise, Gradient

CHANCE = random.Random(0)


def told(claim: Gradient) -> tuple[str, bool]:
    """(what differs, whether there is a kink)."""
    found = check(claim, CHANCE)
    return "; ".join(found.problems), bool(found.kinks)


SMOOTH = {
    "square": (lambda x: np.sum(x**2), lambda x: 2 * x),
    "exponential": (lambda x: np.sum(np.exp(x)), np.exp),
    "logarithm of a small number": (lambda x: np.sum(np.log(0.05 + x**2)), lambda x: 2 * x / (0.05 + x**2)),
    "a steep tanh": (lambda x: np.sum(np.tanh(5 * x)), lambda x: 5 / np.cosh(5 * x) ** 2),
    "a straight line": (lambda x: 3 * np.sum(x), lambda x: np.full(x.shape, 3.0)),
    "nothing": (lambda x: 0.0, np.zeros_like),
}


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("seed", range(5))
def test_smooth_functions(name, seed):
    """The gradient of a smooth function agrees, and one that is off by a thousandth does not."""
    function, slope = SMOOTH[name]
    x = np.random.default_rng(seed).normal(size=(2, 3))
    right = Gradient(function, {"x": x}, {"x": slope(x)})
    assert told(right) == ("", False)
    off = 1.001 * slope(x) + 1e-6
    assert "slope in `x[0, 0]`" in told(replace(right, claimed={"x": off}))[0]


def test_cancelling_terms_need_a_scale():
    """Terms that cancel only agree if their scale is given."""
    x, large = np.array([0.3, -0.7]), 1e8
    claim = Gradient(lambda x: np.sum(np.sin(x)) + large - large, {"x": x}, {"x": np.cos(x)})
    assert told(claim) != ("", False)
    assert told(replace(claim, scale=large)) == ("", False)


@pytest.mark.parametrize("before", [0.0, 1e-9, 3e-5, -1e-4, 2e-4])
def test_kink_is_noticed(before):
    """A point on a kink is noticed, whatever slope is claimed there."""
    for claimed in (0.0, 1.0, 0.5, -1.0):
        claim = Gradient(lambda x: np.abs(x), {"x": before}, {"x": claimed})
        assert told(claim)[1], (before, claimed)


def test_distant_kink_is_ignored():
    """A kink that is farther away than the step is ignored."""
    x = np.array([-0.1, 0.001, 2.0, -300.0])
    assert told(Gradient(lambda x: np.sum(np.maximum(x, 0)), {"x": x}, {"x": (x > 0) * 1.0})) == ("", False)


def test_nested_parameters():
    """Every number in nested parameters is checked, and none is changed."""
    W, b = np.arange(6.0).reshape(2, 3), 1.5
    at = {"parameters": {"W": W, "rows": [b, np.float64(2.0)]}}

    def of(parameters):
        return np.sum(parameters["W"] ** 2) * parameters["rows"][0] * parameters["rows"][1]

    squares = np.sum(W**2)
    claimed = {"parameters": {"W": 2 * W * b * 2.0, "rows": [2.0 * squares, b * squares]}}
    before = W.copy()
    assert told(Gradient(of, at, claimed)) == ("", False)
    np.testing.assert_array_equal(W, before)
    claimed["parameters"]["rows"] = [2.0 * squares, 2.0 * squares]
    assert "slope in `parameters['rows'][1]`" in told(Gradient(of, at, claimed))[0]


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        ({"x": np.ones(3)}, "has shape (3,), but `x` itself has shape (3, 1)"),
        ({"y": np.ones((3, 1))}, "a gradient for `y` is claimed, which is not part of the point"),
        ({"x": np.full((3, 1), np.nan)}, "nan is claimed"),
    ],
)
def test_claim_must_fit_the_point(claimed, words):
    """A claim that does not fit the point is refused."""
    assert words in told(Gradient(lambda x: np.sum(x), {"x": np.ones((3, 1))}, claimed))[0]


REFERENCE = """
import numpy as np

def f(x):
    return np.maximum(x, 0) ** 2

def f_backward(dA, x):
    return dA * 2 * np.maximum(x, 0)
"""
EXERCISES = '''
"""A backward pass under finite differences."""
import numpy as np
from autograder.exercise import Assignment, Exercise, Gradient, call, wrong

def cases(rng):
    yield call(rng.normal(size=(2, 3)), rng.normal(size=(2, 3)))

def gradients(module, rng):
    x, dA = {x}, rng.normal(size=(2, 3))
    yield Gradient(lambda x: {of}, {{"x": x}}, {{"x": {claimed}}})

ASSIGNMENT = Assignment("g1-slopes", "slopes", "Slopes", (Exercise(
    name="f_backward", cases=cases, hints=("a", "b"), gradients=gradients,
    variants=(wrong("without_factor", "The 2 is missing.", ("dA * 2", "dA")),),
),))
'''


def agreement(tmp_path, reference=REFERENCE, x="rng.normal(size=(2, 3))", of="np.sum(dA * module.f(x))", claimed=""):
    folder = tmp_path / "g1-slopes"
    folder.mkdir()
    (folder / "slopes.py").write_text(reference)
    claimed = claimed or "module.f_backward(dA, x)"
    (folder / "exercises.py").write_text(EXERCISES.format(x=x, of=of, claimed=claimed))
    bundle = load_bundle(folder)
    return "; ".join(gradients_agree(bundle, bundle.exercise("f_backward"), 1).problems)


def test_right_backward_pass_agrees(tmp_path):
    """A right backward pass agrees."""
    assert agreement(tmp_path) == ""


def test_wrong_reference_is_found(tmp_path):
    """A wrong reference is found."""
    assert "is claimed" in agreement(tmp_path, REFERENCE.replace("dA * 2 *", "dA * 3 *"))


def test_ignored_upstream_is_found(tmp_path):
    """A backward pass that ignores its upstream gradient is found."""
    assert "is claimed" in agreement(tmp_path, REFERENCE.replace("dA * 2", "2"))


def test_declaration_must_refute_a_variant(tmp_path):
    """A declaration that agrees with every wrong variant is refused."""
    said = agreement(tmp_path, of="np.sum(x ** 2)", claimed="2 * x")
    assert "agree with every wrong variant" in said


def test_points_on_a_kink_are_redrawn(tmp_path):
    """Points on a kink are drawn again, and reported if there are no others."""
    kinked = REFERENCE.replace("np.maximum(x, 0) ** 2", "np.abs(x)").replace("2 * np.maximum(x, 0)", "np.sign(x)")
    variant = kinked.replace("dA *", "dA * 2 / 2 *")
    assert agreement(tmp_path, variant, x="np.zeros((2, 3)) if rng.random() < 0.4 else rng.normal(size=(2, 3))") == ""
    (tmp_path / "always").mkdir()
    assert "draws have a kink" in agreement(tmp_path / "always", variant, x="np.zeros((2, 3))")


@pytest.mark.parametrize(
    ("name", "quantities", "suggested"),
    [
        ("linear_backward", (), True),
        ("L_model_backward", (), True),
        ("backward_propagation_with_dropout", (), True),
        ("propagate", (), True),
        ("activation_derivative", (), True),
        ("optimize", ("w", "b", "dw", "db", "costs"), True),
        ("step", ("dWax", "da_prev"), True),
        ("batch", ("dgamma",), True),
        ("forward_propagation", ("A2", "cache"), False),
        ("verify", ("dist", "door_open", "decay", "dim", "data"), False),
    ],
)
def test_gradients_must_be_declared(name, quantities, suggested):
    """An exercise that looks like a gradient must declare one or say why not."""
    exercise = Exercise(name, lambda rng: (), ("a", "b"), (), quantities=quantities)
    assert suggests_gradient(exercise) == suggested
    assert bool(missing_declaration(exercise)) == suggested
    assert missing_declaration(replace(exercise, no_gradients="It carries them on.")) == []
    assert missing_declaration(replace(exercise, gradients=lambda module, rng: ())) == []
    both = replace(exercise, gradients=lambda module, rng: (), no_gradients="It carries them on.")
    assert missing_declaration(both) == ["it declares both `gradients` and `no_gradients`; remove one of them"]
