"""The layers given to learners agree with TensorFlow, explain errors, and are not an answer to any exercise."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import numpy as np
import pytest
import tensorflow as tf
from threadpoolctl import threadpool_info, threadpool_limits

from autograder.authoring.bundle import load_bundle
from autograder.judge.judge import judge_submission
from autograder.key import store
from autograder.project import Project
from autograder.sandbox.local import LocalRunner
from autograder.vault.keys import public_key_path
from helpers import layers
from helpers.cores import one_core
from tests.house.tree import ROOT

SIZES = [6, 5, 4, 1]
M = 9


def forward(X: np.ndarray, parameters: dict[str, np.ndarray]) -> tuple[np.ndarray, list[layers.Cache]]:
    A, caches = X, []
    for layer in range(1, len(SIZES)):
        activation = "sigmoid" if layer == len(SIZES) - 1 else "relu"
        A, cache = layers.layer_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation)
        caches.append(cache)
    return A, caches


@pytest.mark.parametrize("seed", range(5))
def test_gradients_match_tensorflow(seed: int) -> None:
    """Gradients through three layers are TensorFlow's."""
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(SIZES[0], M)), rng.integers(0, 2, (1, M))
    parameters = {name: value + rng.normal(0, 0.3, value.shape) for name, value in _start().items()}
    AL, caches = forward(X, parameters)
    cost, dA = layers.cost_and_slope(AL, Y)
    found = {}
    for layer in range(len(SIZES) - 1, 0, -1):
        dA, found[f"W{layer}"], found[f"b{layer}"] = layers.layer_backward(dA, caches[layer - 1])

    variables = {name: tf.Variable(value) for name, value in parameters.items()}
    with tf.GradientTape() as tape:
        inputs = tf.constant(X)
        tape.watch(inputs)
        A = inputs
        for layer in range(1, len(SIZES) - 1):
            A = tf.nn.relu(variables[f"W{layer}"] @ A + variables[f"b{layer}"])
        logits = variables[f"W{len(SIZES) - 1}"] @ A + variables[f"b{len(SIZES) - 1}"]
        wanted = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(Y, tf.float64), logits))
    *slopes, at_inputs = tape.gradient(wanted, [*variables.values(), inputs])

    assert cost == pytest.approx(float(wanted))
    for (name, value), slope in zip(variables.items(), slopes, strict=True):
        assert found[name].shape == value.shape
        np.testing.assert_allclose(found[name], slope, rtol=1e-9, atol=1e-12)
    # Slopes of activations belong to single examples: they have no factor 1/m.
    np.testing.assert_allclose(dA / M, at_inputs, rtol=1e-9, atol=1e-12)


def test_inputs_are_not_changed() -> None:
    """A layer does not change its inputs."""
    rng = np.random.default_rng(0)
    given = [rng.normal(size=(3, 4)), rng.normal(size=(2, 3)), rng.normal(size=(2, 1))]
    before = [array.copy() for array in given]
    A, cache = layers.layer_forward(*given, "relu")
    dA = np.ones_like(A)
    layers.layer_backward(dA, cache)
    assert all((array == copy).all() for array, copy in zip(given, before, strict=True))
    assert (dA == 1).all()


def test_a_cache_can_be_used_twice() -> None:
    """A cache can be used for two backward passes."""
    A, cache = layers.layer_forward(np.eye(3), np.ones((2, 3)), np.zeros((2, 1)), "sigmoid")
    first, second = (layers.layer_backward(np.ones_like(A), cache) for _ in range(2))
    assert all((one == other).all() for one, other in zip(first, second, strict=True))


def test_certainty_does_not_overflow() -> None:
    """A certain answer overflows nowhere and has a finite cost."""
    with np.errstate(all="raise"):
        A, cache = layers.layer_forward(np.array([[1000.0, -1000.0]]), np.ones((1, 1)), np.zeros((1, 1)), "sigmoid")
        assert A.tolist() == [[1.0, 0.0]]
        assert layers.cost_and_slope(A, np.array([[1, 0]]))[0] == 0
        cost, dA = layers.cost_and_slope(A, np.array([[0, 1]]))
        assert cost == pytest.approx(-np.log(layers.SURELY_WRONG))
        assert np.isfinite(layers.layer_backward(dA, cache)[1]).all()


def test_initial_parameters() -> None:
    """Initial parameters are reproducible and scaled to keep the size of signals."""
    first, second = layers.initial_parameters([400, 300, 200]), layers.initial_parameters([400, 300, 200])
    assert list(first) == ["W1", "b1", "W2", "b2"]
    assert all((first[name] == second[name]).all() for name in first)
    assert first["W1"].std() == pytest.approx(400**-0.5, rel=0.01)
    assert first["W2"].std() == pytest.approx(300**-0.5, rel=0.01)
    assert not first["b1"].any() and first["b2"].shape == (200, 1)
    assert layers.initial_parameters([400, 300], 0.01)["W1"].std() == pytest.approx(0.01, rel=0.01)


def test_initial_parameters_never_change() -> None:
    """The initial parameters are the same in every version of NumPy.

    Keys that were made with one NumPy must fit learners with another.
    """
    wanted = np.array([[1.62434536, -0.61175641], [-0.52817175, -1.07296862]]) / np.sqrt(2)
    np.testing.assert_allclose(layers.initial_parameters([2, 2])["W1"], wanted, rtol=1e-7)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda A, W, b: layers.layer_forward(A, W, b, "tanh"), "not 'tanh'"),
        (lambda A, W, b: layers.layer_forward(A, W.T, b, "relu"), r"W of shape \(3, 2\) does not fit"),
        (lambda A, W, b: layers.layer_forward(A, W, b[:, 0], "relu"), r"it should be \(2, 1\)"),
        (lambda A, W, b: layers.layer_backward(A, layers.layer_forward(A, W, b, "relu")[1]), r"whose A has shape \(2,"),
        (lambda A, W, b: layers.layer_backward(b, layers.layer_forward(A, W, b, "relu")[1]), "each of the 4 examples"),
        (lambda A, W, b: layers.layer_backward(A, (A, W, b)), "cache is tuple"),
        (lambda A, W, b: layers.cost_and_slope(A, A[0]), "one probability for each label"),
    ],
)
def test_errors_say_what_does_not_fit(mistake, sentence: str) -> None:
    """An argument that does not fit raises an error that says so."""
    A, W, b = np.ones((3, 4)), np.ones((2, 3)), np.zeros((2, 1))
    with pytest.raises((ValueError, TypeError), match=sentence):
        mistake(A, W, b)


@pytest.mark.parametrize("assignment", ["c1w3-shallow-network", "c1w4a-deep-network", "c1w4b-image-classifier"])
def test_blocks_are_not_answers(assignment: str) -> None:
    """Handing in one of the given layers under an exercise's name earns no points."""
    bundle = load_bundle(ROOT / "solutions" / assignment)
    key = store.load(public_key_path(Project.at(ROOT), bundle))
    for exercise in bundle.names:
        for block in _blocks():
            source = f"from helpers.layers import {block} as {exercise}\n".encode()
            result = judge_submission(
                key, source, lambda stand_ins, text=source: LocalRunner(key.module, text, stand_ins), [exercise]
            )
            assert result.exercises[0].fraction == 0, f"{exercise} by {block}"


def test_small_products_stay_on_one_core() -> None:
    """Small matrix products run on one core.

    Shared between busy cores, the training of c1w4b took seven times as long.
    """
    with threadpool_limits(limits=None):  # restores the setting afterwards
        one_core()
        assert {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"} == {1}


def _start() -> dict[str, np.ndarray]:
    return layers.initial_parameters(SIZES)


def _blocks() -> Iterator[str]:
    for name, value in vars(layers).items():
        if inspect.isfunction(value) and value.__module__ == layers.__name__:
            yield name
