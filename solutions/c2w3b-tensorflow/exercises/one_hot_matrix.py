"""One label as a vector, also inside a tf.data pipeline."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, script, wrong
from autograder.script import Recipe, Step

from .common import type_of


def integer(value: int) -> Recipe:
    """A tensor of one integer, as in a pipeline."""
    return Recipe("tensor", {"value": np.int64(value)})


def cases(rng: np.random.Generator) -> Iterable[Case]:
    first, second, third = (int(n) for n in rng.choice(np.arange(1, 5), size=3, replace=False))
    yield call(first, label="six classes by default")
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
        "TensorFlow has a function for this. What is the depth of a one-hot vector?",
        "`tf.one_hot(label, depth)` puts the classes on a new axis. The list [3] would give shape (1, C), so remove "
        "the list's axis first, or the result's axis afterwards.",
        "`tf.reshape(label, [])` turns a number, a tensor or a list of one number into a scalar tensor.",
    ),
    variants=(
        wrong(
            "depth_fixed",
            "The result always has 6 entries. The number of classes is C; 6 is only its default.",
            (WHOLE, f"tf.one_hot({LABEL}, 6)"),
        ),
        wrong(
            "default_changed",
            "The default of C should be 6: `def one_hot_matrix(label, C=6)`.",
            ("C=6", "C=10"),
        ),
        wrong(
            "counted_from_one",
            "The one is at the wrong index, one too low: classes are counted from 0.",
            (LABEL, f"{LABEL} - 1"),
        ),
        wrong(
            "one_too_long",
            "The vector has an extra entry. Labels run from 0 to C - 1, so there are C of them.",
            ("), C)", "), C + 1)"),
        ),
        wrong(
            "as_a_row",
            "The result has an extra axis, shape (1, C). Return a vector of shape (C,).",
            (WHOLE, f"tf.reshape({WHOLE}, (1, C))"),
        ),
        wrong(
            "list_keeps_its_axis",
            "A list of one label gives shape (1, C). Remove the list's axis with `tf.reshape(label, [])`.",
            (LABEL, "label"),
        ),
        wrong(
            "inverted",
            "Zeros and ones are swapped.",
            (WHOLE, f"1 - {WHOLE}"),
        ),
        wrong(
            "all_before",
            "All entries up to the label are 1. Only the label's own entry should be.",
            (WHOLE, f"tf.sequence_mask({LABEL} + 1, C, dtype=tf.float32)"),
        ),
        wrong(
            "integers",
            "The result holds integers. The loss multiplies it by float32 numbers, so it should be float32.",
            (WHOLE, f"tf.one_hot({LABEL}, C, dtype=tf.int32)"),
        ),
        wrong(
            "booleans",
            "The result holds True and False. Return float32 numbers.",
            (WHOLE, f"tf.one_hot({LABEL}, C) > 0"),
        ),
        wrong(
            "reads_the_value",
            "In a pipeline a label has no value yet, so `int(label)` and `.numpy()` cannot read it. Keep it a tensor "
            "and use TensorFlow's functions.",
            (LABEL, "int(label[0] if isinstance(label, list) else label)"),
        ),
        wrong(
            "numpy_result",
            "This is a NumPy array. It works for a single label, but not in a pipeline: `tf.one_hot` returns a tensor.",
            (WHOLE, "np.eye(C, dtype=np.float32)[int(np.ravel(label)[0])]"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (", C)", ", depth)")),
    ),
    accepted=(
        accepted(
            "column",
            "This is a column of shape (C, 1), as in the first version of this exercise. Now it is a vector of shape "
            "(C,), so that a batch of them is a matrix.",
            (WHOLE, f"tf.reshape({WHOLE}, (C, 1))"),
        ),
    ),
    alternatives=(
        also_right(
            "reshaped_afterwards",
            "first one-hot, then reshape",
            (WHOLE, "tf.reshape(tf.one_hot(label, C, axis=0), shape=[C])"),
        ),
        also_right(
            "flattened",
            "flattened with -1, which is enough for one label",
            (WHOLE, "tf.reshape(tf.one_hot(label, C), [-1])"),
        ),
        also_right(
            "compared",
            "compares the row of all classes with the label",
            (WHOLE, f"tf.cast(tf.equal(tf.range(C), tf.cast({LABEL}, tf.int32)), tf.float32)"),
        ),
        also_right(
            "old_parameter_name",
            "the old parameter name depth for the number of classes",
            code="""
def one_hot_matrix(label, depth=6, C=None):
    depth = depth if C is None else C
    return tf.squeeze(tf.one_hot(tf.squeeze(label), depth))
""",
        ),
    ),
)
