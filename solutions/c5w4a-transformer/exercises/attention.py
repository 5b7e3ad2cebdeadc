"""Attention of queries to keys, with any number of axes before them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, call, close, script, wrong
from autograder.script import Step

from .common import lengths, look_ahead, padding, tensor


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(before: tuple[int, ...], T_q: int, T_k: int, d_k: int, d_v: int):
        shapes = ((*before, T_q, d_k), (*before, T_k, d_k), (*before, T_k, d_v))
        return tuple((1.5 * rng.normal(size=shape)).astype(np.float32) for shape in shapes)

    check = close(operations=500)
    yield call(*drawn((), 3, 5, 4, 2), None, check=check, label="3 queries, 5 keys of depth 4, no mask")
    q, k, v = drawn((), 4, 4, 4, 3)
    yield call(q, k, v, look_ahead(4)[0], check=check, label="as many keys as they are deep, look-ahead mask")
    q, k, v = drawn((3,), 2, 5, 3, 4)
    mask = padding(lengths(rng, 3, 5), 5)
    yield call(q, k, v, mask, check=check, label="a batch of 3, padding mask")
    q, k, v = (tensor(part) for part in drawn((2, 3), 5, 4, 6, 5))
    mask = np.minimum(np.tril(np.ones((2, 1, 5, 4), np.float32)), padding(lengths(rng, 2, 4), 4)[:, None])
    yield call(q, k, v, tensor(mask), check=check, label="tensors, batch and heads, both masks")
    yield script(
        Step("", (*(tensor(part) for part in drawn((2,), 3, 4, 2, 5)), None), keep="it"),
        Step("form", on="it", action="ask"),
        check=close(names=("type",)),
        label="the types of the results",
    )
    q, k, v = drawn((2,), 3, 6, 4, 2)
    mask = np.ones((1, 3, 6), np.float32)
    mask[..., 4:] = 0
    other_k, other_v = k.copy(), v.copy()
    other_k[:, 4:] += 1
    other_v[:, 4:] -= 2
    yield script(
        Step("", (q, k, v, mask)),
        Step("", (q, other_k, other_v, mask)),
        Step("", (q, k, v + 1, mask)),
        check=Check("invariance", {"still": [None, None, (0, 0)], "what": "a value"}),
        label="keys and values changed where they are hidden, then values everywhere",
    )


DEPTH = "depth = tf.cast(tf.shape(k)[-1], tf.float32)"
SCORES = "tf.matmul(q, k, transpose_b=True) / tf.sqrt(depth)"
HIDE = "(1 - tf.cast(mask, tf.float32)) * -1e9"
SOFTMAX = "tf.nn.softmax(scores, axis=-1)"
NUMBER_OF_KEYS = (
    "The scores were divided by the root of another axis than the depth. d_k is the *last* axis of the keys; with as "
    "many keys as they are deep nobody would notice."
)

ATTENTION = Exercise(
    name="scaled_dot_product_attention",
    cases=cases,
    quantities=("attention_weights", "output"),
    hints=(
        "Four steps: compare each query with each key, scale, hide, softmax. Then mix the values. Say for each step "
        "which shape comes out.",
        "`tf.matmul(q, k, transpose_b=True)` exchanges the last two axes of k alone. The depth is the last axis of k, "
        "however many axes there are.",
        "Add `(1 - mask) * -1e9` before the softmax: e to the power of something that far below 0 is 0. The softmax "
        "goes over the keys, the last axis.",
    ),
    equivalent={
        "attention_weights = tf.nn.softmax(scores)": "the softmax goes over the last axis by default",
        "scores += (1 - tf.cast(mask, tf.float32)) * -2000000000.0": "any number that is far enough below 0 does",
    },
    variants=(
        wrong("first_axis", NUMBER_OF_KEYS, ("tf.shape(k)[-1]", "tf.shape(k)[0]")),
        wrong("number_of_keys", NUMBER_OF_KEYS, ("tf.shape(k)[-1]", "tf.shape(k)[-2]")),
        wrong(
            "second_axis",
            "The scores were divided by the root of `k.shape[1]`. That is the depth of a single matrix alone; with a "
            "batch in front it is the last axis: -1.",
            ("tf.shape(k)[-1]", "tf.shape(k)[1]"),
        ),
        wrong(
            "depth_of_values",
            "Scaled by the depth of the values. It is the keys' depth.",
            ("tf.shape(k)", "tf.shape(v)"),
        ),
        wrong(
            "number_of_queries",
            "Scaled by the number of queries. It is the keys' depth.",
            ("tf.shape(k)[-1]", "tf.shape(q)[-2]"),
        ),
        wrong(
            "no_root",
            "The scores were divided by the depth itself. Divide by its square root.",
            ("tf.sqrt(depth)", "depth"),
        ),
        wrong("not_scaled", "The scores are not scaled: divide by the root of the depth.", (" / tf.sqrt(depth)", "")),
        wrong(
            "scaled_up", "The scores were multiplied by the root of the depth: divide.", (" / tf.sqrt", " * tf.sqrt")
        ),
        wrong(
            "whole_transpose",
            "All axes of k were turned round, not only the last two. With a batch in front, exchange the last two: "
            "`transpose_b=True`.",
            ("tf.matmul(q, k, transpose_b=True)", "tf.matmul(q, tf.transpose(k))"),
        ),
        wrong(
            "array_transpose",
            "`.T` turns all axes round, and a tensor has none. Exchange the last two axes: `transpose_b=True`.",
            ("tf.matmul(q, k, transpose_b=True)", "tf.matmul(q, k.T)"),
        ),
        wrong(
            "polarity",
            "The mask hides what it should keep: here 1 means *may be looked at*. (In early 2021 this contract had 1 "
            "for "
            "hide; it was turned round since, as in Keras.) Add (1 - mask) * -1e9.",
            (HIDE, "tf.cast(mask, tf.float32) * -1e9"),
        ),
        wrong(
            "mask_after_softmax",
            "The mask came after the softmax: the hidden keys had their share already, and the rest no longer adds up "
            "to 1. Hide before the softmax.",
            (f"    if mask is not None:\n        scores += {HIDE}\n", ""),
            (SOFTMAX, f"{SOFTMAX} * (1 if mask is None else tf.cast(mask, tf.float32))"),
        ),
        wrong("mask_ignored", "The mask was not used.", (f"    if mask is not None:\n        scores += {HIDE}\n", "")),
        wrong(
            "scores_times_mask",
            "The scores were multiplied by the mask. A score of 0 is no hidden key: e to the 0 is 1. Add something far "
            "below 0.",
            (f"scores += {HIDE}", "scores *= tf.cast(mask, tf.float32)"),
        ),
        wrong(
            "hidden_a_little",
            "What is hidden still has a share: -1 is not far enough below 0. Use -1e9.",
            ("-1e9", "-1.0"),
        ),
        wrong("favoured", "The hidden keys get all the weight: the number must be far *below* 0.", ("-1e9", "1e9")),
        wrong(
            "softmax_over_queries",
            "The softmax goes over the queries. For each query the weights of the *keys* add up to 1: the last axis.",
            (SOFTMAX, "tf.nn.softmax(scores, axis=-2)"),
        ),
        wrong(
            "softmax_over_the_first",
            "The softmax goes over the first axis: it should be the last.",
            (SOFTMAX, "tf.nn.softmax(scores, axis=0)"),
        ),
        wrong(
            "no_softmax",
            "The scores were used as they are. The softmax makes weights of them that add up to 1.",
            (SOFTMAX, "scores"),
        ),
        wrong(
            "mixes_scores",
            "The values were mixed with the scores. Mix them with the weights, after the softmax.",
            ("tf.matmul(attention_weights, v)", "tf.matmul(scores, v)"),
        ),
        wrong(
            "output_alone",
            "Two things come back: the output and the weights.",
            ("return output, attention_weights", "return output"),
        ),
        wrong(
            "results_exchanged",
            "The output comes back first, then the weights.",
            ("return output, attention_weights", "return attention_weights, output"),
        ),
        wrong(
            "arrays",
            "The results are NumPy arrays. Leave them tensors, so that a tape can follow.",
            ("return output, attention_weights", "return output.numpy(), attention_weights.numpy()"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("/ tf.sqrt(depth)", "/ tf.sqrt(dk)")),
    ),
    alternatives=(
        also_right(
            "step_by_step",
            "each step with a name; the root of an int by NumPy",
            code="""
def scaled_dot_product_attention(q, k, v, mask):
    matmul_qk = tf.matmul(q, tf.linalg.matrix_transpose(k))
    dk = k.shape[-1]
    scaled_attention_logits = matmul_qk / np.sqrt(dk)
    if mask is not None:
        scaled_attention_logits += (1. - mask) * -1e9
    attention_weights = tf.keras.activations.softmax(scaled_attention_logits)
    return tf.linalg.matmul(attention_weights, v), attention_weights
""",
        ),
        also_right(
            "by_hand",
            "einsum, and what is hidden by tf.where",
            code="""
def scaled_dot_product_attention(q, k, v, mask):
    q = tf.convert_to_tensor(q) * (int(np.shape(k)[-1]) ** -0.5)
    scores = tf.einsum("...qd,...kd->...qk", q, k)
    if mask is not None:
        scores = tf.where(tf.cast(mask, tf.bool), scores, -np.inf)
    e = tf.exp(scores - tf.reduce_max(scores, axis=-1, keepdims=True))
    weights = e / tf.reduce_sum(e, axis=-1, keepdims=True)
    return tf.einsum("...qk,...kv->...qv", weights, v), weights
""",
        ),
        also_right(
            "swapped",
            "the last two axes by a permutation",
            code="""
def scaled_dot_product_attention(q, k, v, mask):
    rank = len(k.shape)
    order = list(range(rank - 2)) + [rank - 1, rank - 2]
    logits = tf.matmul(q, tf.transpose(k, perm=order)) / tf.math.sqrt(float(k.shape[-1]))
    if mask is None:
        weights = tf.nn.softmax(logits)
    else:
        weights = tf.nn.softmax(logits - 1e9 * (1 - mask), axis=-1)
    return tf.matmul(weights, v), weights
""",
        ),
    ),
)
