"""Multi-head attention in NumPy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import lengths, look_ahead, padding


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(m: int, T_q: int, T_k: int, d: int, heads: int, d_k: int, d_v: int) -> tuple[Any, ...]:
        shapes = {"WQ": (d, heads * d_k), "WK": (d, heads * d_k), "WV": (d, heads * d_v), "WO": (heads * d_v, d)}
        weights = {name: rng.normal(0, 1.5 * shape[0] ** -0.5, shape) for name, shape in shapes.items()}
        return rng.normal(size=(m, T_q, d)), rng.normal(size=(m, T_k, d)), rng.normal(size=(m, T_k, d)), weights, heads

    check = close(operations=500)
    yield call(*drawn(2, 3, 5, 7, 4, 2, 3), None, check=check, label="4 heads, 3 queries, 5 keys, no mask")
    mask = padding(lengths(rng, 3, 6), 6)
    yield call(*drawn(3, 4, 6, 5, 2, 3, 4), mask, check=check, label="2 heads, padding mask")
    mask = np.minimum(look_ahead(5), padding(lengths(rng, 4, 5), 5))
    yield call(*drawn(4, 5, 5, 6, 3, 2, 2), mask, check=check, label="3 heads, both masks")
    q, _, _, weights, heads = drawn(2, 4, 4, 6, 2, 3, 3)
    yield call(q, q, q, weights, heads, look_ahead(4), check=check, label="self-attention, look-ahead mask")
    # Here any mix-up of axes fits too, so it raises no error.
    yield call(*drawn(3, 3, 3, 9, 3, 3, 3), look_ahead(3), check=check, label="all sizes equal")


SPLIT = "np.stack(np.split(x @ weights[name], num_heads, axis=-1), axis=1)"
PAIRS = '((q, "WQ"), (k, "WK"), (v, "WV"))'
SCORES = "Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])"
HIDE = "scores + (1 - mask[:, np.newaxis]) * -1e9"
JOIN = "np.concatenate(np.moveaxis(heads, 1, 0), axis=-1)"

MULTI_HEAD_ATTENTION = Exercise(
    name="multi_head_attention",
    cases=cases,
    quantities=("attention_weights", "output"),
    hints=(
        "Project, split into heads, attend in each head, concatenate the heads, project once more. Write down the "
        "shape after each step.",
        "Split: `(q @ WQ).reshape(m, T_q, num_heads, d_k)`, then `transpose(0, 2, 1, 3)` moves the heads before the "
        "words. Reshaping to (m, num_heads, T_q, d_k) directly would mix up the words.",
        "The scale uses the depth of one head. The mask has no axis for the heads: `mask[:, np.newaxis]` inserts one.",
    ),
    equivalent={
        "scores = scores + (0 - mask[:, np.newaxis]) * -1000000000.0": "all scores shift equally: same weights",
        "scores = Q @ np.swapaxes(K, -2, -1) / np.sqrt(K.shape[-1])": "swapping two axes works in either order",
        "output = np.concatenate(np.moveaxis(heads, 0, 1), axis=-1) @ weights['WO']": "the first two axes, swapped",
        "scores = scores + (2 - mask[:, np.newaxis]) * -1000000000.0": "all scores shift equally: same weights",
        "scores = Q @ np.swapaxes(K, -1, 2) / np.sqrt(K.shape[-1])": "of four axes, axis 2 is the second to last",
        "scores = scores + (1 - mask[:, np.newaxis]) * -2000000000.0": "any large negative number works",
    },
    variants=(
        wrong(
            "reshaped_at_once",
            "The heads were split along the wrong axis: reshaping directly to (m, heads, T, depth) mixes up words and "
            "features. Reshape to (m, T, heads, depth), then swap the two middle axes.",
            (SPLIT, "(x @ weights[name]).reshape(len(x), num_heads, x.shape[1], -1)"),
        ),
        wrong(
            "heads_interleaved",
            "Each head got every num_heads-th column. Head h has adjacent columns: h * d_k to (h + 1) * d_k.",
            (SPLIT, "np.moveaxis((x @ weights[name]).reshape(*x.shape[:2], -1, num_heads), -1, 1)"),
        ),
        wrong(
            "scaled_by_the_model",
            "The scores were divided by the square root of d_model. Use the depth of one head, d_k.",
            ("np.sqrt(K.shape[-1])", "np.sqrt(q.shape[-1])"),
        ),
        wrong(
            "scaled_by_all_heads",
            "The scores were divided by the square root of the depth of all heads together. Use the depth of one "
            "head, d_k.",
            ("np.sqrt(K.shape[-1])", "np.sqrt(num_heads * K.shape[-1])"),
        ),
        wrong(
            "scaled_by_the_keys",
            "The scores were divided by the square root of the number of keys. Use the depth of one head, d_k.",
            ("np.sqrt(K.shape[-1])", "np.sqrt(K.shape[-2])"),
        ),
        wrong("no_root", "Divide by the square root of the depth.", ("np.sqrt(K.shape[-1])", "K.shape[-1]")),
        wrong(
            "not_scaled",
            "The scores are not scaled: divide by the square root of the depth.",
            (" / np.sqrt(K.shape[-1])", ""),
        ),
        wrong(
            "mask_without_heads",
            "The mask has no axis for the heads, so its example axis is aligned with the heads. Use `mask[:, "
            "np.newaxis]`.",
            ("mask[:, np.newaxis]", "mask"),
        ),
        wrong(
            "mask_on_one_head",
            "The mask is applied only to the first head. Mask all heads.",
            (
                HIDE,
                "scores + (1 - mask[:, np.newaxis]) * -1e9 * (np.arange(num_heads) == 0)[:, np.newaxis, np.newaxis]",
            ),
        ),
        wrong(
            "polarity",
            "The mask is inverted: 1 means *visible*. Add (1 - mask) * -1e9.",
            ("(1 - mask[:, np.newaxis])", "mask[:, np.newaxis]"),
        ),
        wrong("mask_ignored", "The mask is not used: add it to the scores.", (HIDE, "scores")),
        wrong(
            "mask_after_softmax",
            "The mask was applied after the softmax, so the weights no longer sum to 1. Mask the scores before the "
            "softmax.",
            (HIDE, "scores"),
            ("softmax(scores)", "softmax(scores) * (1 if mask is None else mask[:, np.newaxis])"),
        ),
        wrong(
            "softmax_over_queries",
            "For each query, the weights of the keys sum to 1: the softmax runs over the last axis.",
            ("softmax(scores)", "softmax(scores, axis=-2)"),
        ),
        wrong(
            "softmax_over_heads",
            "The softmax runs over the heads. In each head, the weights sum to 1 over the keys.",
            ("softmax(scores)", "softmax(scores, axis=1)"),
        ),
        wrong(
            "heads_averaged",
            "The weights were averaged over the heads. Return those of each head: (m, num_heads, T_q, T_k).",
            ("return output, attention_weights", "return output, attention_weights.mean(axis=1)"),
        ),
        wrong(
            "one_head",
            "All columns form one large head. Split the projections into num_heads parts.",
            (SPLIT, "(x @ weights[name])[:, np.newaxis]"),
        ),
        wrong(
            "joined_at_once",
            "The heads were joined while their axis was not next to the depth, which mixes up words and heads. Move "
            "the head axis behind the words first.",
            (JOIN, "heads.reshape(len(q), q.shape[1], -1)"),
        ),
        wrong(
            "output_projection_missing",
            "The last projection is missing: multiply the concatenated heads by WO.",
            (f'{JOIN} @ weights["WO"]', JOIN),
        ),
        wrong(
            "heads_added",
            "The heads were added. Concatenate them.",
            (JOIN, "np.concatenate([heads.sum(axis=1)] * num_heads, axis=-1)"),
        ),
        wrong(
            "keys_for_values",
            "The values were computed from the keys. They have their own input, v.",
            ('(v, "WV")', '(k, "WV")'),
        ),
        wrong(
            "all_from_queries",
            "Keys and values were computed from q. They come from k and v: in cross-attention those are other words.",
            (PAIRS, '((q, "WQ"), (q, "WK"), (q, "WV"))'),
        ),
        wrong(
            "projections_exchanged",
            "WQ and WK were swapped.",
            (PAIRS, '((q, "WK"), (k, "WQ"), (v, "WV"))'),
        ),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the output first, then the weights.",
            ("return output, attention_weights", "return attention_weights, output"),
        ),
        wrong(
            "output_alone",
            "Return two results: the output and the weights.",
            ("return output, attention_weights", "return output"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("softmax(scores)", "softmax(logits)")),
    ),
    alternatives=(
        also_right(
            "reshaped",
            "reshape and transpose, there and back",
            code="""
def multi_head_attention(q, k, v, weights, num_heads, mask):
    def split(x):
        return x.reshape(x.shape[0], x.shape[1], num_heads, -1).transpose(0, 2, 1, 3)

    Q = split(np.dot(q, weights["WQ"]))
    K = split(np.dot(k, weights["WK"]))
    V = split(np.dot(v, weights["WV"]))
    scores = np.matmul(Q, K.transpose(0, 1, 3, 2)) / K.shape[3] ** 0.5
    if mask is not None:
        scores = np.where(mask[:, None, :, :] == 0, -1e9, scores)
    A = softmax(scores, axis=3)
    concat = np.matmul(A, V).transpose(0, 2, 1, 3).reshape(q.shape[0], q.shape[1], -1)
    return concat @ weights["WO"], A
""",
        ),
        also_right(
            "head_by_head",
            "a loop over the heads, with a slice of columns for each",
            code="""
def multi_head_attention(q, k, v, weights, num_heads, mask):
    d_k = weights["WQ"].shape[1] // num_heads
    d_v = weights["WV"].shape[1] // num_heads
    output, shares = 0, []
    for h in range(num_heads):
        own = slice(h * d_k, (h + 1) * d_k)
        Q, K = q @ weights["WQ"][:, own], k @ weights["WK"][:, own]
        scores = np.einsum("mqd,mkd->mqk", Q, K) / np.sqrt(d_k)
        if mask is not None:
            scores = scores - 1e9 * (1 - mask)
        shares.append(softmax(scores))
        V = v @ weights["WV"][:, h * d_v:(h + 1) * d_v]
        output = output + shares[-1] @ V @ weights["WO"][h * d_v:(h + 1) * d_v]
    return output, np.stack(shares, axis=1)
""",
        ),
        also_right(
            "with_the_other_exercise",
            "with the attention in TensorFlow",
            code="""
def multi_head_attention(q, k, v, weights, num_heads, mask):
    def heads(x, W):
        split = (x @ W).reshape(*x.shape[:2], num_heads, -1)
        return tf.constant(np.swapaxes(split, 1, 2), tf.float32)

    parts = [heads(x, weights[name]) for x, name in zip((q, k, v), ("WQ", "WK", "WV"))]
    mixed, shares = scaled_dot_product_attention(*parts, None if mask is None else mask[:, None].astype("float32"))
    joined = np.swapaxes(mixed.numpy(), 1, 2).reshape(*q.shape[:2], -1)
    return joined @ weights["WO"], shares.numpy()
""",
        ),
    ),
)
