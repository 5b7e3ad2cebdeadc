"""One label as a vector, also inside a tf.data pipeline."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, script, wrong
from autograder.script import Recipe, Step

from .common import type_of


def integer(value: int) -> Recipe:
    """A tensor of one integer, such as a pipeline hands on."""
    return Recipe("tensor", {"value": np.int64(value)})


def cases(rng: np.random.Generator) -> Iterable[Case]:
    first, second, third = (int(n) for n in rng.choice(np.arange(1, 5), size=3, replace=False))
    yield call(first, label="six classes unless told otherwise")
    yield call(integer(second), 10, label="a label as a tensor")
    yield call([third], C=5, label="a list of one label")
    yield call(int(rng.integers(6, 9)), 9, label="a label beyond six")
    yield type_of(second, 7, label="the type of the result")
    function = Step("", keep="function", action="get")
    ask = Step("traced", (integer(third), 8), on="function", action="ask")
    yield script(function, ask, check=close(), label="inside a graph, as in a pipeline")


LABEL = "tf.reshape(label, [])"
WHOLE = f"tf.one_hot({LABEL}, C)"

ONE_HOT = Exercise(
    name="one_hot_matrix",
    cases=cases,
    hints=(
        "TensorFlow has a function for it. What is the depth of a one-hot vector?",
        "`tf.one_hot(label, depth)` puts the classes on a new axis. From the list [3] it would make shape (1, C): take "
        "away the axis of the list first, or of the result afterwards.",
        "`tf.reshape(label, [])` makes a tensor without axes of a number, of a tensor, and of a list of one number.",
    ),
    variants=(
        wrong(
            "depth_fixed",
            "There are always 6 entries here. The number of classes is C, and 6 only its default.",
            (WHOLE, f"tf.one_hot({LABEL}, 6)"),
        ),
        wrong(
            "default_changed",
            "Without C there should be 6 classes: `def one_hot_matrix(label, C=6)`.",
            ("C=6", "C=10"),
        ),
        wrong(
            "counted_from_one",
            "The one stands a place too early: classes are counted from 0.",
            (LABEL, f"{LABEL} - 1"),
        ),
        wrong(
            "one_too_long",
            "The vector has an entry too many. Labels run from 0 to C - 1, so there are C of them.",
            ("), C)", "), C + 1)"),
        ),
        wrong(
            "as_a_row",
            "The result has an axis too many, shape (1, C). A vector of shape (C,) is wanted.",
            (WHOLE, f"tf.reshape({WHOLE}, (1, C))"),
        ),
        wrong(
            "list_keeps_its_axis",
            "From a list of one label came shape (1, C): take the list's axis away, with `tf.reshape(label, [])`.",
            (LABEL, "label"),
        ),
        wrong(
            "inverted",
            "Zeros and ones have changed places.",
            (WHOLE, f"1 - {WHOLE}"),
        ),
        wrong(
            "all_before",
            "There are ones at all places up to the label. Only the label's own place is 1.",
            (WHOLE, f"tf.sequence_mask({LABEL} + 1, C, dtype=tf.float32)"),
        ),
        wrong(
            "integers",
            "The result holds integers. The loss multiplies it with float32 numbers, so it should be float32.",
            (WHOLE, f"tf.one_hot({LABEL}, C, dtype=tf.int32)"),
        ),
        wrong(
            "booleans",
            "The result holds True and False. Numbers are wanted, float32.",
            (WHOLE, f"tf.one_hot({LABEL}, C) > 0"),
        ),
        wrong(
            "reads_the_value",
            "In a pipeline a label has no value yet, so `int(label)` or `.numpy()` cannot read it. Leave it a tensor, "
            "and let TensorFlow's functions handle it.",
            (LABEL, "int(label[0] if isinstance(label, list) else label)"),
        ),
        wrong(
            "numpy_result",
            "This is a NumPy array. It will do for one label, but no pipeline can use it: `tf.one_hot` gives a tensor.",
            (WHOLE, "np.eye(C, dtype=np.float32)[int(np.ravel(label)[0])]"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (", C)", ", depth)")),
    ),
    accepted=(
        accepted(
            "column",
            "This is a column of shape (C, 1), as the first form of this exercise had it. Today it is a vector, (C,): "
            "so a batch of them is a matrix.",
            (WHOLE, f"tf.reshape({WHOLE}, (C, 1))"),
        ),
    ),
    alternatives=(
        also_right(
            "reshaped_afterwards",
            "first one-hot, then the shape",
            (WHOLE, "tf.reshape(tf.one_hot(label, C, axis=0), shape=[C])"),
        ),
        also_right(
            "flattened",
            "-1 does for one label",
            (WHOLE, "tf.reshape(tf.one_hot(label, C), [-1])"),
        ),
        also_right(
            "compared",
            "where the row of all classes equals the label",
            (WHOLE, f"tf.cast(tf.equal(tf.range(C), tf.cast({LABEL}, tf.int32)), tf.float32)"),
        ),
        also_right(
            "old_parameter_name",
            "the number of classes was called depth before",
            code="""
def one_hot_matrix(label, depth=6, C=None):
    depth = depth if C is None else C
    return tf.squeeze(tf.one_hot(tf.squeeze(label), depth))
""",
        ),
    ),
)
