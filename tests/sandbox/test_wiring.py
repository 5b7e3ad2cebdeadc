"""The same network gives the same rows and the same outputs, however it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checks.models import judge_table
from autograder.sandbox.models import ask
from autograder.sandbox.tensors import QuestionError

SHAPE = (6, 5, 3)


def _sum(main_first: bool, *, operator: bool = False, nested: bool = False, late: bool = False) -> Callable[..., Any]:
    """A function of a tensor: convolution, norm and ReLU beside a 1 x 1 convolution, their sum, ReLU."""
    import keras

    layers = keras.layers

    def block(X: Any) -> Any:
        def main() -> Any:
            if nested:
                parts = [layers.Conv2D(4, 3, padding="same"), layers.BatchNormalization(), layers.ReLU()]
                return keras.Sequential(parts)(X)
            A = layers.Conv2D(4, 3, padding="same")(X)
            return layers.Activation("relu")(layers.BatchNormalization(axis=3)(A))

        def side() -> Any:
            return layers.Conv2D(4, 1, padding="same" if operator else "valid")(X)

        made = [main(), side()] if main_first else [side(), main()]
        if late:
            made[1] = layers.ReLU()(made[1])
        total = made[0] + made[1] if operator else layers.Add()(made)
        return total if late else keras.ops.relu(total)

    return block


def _model(block: Callable[..., Any]) -> Any:
    return ask(block, "wired", (SHAPE,), {})


def _rows(block: Callable[..., Any], **named: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(_model(block), "wiring", (), named)
    return rows


def test_rows_do_not_depend_on_style() -> None:
    """The order of writing, operators and models within the model do not change the rows."""
    wanted = _rows(_sum(True))
    assert [row["class"] for row in wanted] == [
        "Conv2D", "BatchNormalization", "the activation relu", "Conv2D", "Add", "the activation relu",
    ]  # fmt: skip
    assert wanted[4]["inputs"] == "relu 1 and Conv2D 2"
    for other in (_sum(False), _sum(True, operator=True), _sum(False, nested=True)):
        assert _rows(other) == wanted


def test_outputs_do_not_depend_on_style() -> None:
    """Filled weights belong to the same layers, so the outputs agree."""
    X = np.random.default_rng(1).normal(size=(2, *SHAPE)).astype("float32")
    found = []
    for block in (_sum(True), _sum(False, operator=True), _sum(False, nested=True)):
        model = _model(block)
        ask(model, "fill_wiring", (7,), {})
        found.append(np.asarray(ask(model, "predict", (X,), {})))
    assert found[0] == pytest.approx(found[1], abs=1e-5) and found[0] == pytest.approx(found[2], abs=1e-5)
    assert np.abs(found[0]).max() > 0.1


def test_first_difference_is_named() -> None:
    """A ReLU before the sum is named at its place."""
    (difference,) = judge_table(_rows(_sum(True, late=True)), _rows(_sum(True)), {"activations": "apart"}).differences
    assert difference.text == "After the second Conv2D: expected Add, got the activation relu."


def test_shared_layers_are_told() -> None:
    """A layer that is used twice shows that its weights are shared."""
    import keras

    norm = keras.layers.BatchNormalization()
    rows = _rows(lambda X: norm(keras.layers.ReLU()(norm(X))))
    assert [row.get("weights") for row in rows] == [
        "those of BatchNormalization 1", None, "those of BatchNormalization 1",
    ]  # fmt: skip


def test_initializers_are_told() -> None:
    """On request the rows say how weights are drawn, and with which seed."""
    import keras

    drawn = keras.initializers.HeNormal(seed=4)
    rows = _rows(lambda X: keras.layers.Conv2D(2, 1, kernel_initializer=drawn)(X), initializers=True)
    assert rows[0]["kernel_initializer"] == "HeNormal(seed=4)"


def test_a_block_returns_a_tensor() -> None:
    """A block that returns something else than a tensor is told so."""
    import keras

    for wrong, named in ((lambda X: None, "None"), (lambda X: keras.Model(X, X), "a Keras model")):
        with pytest.raises(QuestionError, match=f"the tensor that comes out of its last layer, not {named}"):
            ask(wrong, "wired", (SHAPE,), {})


def test_planned_models_have_no_values() -> None:
    """A planned model has its shapes; a function that needs values makes its model in the ordinary way."""
    import keras

    def made(units: int, call: bool) -> Any:
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units)])
        if call:
            assert np.asarray(model(np.ones((1, 3)))).shape == (1, units)
        return model

    for call in (False, True):
        model = ask(made, "planned", (5, call), {})
        assert model.count_params() == 20 and ask(model, "wiring", (), {})[0]["units"] == 5


def test_paths_of_different_shapes() -> None:
    """A sketch of paths that do not fit has rows; a real block stops with Keras's error. Keras itself is unchanged."""
    import keras

    def strided(join: Callable[..., Any]) -> Callable[..., Any]:
        return lambda X: join([keras.layers.Conv2D(4, 1, strides=2)(X), keras.layers.Conv2D(4, 1)(X)])

    joins = (
        lambda pair: keras.layers.Add()(pair),
        lambda pair: pair[0] + pair[1],
        lambda pair: keras.layers.Concatenate()(pair),
    )
    for join in joins:
        rows = ask(ask(strided(join), "sketched", (SHAPE,), {}), "wiring", (), {})
        assert [row["strides"] for row in rows[:2]] == [(2, 2), (1, 1)] and len(rows) == 3
        with pytest.raises(ValueError, match="shape"):
            ask(strided(join), "wired", (SHAPE,), {})
