"""Alternating sines and cosines."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, script, wrong
from autograder.script import Step


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(int(rng.integers(5, 8)), 8, label="few positions")
    yield call(int(rng.integers(40, 60)), 6, label="many positions")
    yield call(9, 7, label="an odd length")
    yield script(
        Step("", (3, 4), keep="it"),
        Step("form", on="it", action="ask"),
        check=close(names=("type",)),
        label="the type of the result",
    )


SINE = "    angles[:, 0::2] = np.sin(angles[:, 0::2])\n"
COSINE = "    angles[:, 1::2] = np.cos(angles[:, 1::2])\n"
RETURN = "tf.cast(angles[np.newaxis, ...], tf.float32)"

POSITIONAL_ENCODING = Exercise(
    name="positional_encoding",
    cases=cases,
    uses=("get_angles",),
    hints=(
        "get_angles takes a column of positions and a row of k. `np.arange(positions)[:, np.newaxis]` is such a "
        "column.",
        "`angles[:, 0::2]` are the even columns, `angles[:, 1::2]` the odd ones. Which of them are sines?",
        "Add a batch axis in front, and convert the result to a float32 tensor: `tf.cast(..., tf.float32)`.",
    ),
    variants=(
        wrong(
            "halves",
            "The first half are sines, the second half cosines. They should alternate: sines in even columns, cosines "
            "in odd ones.",
            (SINE, "    half = (d + 1) // 2\n    angles[:, :half] = np.sin(angles[:, :half])\n"),
            (COSINE, "    angles[:, half:] = np.cos(angles[:, half:])\n"),
        ),
        wrong(
            "exchanged",
            "Sine and cosine were swapped: position 0 should be 0, 1, 0, 1, ...",
            (SINE, SINE.replace("sin", "cos")),
            (COSINE, COSINE.replace("cos", "sin")),
        ),
        wrong("all_sines", "The odd columns should hold cosines.", (COSINE, COSINE.replace("cos", "sin"))),
        wrong("sines_alone", "The odd columns still hold the angles: take their cosine.", (COSINE, "")),
        wrong("cosines_alone", "The even columns still hold the angles: take their sine.", (SINE, "")),
        wrong(
            "batch_axis_missing",
            "The first axis is missing: with (1, positions, d) the encoding can be added to a batch.",
            ("angles[np.newaxis, ...]", "angles"),
        ),
        wrong(
            "from_one",
            "The first position should be 0, not 1.",
            ("np.arange(positions)", "np.arange(1, positions + 1)"),
        ),
        wrong(
            "rows_and_columns",
            "Positions were passed as a row and k as a column. Swap them, for a result of shape (positions, d).",
            (
                "np.arange(positions)[:, np.newaxis], np.arange(d)[np.newaxis, :]",
                "np.arange(positions)[np.newaxis, :], np.arange(d)[:, np.newaxis]",
            ),
        ),
        wrong(
            "an_array",
            "This is a NumPy array of float64. Return a float32 tensor: `tf.cast(..., tf.float32)`.",
            (RETURN, "angles[np.newaxis, ...]"),
        ),
        wrong(
            "double",
            "The tensor is float64, so it cannot be added to float32 embeddings. Cast it to tf.float32.",
            ("tf.float32", "tf.float64"),
        ),
        wrong(
            "halved_before",
            "get_angles halves k itself: pass 0, 1, 2, ... unchanged.",
            ("np.arange(d)[np.newaxis, :]", "np.arange(d)[np.newaxis, :] // 2"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("get_angles(np.arange(positions)", "get_angles(np.arange(position)")),
    ),
    stand_in="""
def positional_encoding(positions, d):
    place = np.arange(positions)[:, np.newaxis] - 0.3 * np.arange(d)[np.newaxis, :]
    return (0.1 * place[np.newaxis]).astype(np.float32)
""",
    alternatives=(
        also_right(
            "new_array",
            "into a new array, tf.constant at the end",
            code="""
def positional_encoding(positions, d):
    pos = np.array([[p] for p in range(positions)])
    k = np.array([list(range(d))])
    rads = get_angles(pos=pos, k=k, d=d)
    table = np.zeros((1, positions, d))
    table[0, :, ::2] = np.sin(rads)[:, ::2]
    table[0, :, 1::2] = np.cos(rads)[:, 1::2]
    return tf.constant(table, dtype=tf.float32)
""",
        ),
        also_right(
            "where",
            "the cosine as a shifted sine",
            code="""
def positional_encoding(positions, d):
    k = np.arange(d)
    angles = get_angles(np.arange(positions).reshape(-1, 1), k.reshape(1, -1), d)
    return tf.expand_dims(tf.convert_to_tensor(np.sin(angles + (k % 2) * np.pi / 2), tf.float32), 0)
""",
        ),
    ),
)
