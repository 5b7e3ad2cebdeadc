"""Cards about tensors describe the inputs by their shapes, also for questions about the result."""

from __future__ import annotations

import numpy as np

from autograder.exercise import close
from autograder.judge.judge import judge_submission
from autograder.key.model import ExerciseKey, Key, KeyCase
from autograder.result import ExerciseResult
from autograder.sandbox.local import LocalRunner
from autograder.script import Recipe, Step

X = Recipe("tensor", {"value": np.ones((2, 3), np.float32)})
PARAMETERS = Recipe("dict_of", {"items": {"W": Recipe("variable", {"value": np.ones((4, 2), np.float32)})}})


def judged(source: bytes, case: KeyCase) -> ExerciseResult:
    exercise = ExerciseKey("f", "1", "f(X, parameters)", ("X", "parameters"), ("first", "second"), (case,))
    key = Key("c9w9-x", "m", "x", ("numpy", "tensorflow"), 300.0, True, "0", {"f": exercise}, 1)
    return judge_submission(key, source, lambda stand_ins: LocalRunner("m", source, stand_ins)).exercises[0]


def test_wrong_type_names_the_input_shapes() -> None:
    """The card of a wrong type names the shapes of the inputs."""
    steps = (Step("f", (X, PARAMETERS), keep="it"), Step("form", on="it", action="ask"))
    case = KeyCase(steps, close(names=("type",)), "", (1,), "tf.Tensor, float32, shape (4, 3)")
    result = judged(b"import tensorflow as tf\ndef f(X, parameters):\n    return (parameters['W'] @ X).numpy()\n", case)
    assert result.verdict == "wrong"
    assert result.message == (
        "The result should be 'tf.Tensor, float32, shape (4, 3)', not 'NumPy array, float32, shape (4, 3)'."
    )
    assert "Given X = [" in result.details[-1] and "parameters" in result.details[-1]


def test_questions_are_not_shown_as_arguments() -> None:
    """The parameters of a question about the result are not shown as arguments."""
    ask = Step("slopes", (X, PARAMETERS), {"places": [0]}, on="f", action="ask")
    steps = (Step("f", keep="f", action="get"), ask)
    case = KeyCase(steps, close(names=("dX",)), "from a tape", (1,), (np.zeros((2, 3), np.float32),))
    told = "\n".join(judged(b"def f(X, parameters):\n    return parameters['W'] @ X\n", case).details)
    assert "(from a tape)." in told and "parameters" in told
    assert "places" not in told


LAYER = b"""
import keras

class f(keras.layers.Layer):
    def __init__(self, X, parameters):
        super().__init__()
        self.parameters, self.dropout = parameters, keras.layers.Dropout(0.5)

    def call(self, X, training):
        return self.dropout(X, training)
"""


def test_keras_3_needs_keywords() -> None:
    """The card explains that Keras 3 takes only tensors by position."""
    ask = Step("call", (X,), {"training": False}, on="it", action="ask")
    case = KeyCase((Step("f", (3, 4), keep="it"), ask), close(), "as it is", (1,), np.ones((2, 3), np.float32))
    assert judged(LAYER.replace(b"(X, training)", b"(X, training=training)"), case).verdict == "pass"
    result = judged(LAYER, case)
    assert "line 10" in "".join(result.details)
    assert "Keras 3 accepts only tensors by position: pass `training=training`" in "".join(result.details)


def test_objects_show_their_constructor_arguments() -> None:
    """The card of an object names its constructor's arguments."""
    ask = Step("call", (X,), {"training": False}, on="it", action="ask")
    case = KeyCase((Step("f", (3, 4), keep="it"), ask), close(), "as it is", (1,), np.zeros((2, 3), np.float32))
    result = judged(LAYER.replace(b"self.dropout(X, training)", b"X"), case)
    assert "Given X = 3, parameters = 4 (as it is)." in result.details
