"""The detector's loss: log probabilities and squared box errors, weighted, over all vectors of a batch of pictures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, script, wrong
from autograder.script import Step

from .common import labels, said, tensor


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(shape: tuple[int, ...], classes: int):
        return tensor(labels(rng, shape, classes)), tensor(said(rng, shape, classes))

    check = close(operations=1000)
    yield call(*drawn((2, 2, 3, 2), 3), check=check, label="2 pictures, 2 x 3 cells, 2 anchors, 3 classes")
    yield call(*drawn((3, 4, 2, 1), 2), check=check, label="3 pictures, 4 x 2 cells, a single anchor")
    nothing = tensor(np.zeros((2, 3, 2, 3, 9))), tensor(said(rng, (2, 3, 2, 3), 4))
    yield call(*nothing, check=check, label="no objects at all")
    truth = labels(rng, (2, 1, 2, 3), 2)
    sure = said(rng, (2, 1, 2, 3), 2)
    sure[..., 0] = rng.permutation(np.arange(12) % 2).reshape(2, 1, 2, 3)
    sure[..., 5:] = np.eye(2)[rng.permutation(np.arange(12) % 2)].reshape(2, 1, 2, 3, 2)
    yield call(tensor(truth), tensor(sure), check=check, label="probabilities of exactly 0 and 1")
    ask = Step("form", on="loss", action="ask")
    first = Step("", drawn((2, 1, 2, 2), 2), keep="loss")
    yield script(first, ask, check=close(names=("type",)), label="the type of the loss")
    function = Step("", keep="function", action="get")
    slopes = Step("slopes", drawn((2, 1, 2, 2), 2), {"places": [1]}, on="function", action="ask")
    yield script(function, slopes, check=close(operations=6000, names=("dy_pred",)), label="gradients from a tape")


BOX = "5 * box"
EACH = "there * (-log[..., 0] + 5 * box + kind) - 0.5 * (1 - there) * log_not"
RETURN = "return tf.reduce_mean(tf.reduce_sum(each, axis=[1, 2, 3]))"

LOSS = Exercise(
    name="yolo_loss",
    cases=cases,
    hints=(
        "Again there are two kinds of vectors. What does each of them cost? What is weighted by 5, what by 0.5, and "
        "what is ignored where there is no object?",
        "With `there = y_true[..., 0]`, which is 1 or 0, one formula covers both cases: there * (this) + (1 - there) "
        "* (that). Sum over a part of each vector with `tf.reduce_sum(squares, axis=-1)`, where squares come from "
        "`[..., 1:5]`.",
        "-log(c of its class) is -sum of y_true * log(y_pred) over `[..., 5:]`. Apply `tf.maximum(probability, 1e-6)` "
        "before each logarithm. Sum over cells and anchors, `axis=[1, 2, 3]`, and take the mean over the pictures.",
    ),
    variants=(
        wrong(
            "sum_over_pictures",
            "This is the sum over the pictures of the batch. Take the mean over them.",
            (RETURN, "return tf.reduce_sum(each)"),
        ),
        wrong(
            "mean_over_everything",
            "This is the mean over all vectors. Sum over cells and anchors, and average only over the pictures.",
            (RETURN, "return tf.reduce_mean(each)"),
        ),
        wrong(
            "one_for_each_picture",
            "This is one loss per picture. Return their mean.",
            (RETURN, "return tf.reduce_sum(each, axis=[1, 2, 3])"),
        ),
        wrong(
            "over_objects",
            "The sum was divided by the number of objects. Divide by the number of pictures.",
            (RETURN, "return tf.reduce_sum(each) / tf.maximum(tf.reduce_sum(there), 1)"),
        ),
        wrong("box_not_weighed", "The box should be weighted by 5.", (BOX, "box")),
        wrong(
            "empty_not_weighed",
            "Where there is no object, the cost should be halved, since there are many more such vectors.",
            ("0.5 * (1 - there)", "(1 - there)"),
        ),
        wrong(
            "weights_swapped",
            "The two weights were swapped: 5 for the box, 0.5 where there is no object.",
            (BOX, "0.5 * box"),
            ("0.5 * (1 - there)", "5 * (1 - there)"),
        ),
        wrong(
            "everything_weighed",
            "The weight 5 was applied to p_c and the classes as well. It belongs to the box only.",
            ("(-log[..., 0] + 5 * box + kind)", "5 * (-log[..., 0] + box + kind)"),
        ),
        wrong(
            "classes_weighed",
            "The weight 5 was applied to the classes as well. It belongs to the box only.",
            ("5 * box + kind", "5 * (box + kind)"),
        ),
        wrong(
            "boxes_of_nothing",
            "Boxes were counted even where there is no object. They are meaningless there.",
            (EACH, "there * (-log[..., 0] + kind) + 5 * box - 0.5 * (1 - there) * log_not"),
        ),
        wrong(
            "nothing_for_nothing",
            "Where there is no object, p_c was omitted. Then reporting objects everywhere would cost nothing.",
            (" - 0.5 * (1 - there) * log_not", ""),
        ),
        wrong("classes_forgotten", "The classes are missing.", ("5 * box + kind", "5 * box")),
        wrong(
            "sizes_forgotten",
            "Only b_x and b_y were counted. b_h and b_w are missing: a box has four numbers.",
            ("y_true[..., 1:5] - y_pred[..., 1:5]", "y_true[..., 1:3] - y_pred[..., 1:3]"),
        ),
        wrong(
            "places_forgotten",
            "b_x and b_y are missing: the box is `[..., 1:5]`.",
            ("y_true[..., 1:5] - y_pred[..., 1:5]", "y_true[..., 3:5] - y_pred[..., 3:5]"),
        ),
        wrong(
            "object_not_in_sum",
            "Where there is an object, the cost of p_c itself is missing.",
            ("(-log[..., 0] + 5 * box", "(5 * box"),
        ),
        wrong(
            "asked_the_prediction",
            "The prediction was used to decide whether there is an object. Use the label.",
            ("there = y_true[..., 0]", "there = y_pred[..., 0]"),
        ),
        wrong(
            "squares_of_chances",
            "p_c and the classes use squared errors, as in `localization_loss`. Use logarithms here, for the reason "
            "shown in the notebook.",
            ("-log[..., 0] +", "tf.square(1 - y_pred[..., 0]) +"),
            (
                "-tf.reduce_sum(y_true[..., 5:] * log[..., 5:], axis=-1)",
                "tf.reduce_sum(tf.square(y_true[..., 5:] - y_pred[..., 5:]), axis=-1)",
            ),
            ("* log_not", "* -tf.square(y_pred[..., 0])"),
        ),
        wrong(
            "binary_classes",
            "The wrong classes were counted as well, as if each class were a separate yes-no question. The classes "
            "exclude each other: use -log of the right one.",
            (
                "kind = -tf",
                "kind = -tf.reduce_sum((1 - y_true[..., 5:]) * tf.math.log(tf.maximum(1 - y_pred[..., 5:], "
                "1e-6)), axis=-1) - tf",
            ),
        ),
        wrong(
            "log_of_zero",
            "Where a probability is exactly 0, its logarithm is minus infinity and the loss is useless. Apply "
            "`tf.maximum(probability, 1e-6)` before each logarithm.",
            ("tf.maximum(y_pred, 1e-6)", "y_pred"),
            ("tf.maximum(1 - y_pred[..., 0], 1e-6)", "1 - y_pred[..., 0]"),
        ),
        wrong(
            "sign_lost",
            "The logarithms have the wrong sign: the logarithm of a probability is negative, and a cost is positive.",
            ("(-log[..., 0] + 5 * box + kind) - 0.5", "(log[..., 0] + 5 * box - kind) + 0.5"),
        ),
        wrong(
            "log_of_the_other",
            "Where there is no object, -log(p_c) was used. It should be -log(1 - p_c).",
            ("* log_not", "* log[..., 0]"),
        ),
        wrong("absolute", "The box uses absolute differences. Use squares.", ("tf.square(", "tf.abs(")),
        wrong(
            "numpy_result",
            "The number is right, but a tape cannot follow it: it left TensorFlow through `.numpy()`, `float()` or "
            "NumPy.",
            (RETURN, RETURN + ".numpy()"),
        ),
        wrong(
            "other_floor",
            "The smallest probability in a logarithm is 0.000001, not a smaller number.",
            ("log = tf.math.log(tf.maximum(y_pred, 1e-6))", "log = tf.math.log(tf.maximum(y_pred, 1e-7))"),
            (
                "log_not = tf.math.log(tf.maximum(1 - y_pred[..., 0], 1e-6))",
                "log_not = tf.math.log(tf.maximum(1 - y_pred[..., 0], 1e-7))",
            ),
        ),
        wrong(
            "tape_cut",
            "The tape's path is cut: `.numpy()`, `tf.constant` and NumPy functions end it. Stay with tensors.",
            ("    " + RETURN, "    each = tf.constant(np.array(each))\n    " + RETURN),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("tf.maximum(y_pred, 1e-6)", "tf.maximum(predictions, 1e-6)")),
    ),
    alternatives=(
        also_right(
            "by_masks",
            "vectors with and without objects gathered separately",
            code="""
def yolo_loss(y_true, y_pred):
    mask = y_true[..., 0] > 0.5
    truth, guess = tf.boolean_mask(y_true, mask), tf.boolean_mask(y_pred, mask)
    empty = tf.boolean_mask(y_pred, tf.logical_not(mask))[:, 0]

    def minus_log(chance):
        return -tf.math.log(tf.clip_by_value(chance, 1e-6, 1.0))

    loss = tf.reduce_sum(minus_log(guess[:, 0])) + 0.5 * tf.reduce_sum(minus_log(1 - empty))
    loss += 5.0 * tf.reduce_sum((truth[:, 1:5] - guess[:, 1:5]) ** 2)
    loss += tf.reduce_sum(truth[:, 5:] * minus_log(guess[:, 5:]))
    return loss / len(y_true)
""",
        ),
        also_right(
            "where",
            "the two cases with tf.where",
            (EACH, "tf.where(there == 1, -log[..., 0] + 5 * box + kind, -log_not / 2)"),
        ),
        also_right(
            "chance_of_the_right_class",
            "first the probability of the right class, then its logarithm",
            (
                "-tf.reduce_sum(y_true[..., 5:] * log[..., 5:], axis=-1)",
                "-tf.math.log(tf.maximum(tf.reduce_sum(y_true[..., 5:] * y_pred[..., 5:], axis=-1), 1e-6))",
            ),
        ),
    ),
)
