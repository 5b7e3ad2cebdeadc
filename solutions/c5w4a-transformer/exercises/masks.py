"""The padding mask and the look-ahead mask."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, script, wrong
from autograder.script import Step

from .common import lengths, sentences, tensor


def padding_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(sentences(rng, lengths(rng, 4, 6), 6, 20), label="4 sentences of up to 6 words")
    yield call(sentences(rng, lengths(rng, 2, 5), 5, 3), label="2 sentences, a small vocabulary")
    yield call(tensor(sentences(rng, lengths(rng, 3, 7), 7, 900)), label="a tensor of tokens")
    yield script(
        Step("", (sentences(rng, lengths(rng, 3, 4), 4, 9),), keep="it"),
        Step("form", on="it", action="ask"),
        check=close(names=("type",)),
        label="the type of the result",
    )


def look_ahead_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(int(rng.integers(4, 7)), label="several words")
    yield call(2, label="two words")
    yield script(
        Step("", (3,), keep="it"),
        Step("form", on="it", action="ask"),
        check=close(names=("type",)),
        label="the type of the result",
    )


TRIANGLE = "tf.linalg.band_part(tf.ones((1, sequence_length, sequence_length)), -1, 0)"

PADDING_MASK = Exercise(
    name="create_padding_mask",
    cases=padding_cases,
    hints=(
        "Compare the tokens with 0. The result holds booleans; a mask holds the numbers 1.0 and 0.0.",
        "`tf.cast(..., tf.float32)` turns booleans into numbers, and `[:, tf.newaxis, :]` inserts an axis in the "
        "middle.",
    ),
    variants=(
        wrong(
            "turned_round",
            '1 and 0 were swapped: here 1 means *keep*. (In the version of early 2021, 1 meant "hide".)',
            ("!= 0", "== 0"),
        ),
        wrong(
            "middle_axis_missing",
            "The middle axis is missing, (n, 1, m): it broadcasts over the queries, which share one mask.",
            ("words[:, tf.newaxis, :]", "words"),
        ),
        wrong(
            "axis_in_front",
            "The new axis is in front. It should be in the middle, (n, 1, m): the first axis counts the sentences.",
            ("words[:, tf.newaxis, :]", "words[tf.newaxis]"),
        ),
        wrong(
            "axis_behind",
            "The new axis is at the end. It should be in the middle, (n, 1, m): the last axis counts the keys.",
            ("words[:, tf.newaxis, :]", "words[..., tf.newaxis]"),
        ),
        wrong(
            "two_axes",
            "Two axes were inserted, one of them for the heads. Keras inserts that one itself: (n, 1, m).",
            ("words[:, tf.newaxis, :]", "words[:, tf.newaxis, tf.newaxis, :]"),
        ),
        wrong(
            "booleans",
            "The mask holds booleans. Cast it to float32, so that 1 - mask can be computed.",
            ("tf.cast(decoder_token_ids != 0, tf.float32)", "tf.convert_to_tensor(decoder_token_ids != 0)"),
        ),
        wrong(
            "the_tokens",
            "These are the tokens themselves. Each word should give 1, whatever its token.",
            ("decoder_token_ids != 0", "decoder_token_ids"),
        ),
        wrong(
            "more_than_one",
            "Token 1 is a word too: only 0 is padding.",
            ("decoder_token_ids != 0", "decoder_token_ids > 1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("decoder_token_ids != 0", "token_ids != 0")),
    ),
    alternatives=(
        also_right(
            "one_minus",
            "one minus what equals 0",
            code="""
def create_padding_mask(decoder_token_ids):
    seq = 1 - tf.cast(tf.math.equal(decoder_token_ids, 0), tf.float32)
    return tf.expand_dims(seq, axis=1)
""",
        ),
        also_right(
            "numpy",
            "NumPy first, converted to a tensor at the end",
            code="""
def create_padding_mask(decoder_token_ids):
    ids = np.array(decoder_token_ids)
    mask = np.where(ids > 0, 1.0, 0.0).reshape(len(ids), 1, -1)
    return tf.constant(mask, dtype=tf.float32)
""",
        ),
    ),
)

LOOK_AHEAD_MASK = Exercise(
    name="create_look_ahead_mask",
    cases=look_ahead_cases,
    equivalent={
        "return tf.linalg.band_part(tf.ones((1, sequence_length, sequence_length)), -2, 0)": "any negative "
        "number keeps the whole lower triangle",
    },
    hints=(
        "Row t is the query at position t. In which columns may it have a 1?",
        "A lower triangle of ones. `tf.linalg.band_part(ones, -1, 0)` keeps everything on and below the diagonal and "
        "nothing above it, like `np.tril`.",
    ),
    variants=(
        wrong(
            "future",
            "Each position sees itself and the future. It should see itself and the past: the *lower* triangle.",
            ("-1, 0)", "0, -1)"),
        ),
        wrong(
            "not_itself",
            "No position sees itself, and the first sees nothing at all. The diagonal should be 1.",
            (TRIANGLE, f"{TRIANGLE} - tf.eye(sequence_length)"),
        ),
        wrong(
            "hides_the_past",
            '1 and 0 were swapped: 1 means *keep*. (In the version of early 2021, 1 meant "hide".)',
            (TRIANGLE, f"1 - {TRIANGLE}"),
        ),
        wrong(
            "everything",
            "Every position sees every other. Hide the future.",
            (TRIANGLE, "tf.ones((1, sequence_length, sequence_length))"),
        ),
        wrong("itself_alone", "Each position sees only itself. It should see the past as well.", ("-1, 0)", "0, 0)")),
        wrong(
            "first_axis_missing",
            "The first axis is missing: (1, n, n) broadcasts over the examples.",
            ("tf.ones((1, sequence_length, sequence_length))", "tf.ones((sequence_length, sequence_length))"),
        ),
        wrong(
            "an_array",
            "This is a NumPy array. Return a float32 tensor.",
            (TRIANGLE, f"{TRIANGLE}.numpy()"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("tf.ones((1, sequence_length,", "tf.ones((1, n,")),
    ),
    alternatives=(
        also_right(
            "tril",
            "NumPy's lower triangle",
            code="""
def create_look_ahead_mask(sequence_length):
    return tf.constant(np.tril(np.ones((1, sequence_length, sequence_length))), dtype=tf.float32)
""",
        ),
        also_right(
            "compared",
            "positions compared with positions",
            code="""
def create_look_ahead_mask(sequence_length):
    place = tf.range(sequence_length)
    return tf.cast(place[tf.newaxis, :, tf.newaxis] >= place[tf.newaxis, tf.newaxis, :], tf.float32)
""",
        ),
    ),
)
