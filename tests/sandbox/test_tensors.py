"""Questions about TensorFlow's objects, answered in the child: kinds, gradients of the learner's function, tracing."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.local import LocalRunner
from autograder.script import Handle, Recipe, Step

MODULE = b"""
import numpy as np
import tensorflow as tf

def whole(x, parameters):
    return tf.square(x) * parameters["w"]

def through_numpy(x, parameters):
    return tf.constant(np.square(x)) * parameters["w"]

def constant_weights(x, parameters):
    return tf.square(x) * tf.constant(parameters["w"].numpy())

def array(x, parameters):
    return np.square(x)

def asks_for_the_value(label, C):
    return tf.one_hot(int(label), C)

def in_graph(label, C):
    return tf.one_hot(label, C)

def several():
    return {"W": tf.Variable([1.0]), "c": tf.constant(1, tf.int32), "a": np.zeros(2), "f": 1.0, "n": None}

class Scaled(tf.keras.layers.Layer):
    def __init__(self, way):
        super().__init__()
        self.way = way
        self.first = self.add_weight(shape=(3,), initializer="ones")
        self.last = self.add_weight(shape=(3,), initializer="ones")

    def call(self, x, factor):
        inner = self.first * x
        if self.way == "stopped":
            inner = tf.stop_gradient(inner)
        if self.way == "numpy":
            inner = tf.constant(inner.numpy())
        return factor * self.last * inner, "second"

def raise_in_place(parameters):
    parameters["w"].assign_add([1.0, 1.0, 1.0])
    return parameters["w"]
"""
X = np.array([1.0, -2.0, 3.0], np.float32)
W = np.array([0.5, 1.0, 2.0], np.float32)
PARAMETERS = Recipe("dict_of", {"items": {"w": Recipe("variable", {"value": W})}})


@pytest.fixture(scope="module")
def runner() -> LocalRunner:
    return LocalRunner("shapes", MODULE)


def run(runner: LocalRunner, *steps: Step):
    """The outcome of the last step; the steps before it must succeed."""
    outcomes = [runner.run(step, 300.0) for step in steps]  # the first imports TensorFlow
    assert all(outcome.ok for outcome in outcomes[:-1]), outcomes
    return outcomes[-1]


def slopes(runner: LocalRunner, name: str):
    arguments = (Recipe("tensor", {"value": X}), PARAMETERS)
    return run(
        runner, Step(name, keep="function", action="get"), Step("slopes", arguments, on="function", action="ask")
    )


def test_slopes_are_those_of_a_weighted_sum(
    runner: LocalRunner,
) -> None:
    """Slopes are those of a weighted sum with respect to tensors and to variables in a dictionary."""
    dx, parameters = slopes(runner, "whole").value
    factors = np.array([1.0, 1.25, 1.5])
    assert dx == pytest.approx(2 * X * W * factors)
    assert parameters["w"] == pytest.approx(X**2 * factors)


def test_slopes_for_some_arguments_only(runner: LocalRunner) -> None:
    """Slopes can be requested for some of the arguments only."""
    arguments = (Recipe("tensor", {"value": X}), PARAMETERS)
    ask = Step("slopes", arguments, {"places": [0]}, on="function", action="ask")
    (dx,) = run(runner, Step("constant_weights", keep="function", action="get"), ask).value
    assert dx == pytest.approx(2 * X * W * [1.0, 1.25, 1.5])


@pytest.mark.parametrize(("name", "lost"), [("through_numpy", "`x`"), ("constant_weights", "`w`")])
def test_a_cut_gradient_names_the_argument(runner: LocalRunner, name: str, lost: str) -> None:
    """If the gradient is cut off, the message names the argument that it should reach."""
    fault = slopes(runner, name).fault
    assert fault.type == "QuestionError"
    assert f"no way from the result back to {lost}" in fault.text


def test_only_tensors_have_slopes(runner: LocalRunner) -> None:
    """A result that is not a tensor has no slopes, and the message says what it is."""
    text = slopes(runner, "array").fault.text
    assert text.startswith("the result is a NumPy array, float32, shape (3,), and should be a tensor")


def test_the_kind_of_each_part_is_reported(runner: LocalRunner) -> None:
    """The question `form` reports the kind, dtype and shape of each part."""
    told = run(runner, Step("several", keep="it"), Step("form", on="it", action="ask")).value
    assert told == {
        "W": "tf.Variable, float32, shape (1,)",
        "c": "tf.Tensor, int32, shape ()",
        "a": "NumPy array, float64, shape (2,)",
        "f": "float",
        "n": "NoneType",
    }


def test_code_that_needs_a_value_fails_in_a_graph(runner: LocalRunner) -> None:
    """In a graph, a function that needs the value of a tensor fails, and one that does not passes."""
    ask = Step("traced", (Recipe("tensor", {"value": np.int64(2)}), 4), on="function", action="ask")
    assert run(runner, Step("in_graph", keep="function", action="get"), ask).value == pytest.approx([0, 0, 1, 0])
    assert not run(runner, Step("asks_for_the_value", keep="function", action="get"), ask).ok


def test_a_kept_argument_is_shared(runner: LocalRunner) -> None:
    """Later steps share an argument that was kept."""
    keep = Step("", (PARAMETERS,), keep="parameters", action="keep")
    again = Step("raise_in_place", (Handle("parameters"),))
    assert run(runner, keep, again, again, Step("value", on="parameters", action="ask")).value["w"] == pytest.approx(
        W + 2
    )


def all_slopes(runner: LocalRunner, way: str):
    x = Recipe("tensor", {"value": X})
    ask = Step("all_slopes", (x,), {"factor": 2.0}, on="layer", action="ask")
    return run(runner, Step("Scaled", (way,), keep="layer"), ask)


def test_every_weight_has_a_gradient(runner: LocalRunner) -> None:
    """The gradients of inputs and weights are those of a sum weighted with cosines."""
    found = all_slopes(runner, "whole").value
    factors = 2 * np.cos(np.arange(3))
    np.testing.assert_allclose(found["gradients of the inputs"], [factors], rtol=1e-5)
    np.testing.assert_allclose(found["gradients of the weights"], [factors * X, factors * X], rtol=1e-5)


@pytest.mark.parametrize("way", ["stopped", "numpy"])
def test_a_weight_without_gradient_is_told(runner: LocalRunner, way: str) -> None:
    """`tf.stop_gradient` and a detour over NumPy inside a layer are told as the cause."""
    fault = all_slopes(runner, way).fault
    assert fault is not None and "tf.stop_gradient" in fault.text
