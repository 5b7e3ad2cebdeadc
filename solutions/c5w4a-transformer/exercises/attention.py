"""Scaled dot-product attention, with any number of leading axes."""

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
    yield call(q, k, v, look_ahead(4)[0], check=check, label="as many keys as the depth, look-ahead mask")
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
        label="keys and values change where they are masked, then values change everywhere",
    )


DEPTH = "depth = tf.cast(tf.shape(k)[-1], tf.float32)"
SCORES = "tf.matmul(q, k, transpose_b=True) / tf.sqrt(depth)"
HIDE = "(1 - tf.cast(mask, tf.float32)) * -1e9"
SOFTMAX = "tf.nn.softmax(scores, axis=-1)"
NUMBER_OF_KEYS = (
    "The scores were divided by the square root of the wrong axis. d_k is the *last* axis of the keys. (The mistake "
    "does not show when there are as many keys as dimensions.)"
)

ATTENTION = Exercise(
    name="scaled_dot_product_attention",
    cases=cases,
    quantities=("attention_weights", "output"),
    hints=(
        "Four steps: compare each query with each key, scale, mask, softmax. Then take the weighted mean of the "
        "values. Write down the shape after each step.",
        "`tf.matmul(q, k, transpose_b=True)` transposes only the last two axes of k. The depth is the last axis of k, "
        "however many axes there are.",
        "Add `(1 - mask) * -1e9` before the softmax: the exponential of such a large negative number is 0. The "
        "softmax runs over the keys, the last axis.",
    ),
    equivalent={
        "attention_weights = tf.nn.softmax(scores)": "the softmax runs over the last axis by default",
        "scores += (1 - tf.cast(mask, tf.float32)) * -2000000000.0": "any large negative number works",
    },
    variants=(
        wrong("first_axis", NUMBER_OF_KEYS, ("tf.shape(k)[-1]", "tf.shape(k)[0]")),
        wrong("number_of_keys", NUMBER_OF_KEYS, ("tf.shape(k)[-1]", "tf.shape(k)[-2]")),
        wrong(
            "second_axis",
            "The scores were divided by the square root of `k.shape[1]`. That is the depth only without leading axes; "
            "use the last axis: -1.",
            ("tf.shape(k)[-1]", "tf.shape(k)[1]"),
        ),
        wrong(
            "depth_of_values",
            "The scores were scaled by the depth of the values. Use the depth of the keys.",
            ("tf.shape(k)", "tf.shape(v)"),
        ),
        wrong(
            "number_of_queries",
            "The scores were scaled by the number of queries. Use the depth of the keys.",
            ("tf.shape(k)[-1]", "tf.shape(q)[-2]"),
        ),
        wrong(
            "no_root",
            "The scores were divided by the depth itself. Divide by its square root.",
            ("tf.sqrt(depth)", "depth"),
        ),
        wrong(
            "not_scaled",
            "The scores are not scaled: divide by the square root of the depth.",
            (" / tf.sqrt(depth)", ""),
        ),
        wrong(
            "scaled_up",
            "The scores were multiplied by the square root of the depth. Divide instead.",
            (" / tf.sqrt", " * tf.sqrt"),
        ),
        wrong(
            "whole_transpose",
            "All axes of k were reversed, not only the last two. With a batch axis, transpose only the last two: "
            "`transpose_b=True`.",
            ("tf.matmul(q, k, transpose_b=True)", "tf.matmul(q, tf.transpose(k))"),
        ),
        wrong(
            "array_transpose",
            "`.T` reverses all axes, and tensors do not have it. Transpose the last two axes: `transpose_b=True`.",
            ("tf.matmul(q, k, transpose_b=True)", "tf.matmul(q, k.T)"),
        ),
        wrong(
            "polarity",
            'The mask is inverted: here 1 means *visible*. (In early 2021 it meant "hide"; it was changed to match '
            "Keras.) Add (1 - mask) * -1e9.",
            (HIDE, "tf.cast(mask, tf.float32) * -1e9"),
        ),
        wrong(
            "mask_after_softmax",
            "The mask was applied after the softmax, so the weights no longer sum to 1. Mask the scores before the "
            "softmax.",
            (f"    if mask is not None:\n        scores += {HIDE}\n", ""),
            (SOFTMAX, f"{SOFTMAX} * (1 if mask is None else tf.cast(mask, tf.float32))"),
        ),
        wrong(
            "mask_ignored",
            "The mask is not used: add it to the scores.",
            (f"    if mask is not None:\n        scores += {HIDE}\n", ""),
        ),
        wrong(
            "scores_times_mask",
            "The scores were multiplied by the mask. A score of 0 does not hide a key, since exp(0) is 1. Add a large "
            "negative number instead.",
            (f"scores += {HIDE}", "scores *= tf.cast(mask, tf.float32)"),
        ),
        wrong(
            "hidden_a_little",
            "Hidden keys still have some weight: -1 is not negative enough. Use -1e9.",
            ("-1e9", "-1.0"),
        ),
        wrong("favoured", "The hidden keys get all the weight: add a large *negative* number.", ("-1e9", "1e9")),
        wrong(
            "softmax_over_queries",
            "The softmax runs over the queries. For each query, the weights of the *keys* sum to 1: use the last axis.",
            (SOFTMAX, "tf.nn.softmax(scores, axis=-2)"),
        ),
        wrong(
            "softmax_over_the_first",
            "The softmax runs over the first axis. Use the last.",
            (SOFTMAX, "tf.nn.softmax(scores, axis=0)"),
        ),
        wrong(
            "no_softmax",
            "The scores were used as weights. Apply the softmax, so that the weights sum to 1.",
            (SOFTMAX, "scores"),
        ),
        wrong(
            "mixes_scores",
            "The scores were multiplied by the values. Use the weights, after the softmax.",
            ("tf.matmul(attention_weights, v)", "tf.matmul(scores, v)"),
        ),
        wrong(
            "output_alone",
            "Return two results: the output and the weights.",
            ("return output, attention_weights", "return output"),
        ),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the output first, then the weights.",
            ("return output, attention_weights", "return attention_weights, output"),
        ),
        wrong(
            "arrays",
            "The results are NumPy arrays. Return tensors, so that a gradient tape can follow.",
            ("return output, attention_weights", "return output.numpy(), attention_weights.numpy()"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("/ tf.sqrt(depth)", "/ tf.sqrt(dk)")),
    ),
    alternatives=(
        also_right(
            "step_by_step",
            "each step in its own variable; the square root by NumPy",
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
            "einsum, and masking with tf.where",
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
            "the last two axes swapped by a permutation",
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
