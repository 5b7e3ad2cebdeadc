"""The checks of invariance, models, losses and quizzes."""

from __future__ import annotations

import numpy as np

from autograder.checks import KINDS


def judged(kind, ours, theirs, **params):
    check = KINDS[kind]
    got, want = (check.observe(values, params) if values is not None else None for values in (ours, theirs))
    return [item.text for item in check.judge(got, want, params).differences]


X = np.arange(8.0).reshape(2, 4)
LATER = np.add(X, [0, 0, 5, 5])
STILL = {"still": [None, (0, 2)], "what": "the future"}


class TestInvariance:
    def test_fixed_and_changing_parts(self):
        """The part that must stay the same and the part that must change are both judged."""
        assert judged("invariance", [X, LATER], [X, LATER], **STILL) == []
        assert (
            "should not change when the future changes (it does, first at [0, 0])"
            in judged("invariance", [X, X + 1], [X, LATER], **STILL)[0]
        )
        assert "should change when the future changes" in judged("invariance", [X, X], [X, LATER], **STILL)[0]
        assert "should have shape" in judged("invariance", [X.T, X.T], [X, LATER], **STILL)[0]
        assert "should be an array" in judged("invariance", [None, None], [X, LATER], **STILL)[0]


TABLE = [
    {"class": "InputLayer", "name": "a", "output_shape": (None, 3)},
    {"class": "Dense", "name": "b", "output_shape": (None, 5), "parameters": 20, "activation": "relu"},
]


def row(**changes):
    return [{**TABLE[1], **changes}]


def convolution(**changes):
    shape = (None, 4, 3, 8)
    return {"class": "Conv2D", "name": "c", "output_shape": shape, "filters": 8, "activation": "linear", **changes}


RELU = {"class": "ReLU", "name": "r", "output_shape": (None, 4, 3, 8), "max_value": None, "negative_slope": 0.0}
FLAT = {"class": "Flatten", "name": "f", "output_shape": (None, 96), "parameters": 0}
CHANCE = {"class": "Dense", "name": "d", "output_shape": (None, 2), "units": 2, "activation": "softmax"}


class TestLayerTable:
    def test_rows_are_compared(self):
        """Tables are compared row by row, without names and input layers."""
        assert judged("layer_table", [row(name="other")], [TABLE]) == []
        assert judged("layer_table", [row(**{"class": "Conv2D"})], [TABLE]) == [
            "Layer 1 should be of class Dense, not Conv2D."
        ]
        assert judged("layer_table", [row(activation="tanh")], [TABLE]) == [
            "`layer 1 (Dense)` has the wrong activation."
        ]
        assert judged("layer_table", [row(activation="tanh")], [TABLE], ignore=["activation"]) == []
        assert judged("layer_table", [row() * 2], [TABLE]) == ["The model should have 1 layers, not 2."]
        assert judged("layer_table", [None], [TABLE]) == ["This should be a Keras model, not None."]

    def test_activation_inside_or_behind(self):
        """With activations="apart" an activation may be inside a layer or behind it."""

        def apart(ours):
            return judged("layer_table", [ours], [[convolution(), RELU, FLAT, CHANCE]], activations="apart")

        as_layer = {"class": "Activation", "name": "a", "output_shape": (None, 4, 3, 8), "activation": "relu"}
        as_function = {"class": "Relu", "name": "relu", "output_shape": (None, 4, 3, 8), "parameters": 0}
        for behind in (RELU, as_layer, as_function):
            assert apart([convolution(), behind, FLAT, CHANCE]) == []
        reshaped = {**FLAT, "class": "Reshape", "target_shape": (-1,)}
        softmax = {"class": "Softmax", "name": "s", "output_shape": (None, 2), "axis": 1}
        assert apart([convolution(activation="relu"), reshaped, {**CHANCE, "activation": "linear"}, softmax]) == []

        assert apart([convolution(), FLAT, CHANCE]) == ["After the Conv2D: expected the activation relu, got Flatten."]
        assert apart([convolution(), RELU, FLAT]) == ["After the Flatten: expected Dense, got nothing more."]
        assert apart([convolution(activation="relu"), RELU, FLAT, CHANCE]) == [
            "After the activation relu: expected Flatten, got the activation relu."
        ]
        assert apart([convolution(), {**RELU, "max_value": 6.0}, FLAT, CHANCE]) == [
            "After the Conv2D: expected the activation relu, got ReLU."
        ]
        assert apart([convolution(filters=4), RELU, FLAT, CHANCE]) == ["The Conv2D has the wrong number of filters."]
        twice = [convolution(), convolution(filters=4)]
        assert judged("layer_table", [twice], [[convolution()] * 2], activations="apart") == [
            "The second Conv2D has the wrong number of filters."
        ]


class TestLossFalls:
    def test_losses_must_fall(self):
        """The losses must fall."""
        assert judged("loss_falls", [[1.0, 0.8, 0.2]], [[1.0, 0.1]]) == []
        assert judged("loss_falls", [[1.0, 1.0, 1.0]], [[1.0, 0.1]]) == [
            "The loss does not decrease enough during training."
        ]
        assert "nan" in judged("loss_falls", [[1.0, float("nan")]], [[1.0, 0.1]])[0]
        assert "should be a list of numbers" in judged("loss_falls", ["no"], [[1.0, 0.1]])[0]
        assert judged("loss_falls", [{"costs": [2.0, 0.5]}], [{"costs": [2.0, 0.5]}], entry="costs") == []


class TestChoice:
    def test_unknown_answer_tells_completeness_only(self):
        """Without a key to it an answer is only complete or not; with one, letters are read in any format."""
        options = {"options": ["a", "b", "c"]}
        assert judged("choice", ["c"], None, **options) == []
        assert "should be one of the letters" in judged("choice", ["x"], None, **options)[0]
        assert "should be one of the letters" in judged("choice", [None], None, **options)[0]
        assert judged("choice", ["c"], ["b"], **options) == ["You answered c."]
        for way in (" B ", "(b)", "b.", ["b"]):
            assert judged("choice", [way], ["b"], **options) == []
        for way in ("ab", "b, a", "(a) (b)", "A B"):
            assert judged("choice", [way], [["a", "b"]], several=True, **options) == []
        assert judged("choice", [("b", "A")], [["a", "b"]], several=True, **options) == []
        assert judged("choice", [[]], None, several=True, **options) != []
