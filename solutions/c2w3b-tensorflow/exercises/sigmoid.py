"""The sigmoid in float32, for numbers, arrays and tensors."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong
from autograder.script import Recipe

from .common import leaves_tensorflow, slopes, tensor, type_of


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(int(rng.integers(1, 4)) * int(rng.choice([-1, 1])), label="an integer")
    yield call(rng.normal(0, 3, size=(2, 3)), label="an array, float64")
    yield call(Recipe("tensor", {"value": rng.integers(-5, 6, size=4)}), label="a tensor of integers")
    yield call([-60.0, -0.5, 60.0], label="a list, with large numbers")
    yield type_of(rng.normal(size=3), label="the type of the result")
    yield slopes(tensor(rng.normal(0, 2, size=(3, 2))), names=("dz",), label="gradients from a tape")


CAST = "tf.cast(z, tf.float32)"
WHOLE = f"tf.math.sigmoid({CAST})"

SIGMOID = Exercise(
    name="sigmoid",
    cases=cases,
    hints=(
        "TensorFlow has a sigmoid function, but it does not accept integers. What do you need to do to z first?",
        "`tf.cast(z, tf.float32)` turns anything into a float32 tensor. `tf.math.sigmoid` does the rest.",
    ),
    variants=(
        wrong(
            "not_cast",
            "TensorFlow's sigmoid does not accept integers, and float64 stays float64. Cast z to float32 first.",
            (WHOLE, "tf.math.sigmoid(z)"),
        ),
        wrong(
            "float64",
            "The result should be float32: `tf.cast(z, tf.float32)`.",
            ("tf.float32", "tf.float64"),
        ),
        wrong(
            "cut_to_integers",
            "z loses its fractional part. Cast it to `tf.float32`, not to an integer type.",
            (CAST, "tf.cast(tf.cast(z, tf.int32), tf.float32)"),
        ),
        wrong("tanh", "This is tanh, from -1 to 1. The sigmoid goes from 0 to 1.", ("tf.math.sigmoid", "tf.tanh")),
        wrong(
            "minus_forgotten",
            "This is 1 - sigmoid: z has the wrong sign.",
            (WHOLE, f"tf.math.sigmoid(-{CAST})"),
        ),
        wrong(
            "precedence",
            "1 / 1 + e^-z is 1 + e^-z. Put the denominator in brackets, or use `tf.math.sigmoid`.",
            (WHOLE, f"1 / 1 + tf.exp(-{CAST})"),
        ),
        wrong(
            "softmax",
            "This is softmax, whose entries add up to 1. The sigmoid treats each entry separately.",
            ("tf.math.sigmoid", "tf.nn.softmax"),
        ),
        wrong("relu", "This is ReLU, max(0, z).", ("tf.math.sigmoid", "tf.nn.relu")),
        wrong("log_sigmoid", "This is the logarithm of the sigmoid.", ("tf.math.sigmoid", "tf.math.log_sigmoid")),
        wrong(
            "rounded",
            "Return probabilities, not the decision 0 or 1.",
            (WHOLE, f"tf.round({WHOLE})"),
        ),
        wrong(
            "hard",
            "This is a piecewise linear approximation (`hard_sigmoid`).",
            ("tf.math.sigmoid", "tf.keras.activations.hard_sigmoid"),
        ),
        leaves_tensorflow("numpy_result", (WHOLE, "np.float32(1 / (1 + np.exp(-np.asarray(z))))")),
        wrong(
            "new_constant",
            "`.numpy()` and `tf.constant` interrupt the tape: a new constant has no history. Cast z itself.",
            (WHOLE, "tf.math.sigmoid(tf.constant(np.asarray(z), tf.float32))"),
        ),
        wrong(
            "flat",
            "The result lost its shape. Return an array with the shape of z.",
            (CAST, f"tf.reshape({CAST}, [-1])"),
        ),
        wrong("slope", "This is the sigmoid's slope. Return its value.", (WHOLE, f"{WHOLE} * (1 - {WHOLE})")),
        wrong("unknown_name", UNKNOWN_NAME, (CAST, "tf.cast(x, tf.float32)")),
    ),
    alternatives=(
        also_right("keras", "Keras's function, which is the same", ("tf.math.sigmoid", "tf.keras.activations.sigmoid")),
        also_right("by_hand", "the formula", (WHOLE, f"1 / (1 + tf.exp(-{CAST}))")),
        also_right(
            "by_tanh",
            "a rescaled tanh",
            code="""
def sigmoid(z):
    z = tf.cast(z, "float32")
    half = tf.divide(z, 2)
    return tf.add(1.0, tf.tanh(half)) * 0.5
""",
        ),
    ),
)
