"""Sines and cosines, in turns."""

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
        "get_angles wants a column of positions and a row of places. `np.arange(positions)[:, np.newaxis]` is such a "
        "column.",
        "`angles[:, 0::2]` are the even columns, `angles[:, 1::2]` the odd ones. Which gets the sine?",
        "In front one more axis is needed, for the batch, and the whole becomes a float32 tensor: `tf.cast(..., "
        "tf.float32)`.",
    ),
    variants=(
        wrong(
            "halves",
            "The first half are sines, the second cosines. They take turns: sine at even places, cosine at odd ones.",
            (SINE, "    half = (d + 1) // 2\n    angles[:, :half] = np.sin(angles[:, :half])\n"),
            (COSINE, "    angles[:, half:] = np.cos(angles[:, half:])\n"),
        ),
        wrong(
            "exchanged",
            "Sine and cosine changed places: position 0 should read 0, 1, 0, 1, ...",
            (SINE, SINE.replace("sin", "cos")),
            (COSINE, COSINE.replace("cos", "sin")),
        ),
        wrong("all_sines", "The odd places should have the cosine.", (COSINE, COSINE.replace("cos", "sin"))),
        wrong("sines_alone", "The odd places still hold plain angles: take their cosine.", (COSINE, "")),
        wrong("cosines_alone", "The even places still hold plain angles: take their sine.", (SINE, "")),
        wrong(
            "batch_axis_missing",
            "The first axis is missing: (1, positions, d), so that it can be added to a batch.",
            ("angles[np.newaxis, ...]", "angles"),
        ),
        wrong(
            "from_one",
            "The first position is 0, not 1.",
            ("np.arange(positions)", "np.arange(1, positions + 1)"),
        ),
        wrong(
            "rows_and_columns",
            "Positions were laid out as the row, places as the column. It is the other way round: (positions, d).",
            (
                "np.arange(positions)[:, np.newaxis], np.arange(d)[np.newaxis, :]",
                "np.arange(positions)[np.newaxis, :], np.arange(d)[:, np.newaxis]",
            ),
        ),
        wrong(
            "an_array",
            "This is a NumPy array of float64. A float32 tensor is wanted: `tf.cast(..., tf.float32)`.",
            (RETURN, "angles[np.newaxis, ...]"),
        ),
        wrong(
            "double",
            "The tensor holds float64, and embeddings are float32: the two cannot be added. Cast it to tf.float32.",
            ("tf.float32", "tf.float64"),
        ),
        wrong(
            "halved_before",
            "get_angles halves the places itself: hand it 0, 1, 2, ... as they are.",
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
            "into an array of its own, tf.constant at the end",
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
            "the cosine is a shifted sine",
            code="""
def positional_encoding(positions, d):
    k = np.arange(d)
    angles = get_angles(np.arange(positions).reshape(-1, 1), k.reshape(1, -1), d)
    return tf.expand_dims(tf.convert_to_tensor(np.sin(angles + (k % 2) * np.pi / 2), tf.float32), 0)
""",
        ),
    ),
)
