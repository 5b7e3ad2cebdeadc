"""The summed softmax cross-entropy of logits in columns."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import leaves_tensorflow, one_hot, slopes, tensor


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(C: int, m: int, spread: float = 2.0):
        return tensor(rng.normal(0, spread, size=(C, m))), tensor(one_hot(rng, C, m))

    yield call(*drawn(4, 6), label="4 classes, 6 examples")
    yield call(*drawn(6, 3), label="more classes than examples")
    yield call(*drawn(3, 5, 60.0), label="very large logits")
    yield slopes(*drawn(5, 4), names=("dlogits",), places=[0], label="gradients from a tape")


INNER = "tf.nn.softmax_cross_entropy_with_logits(tf.transpose(labels), tf.transpose(logits))"
SUM = "tf.reduce_sum(losses)"
FROM_LOGITS = "tf.keras.losses.categorical_crossentropy(tf.transpose(labels), tf.transpose(logits), from_logits=True)"

TOTAL_LOSS = Exercise(
    name="compute_total_loss",
    cases=cases,
    hints=(
        "TensorFlow's losses expect one example in each row, with the classes along the last axis. How do your columns "
        "become rows?",
        "`tf.nn.softmax_cross_entropy_with_logits(labels, logits)` returns one loss for each example. It applies the "
        "softmax itself.",
        "Transpose both, compute the losses, and sum them with `tf.reduce_sum`.",
    ),
    variants=(
        wrong(
            "not_transposed",
            "Classes and examples are swapped: TensorFlow expects examples in rows, and yours are in columns. "
            "Transpose both.",
            (INNER, "tf.nn.softmax_cross_entropy_with_logits(labels, logits)"),
        ),
        wrong(
            "logits_as_probabilities",
            "The logits are treated as probabilities. Tell Keras: `from_logits=True`.",
            (INNER, FROM_LOGITS.replace(", from_logits=True", "")),
        ),
        wrong(
            "softmax_twice",
            "A softmax is applied before a function that applies it itself. Pass the logits directly.",
            ("tf.transpose(logits)", "tf.nn.softmax(tf.transpose(logits))"),
        ),
        wrong(
            "swapped",
            "Labels and logits are in the wrong order: the labels come first. (This raises no error; only the value is "
            "wrong.)",
            ("tf.transpose(labels), tf.transpose(logits)", "tf.transpose(logits), tf.transpose(labels)"),
        ),
        wrong(
            "mean",
            "This is the mean over the examples. Return the sum: `tf.reduce_sum`. (In the first version of this "
            "exercise, compute_cost returned the mean.)",
            ("tf.reduce_sum", "tf.reduce_mean"),
        ),
        wrong(
            "one_for_each",
            "This is one loss for each example. Sum them: `tf.reduce_sum`.",
            (f"return {SUM}", "return losses"),
        ),
        wrong(
            "binary",
            "This is the binary loss, with a yes-or-no question for each class. Here the classes are mutually "
            "exclusive: use softmax.",
            (INNER, "tf.nn.sigmoid_cross_entropy_with_logits(labels, logits)"),
        ),
        wrong(
            "binary_mean",
            "This is the binary cross-entropy, as in a very early version of the exercise. Here the classes are "
            "mutually exclusive: use softmax, and the sum over the examples.",
            (INNER, "tf.keras.losses.binary_crossentropy(labels, logits, from_logits=True)"),
            ("tf.reduce_sum", "tf.reduce_mean"),
        ),
        wrong("minus_forgotten", "The sign is wrong: a loss is never negative.", (f"return {SUM}", f"return -{SUM}")),
        wrong(
            "squared_error",
            "These are squared differences. Use the cross-entropy.",
            (INNER, "tf.square(labels - tf.nn.softmax(logits, axis=0))"),
        ),
        wrong(
            "not_stable",
            "For large logits, e^z overflows or a probability becomes 0, and its logarithm is infinite. Use a function "
            "that takes logits.",
            (
                INNER,
                "-tf.reduce_sum(labels * tf.math.log(tf.exp(logits) / tf.reduce_sum(tf.exp(logits), axis=0)), axis=0)",
            ),
        ),
        wrong(
            "divided_by_classes",
            "The sum is divided by the number of classes. Do not divide it.",
            (f"return {SUM}", f"return {SUM} / tf.cast(tf.shape(logits)[0], tf.float32)"),
        ),
        leaves_tensorflow("numpy_result", (f"return {SUM}", f"return {SUM}.numpy()")),
        wrong(
            "a_float",
            "This is a Python float, through which a tape cannot follow. Return the tensor.",
            (SUM, f"float({SUM})"),
        ),
        wrong("largest", "This is the largest loss. Sum all of them.", (SUM, "tf.reduce_max(losses)")),
        wrong("unknown_name", UNKNOWN_NAME, ("tf.transpose(labels)", "tf.transpose(y)")),
    ),
    stand_in="""
def compute_total_loss(logits, labels):
    C, m = logits.shape
    return (np.ones((1, C)) @ ((logits - labels) ** 2 + 0.5 * logits) @ np.ones((m, 1)))[0, 0]
""",
    alternatives=(
        also_right("keras", "Keras's loss with from_logits", (INNER, FROM_LOGITS)),
        also_right(
            "axis",
            "the axis of the classes instead of two transposes",
            (INNER, "tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, axis=0)"),
        ),
        also_right(
            "by_hand",
            "log-sum-exp minus the right logit",
            code="""
def compute_total_loss(logits, labels):
    log_sums = tf.reduce_logsumexp(logits, axis=0)
    return tf.reduce_sum(log_sums - tf.reduce_sum(labels * logits, axis=0))
""",
        ),
        also_right(
            "loss_object",
            "a Keras loss object",
            (
                INNER,
                "tf.keras.losses.CategoricalCrossentropy(from_logits=True, reduction=None)"
                "(tf.transpose(labels), tf.transpose(logits))",
            ),
        ),
    ),
)
