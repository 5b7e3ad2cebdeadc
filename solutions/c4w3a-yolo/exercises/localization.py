"""The lecture's loss of one label: all entries count where there is an object, otherwise only p_c."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import labels, said


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(labels(rng, (6,), 3), said(rng, (6,), 3), label="six labels, three classes")
    unknown = labels(rng, (5,), 2)
    absent = unknown[:, 0] == 0
    unknown[absent, 1:] = rng.uniform(0.1, 1, (int(absent.sum()), 6))
    yield call(unknown, said(rng, (5,), 2), label="with p_c = 0 the other entries mean nothing")
    there = labels(rng, (9,), 4)
    yield call(there[there[:, 0] == 1][0], said(rng, (), 4), label="one label, with an object")
    yield call(np.zeros(8), said(rng, (), 3), label="one label, without an object")


SQUARES = "(y_true - y_pred) ** 2"
SUM = "np.sum(squares, axis=-1)"
WHOLE = f"np.where(y_true[..., 0] == 1, {SUM}, squares[..., 0])"

LOCALIZATION = Exercise(
    name="localization_loss",
    cases=cases,
    hints=(
        "There are two kinds of labels. Which entries are meaningful in each?",
        "First square all differences. Where the label's p_c is 1, sum all of its squares; where it is 0, use only "
        "the first square.",
        "`np.where(condition, this, that)` chooses for each label. With `[..., 0]` and `axis=-1`, the same line works "
        "for one label and for many.",
    ),
    variants=(
        wrong(
            "everything_counts",
            "Where there is no object, all entries were counted. The rest of the label is meaningless there: only p_c "
            "counts.",
            (WHOLE, SUM),
        ),
        wrong(
            "only_p_c",
            "Only p_c was counted, even where there is an object. There, the box and the class count as well.",
            (WHOLE, "squares[..., 0]"),
        ),
        wrong(
            "nothing_for_nothing",
            "Where there is no object, this loss is 0, so the network could report objects everywhere at no cost. p_c "
            "still counts.",
            (", squares[..., 0])", ", 0.0)"),
        ),
        wrong(
            "asked_the_prediction",
            "The prediction was used to decide whether there is an object. Use the label.",
            ("y_true[..., 0] == 1", "y_pred[..., 0] > 0.5"),
        ),
        wrong(
            "branches_swapped",
            "The two cases were swapped: all entries count where p_c is 1.",
            ("y_true[..., 0] == 1", "y_true[..., 0] != 1"),
        ),
        wrong(
            "absolute",
            "These are absolute differences. The lecture's loss uses squares.",
            (SQUARES, "np.abs(y_true - y_pred)"),
        ),
        wrong(
            "root",
            "A square root was taken. The loss is the sum of the squares.",
            (f"return {WHOLE}", f"return np.sqrt({WHOLE})"),
        ),
        wrong(
            "halved",
            "The squares were halved, as in some cost functions. Do not halve them here.",
            (SQUARES, "(y_true - y_pred) ** 2 / 2"),
        ),
        wrong(
            "mean_of_entries",
            "This is the mean over the entries. Take their sum.",
            (SUM, "np.mean(squares, axis=-1)"),
        ),
        wrong(
            "one_for_all",
            "The losses of all labels were added together. Return one loss per label.",
            (f"return {WHOLE}", f"return np.sum({WHOLE})"),
        ),
        wrong(
            "mean_of_labels",
            "This is the mean over the labels. Return one loss per label.",
            (f"return {WHOLE}", f"return np.mean({WHOLE})"),
        ),
        wrong(
            "without_p_c",
            "Where there is an object, p_c itself was omitted. It counts in both cases.",
            (SUM, "np.sum(squares[..., 1:], axis=-1)"),
        ),
        wrong(
            "without_classes",
            "Where there is an object, its classes were omitted.",
            (SUM, "np.sum(squares[..., :5], axis=-1)"),
        ),
        wrong(
            "without_box",
            "Where there is an object, its box was omitted.",
            (SUM, "squares[..., 0] + np.sum(squares[..., 5:], axis=-1)"),
        ),
        wrong(
            "over_the_labels",
            "The sum runs over the labels instead of the entries of each label: use the last axis.",
            (SUM, "np.sum(squares, axis=0)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("(y_true - y_pred)", "(y - y_hat)")),
    ),
    alternatives=(
        also_right(
            "by_a_factor",
            "the label's p_c as a switch",
            (WHOLE, "squares[..., 0] + y_true[..., 0] * np.sum(squares[..., 1:], axis=-1)"),
        ),
        also_right(
            "loop",
            "label by label",
            code="""
def localization_loss(y_true, y_pred):
    losses = []
    for truth, guess in zip(np.atleast_2d(y_true), np.atleast_2d(y_pred)):
        off = truth - guess
        losses.append(off @ off if truth[0] else off[0] ** 2)
    return losses[0] if np.ndim(y_true) == 1 else np.array(losses)
""",
        ),
        also_right(
            "tensorflow",
            "in TensorFlow",
            code="""
def localization_loss(y_true, y_pred):
    squares = tf.square(tf.cast(y_true, tf.float32) - tf.cast(y_pred, tf.float32))
    there = tf.cast(y_true[..., 0], tf.float32)
    return there * tf.reduce_sum(squares, -1) + (1 - there) * squares[..., 0]
""",
        ),
    ),
)
