"""A layer with several arguments, some by keyword, trains in the child; the question returns only the losses."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from autograder.sandbox.local import LocalRunner
from autograder.script import Recipe, Step
from tests.sandbox.conftest import PATIENCE

MODULE = b"""
import keras
import tensorflow as tf

class Mixed(keras.layers.Layer):
    def __init__(self, classes):
        super().__init__()
        self.dense = keras.layers.Dense(classes, activation="softmax")
    def call(self, x, other, training, mask):
        return self.dense(x * mask + other), training

class Alone(Mixed):
    def call(self, x, other, training, mask):
        return super().call(x, other, training, mask)[0]

class Cut(Mixed):
    def call(self, x, other, training, mask):
        return super().call(x, other, training, mask)[0].numpy()
"""
RNG = np.random.default_rng(3)
X, OTHER = (Recipe("tensor", {"value": RNG.normal(size=(5, 4, 3)).astype(np.float32)}) for _ in range(2))
LABELS = RNG.integers(0, 2, (5, 4))
NAMED = {"training": False, "mask": np.ones((5, 4, 1), np.float32)}


@pytest.fixture(scope="module")
def runner() -> LocalRunner:
    return LocalRunner("mixing", MODULE)


def learn(runner: LocalRunner, kind: str, **more):
    runner.run(Step(kind, (2,), keep="it"), PATIENCE)
    runner.run(Step("call", (X, OTHER), NAMED, on="it", action="ask", keep="first"), PATIENCE)
    runner.run(Step("fill_weights", (1,), on="it", action="ask"), PATIENCE)
    asked = {"labels": LABELS, "steps": 5, "learning_rate": 0.5, "named": NAMED, **more}
    return runner.run(Step("learn", (X, OTHER), asked, on="it", action="ask"), PATIENCE)


@pytest.mark.parametrize("kind", ["Mixed", "Alone"])
def test_losses_fall_and_match_the_probabilities(runner: LocalRunner, kind: str) -> None:
    """The losses fall, and the first is the cross-entropy of the layer's own probabilities."""
    losses = learn(runner, kind).value
    assert len(losses) == 5 and all(later < sooner for sooner, later in itertools.pairwise(losses))
    runner.run(Step("fill_weights", (1,), on="it", action="ask"), PATIENCE)
    given = runner.run(Step("call", (X, OTHER), NAMED, on="it", action="ask"), PATIENCE).value
    chances = given[0] if kind == "Mixed" else given
    assert losses[0] == pytest.approx(-np.mean(np.log(np.take_along_axis(chances, LABELS[..., None], -1))), abs=1e-5)


def test_labels_without_a_share_do_not_count(runner: LocalRunner) -> None:
    """Labels with weight zero do not change the losses."""
    share = np.zeros((5, 4), np.float32)
    share[:, 0] = 1
    first = learn(runner, "Mixed", share=share).value
    changed = np.where(share > 0, LABELS, 1 - LABELS)
    assert learn(runner, "Mixed", share=share, labels=changed).value == pytest.approx(first)


def test_a_cut_gradient_is_reported(runner: LocalRunner) -> None:
    """A layer that a gradient tape cannot follow gets a message that names the tape."""
    fault = learn(runner, "Cut").fault
    assert fault is not None and fault.type == "QuestionError" and "tape" in fault.text
