"""A word looks at the translation so far, then at the source, then goes through a small network."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, wrong

from .common import (
    BY_POSITION,
    DEFAULTS,
    DROP_ALL,
    INHERITED,
    MASK_IS_SQUARE,
    layer,
    lengths,
    look_ahead,
    padding,
    tensor,
)
from .encoder_layer import WIDE

NAMES = ("out3", "attn_weights_block1", "attn_weights_block2")


def cases(rng: np.random.Generator) -> Iterable[Case]:
    x, enc_output = tensor(rng.normal(size=(3, 4, 6))), tensor(rng.normal(size=(3, 4, 6)))
    own = np.minimum(look_ahead(4), padding(lengths(rng, 3, 4), 4))
    masks = {"look_ahead_mask": tensor(own), "padding_mask": tensor(padding(lengths(rng, 3, 4), 4))}
    yield layer(
        rng,
        ((6, 2, 4), {"dropout_rate": DROP_ALL, "layernorm_eps": 0.3}),
        ((x, enc_output), {"training": False, **masks}),
        ((x, enc_output), {"training": True, **masks}),
        names=("results", "results while training"),
        label="as many words as the source has, both masks; then while training, with a dropout that drops everything",
    )
    x, enc_output = rng.normal(size=(2, 5, 4)), rng.normal(size=(2, 3, 4))
    future, filling = x.copy(), enc_output.copy()
    future[:, 3:] += 1
    filling[:, 2:] -= 1
    given = {"training": False, "look_ahead_mask": tensor(look_ahead(5))}
    given["padding_mask"] = tensor(padding(np.array([2, 2]), 3))
    yield layer(
        rng,
        ((4, 1, 6), {}),
        ((tensor(x), tensor(enc_output)), given),
        ((tensor(future), tensor(filling)), given),
        check=Check("invariance", {"still": [None, (0, 3)], "what": "a later word or the filling", "names": NAMES}),
        label="later words and the source's filling change",
    )


FIRST = "x, x, attention_mask=look_ahead_mask"
SECOND = "Q1, enc_output, attention_mask=padding_mask"
FFN = "self.dropout_ffn(self.ffn(out2), training=training)"
RETURN = "return out3, attn_weights_block1, attn_weights_block2"

DECODER_LAYER = Exercise(
    name="DecoderLayer",
    cases=cases,
    quantities=NAMES,
    rules=(DEFAULTS,),
    equivalent={
        f"attention1, attn_weights_block1 = self.mha1({FIRST}, return_attention_scores=True)": INHERITED,
        f"attention2, attn_weights_block2 = self.mha2({SECOND}, return_attention_scores=True)": INHERITED,
        "ffn_output = self.dropout_ffn(self.ffn(out2))": INHERITED,
    },
    hints=(
        "Three parts, each with a residual connection and its own normalisation. In the second one, who asks, and who "
        "answers?",
        "Queries are what the decoder has so far, Q1; keys and values are enc_output: `self.mha2(Q1, enc_output, "
        "...)`.",
        "`return_attention_scores=True` makes the attention give two results. mha1 gets the look-ahead mask, mha2 the "
        "padding mask of the source.",
    ),
    unavoidable={
        "axes 1 and 2 of `look_ahead_mask` are equally long in every case": MASK_IS_SQUARE,
    },
    variants=(
        wrong(
            "source_asks",
            "In the second attention the source asks. It is the translation that asks: Q1 first, then enc_output.",
            (SECOND, "enc_output, Q1, attention_mask=padding_mask"),
        ),
        wrong(
            "source_ignored",
            "The second attention looks at the decoder's own words again. Keys and values are enc_output.",
            (SECOND, "Q1, Q1, attention_mask=look_ahead_mask"),
        ),
        wrong(
            "queries_from_the_input",
            "The second attention asked with x. It continues from Q1.",
            (SECOND, SECOND.replace("Q1", "x")),
        ),
        wrong(
            "masks_exchanged",
            "The masks changed places: the look-ahead mask belongs to the first attention, the padding mask to the "
            "second.",
            (FIRST, FIRST.replace("look_ahead", "padding")),
            (SECOND, SECOND.replace("padding", "look_ahead")),
        ),
        wrong(
            "future_seen", "The first attention needs the look-ahead mask: it sees the words to come.", (FIRST, "x, x")
        ),
        wrong("filling_seen", "The second attention needs the padding mask of the source.", (SECOND, "Q1, enc_output")),
        wrong(
            "norm_reused",
            "A normalisation was used twice. Each of the three sums has its own.",
            ("self.layernorm2(Q1", "self.layernorm1(Q1"),
        ),
        wrong(
            "second_residual_from_x",
            "After the second attention x was added. The residual connection starts from Q1.",
            ("Q1 + attention2", "x + attention2"),
        ),
        wrong(
            "third_residual_from_Q1",
            "After the network Q1 was added. The residual connection starts from out2.",
            ("out2 + ffn_output", "Q1 + ffn_output"),
        ),
        wrong(
            "first_residual_missing",
            "x is not added to the first attention's output.",
            ("x + attention1", "attention1"),
        ),
        wrong(
            "second_residual_missing",
            "Q1 is not added to the second attention's output.",
            ("Q1 + attention2", "attention2"),
        ),
        wrong(
            "third_residual_missing", "out2 is not added to the network's output.", ("out2 + ffn_output", "ffn_output")
        ),
        wrong("dropout_forgotten", "The network's output should go through dropout_ffn.", (FFN, "self.ffn(out2)")),
        wrong("training_by_position", BY_POSITION, ("self.ffn(out2), training=training)", "self.ffn(out2), training)")),
        wrong("output_alone", "The weights of both attentions come back too.", (RETURN, "return out3")),
        wrong(
            "weights_exchanged",
            "The weights changed places: first those of the look at itself, then those of the look at the source.",
            (RETURN, "return out3, attn_weights_block2, attn_weights_block1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("self.ffn(out2)", "self.ffn(out_2)")),
    ),
    accepted=(
        accepted(
            "wide_heads",
            WIDE,
            (
                "self.mha1 = MultiHeadAttention(num_heads, key_dim=embedding_dim // num_heads",
                "self.mha1 = MultiHeadAttention(num_heads, key_dim=embedding_dim",
            ),
            (
                "self.mha2 = MultiHeadAttention(num_heads, key_dim=embedding_dim // num_heads",
                "self.mha2 = MultiHeadAttention(num_heads, key_dim=embedding_dim",
            ),
        ),
    ),
    stand_in="""
import keras


class DecoderLayer(keras.layers.Layer):
    def __init__(self, embedding_dim, num_heads, fully_connected_dim, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.factor = 0.1 * embedding_dim + 0.2 * num_heads - 0.1 * fully_connected_dim + 0.3 * dropout_rate
        self.factor = self.factor + layernorm_eps

    def build(self, input_shape):
        pass

    def compute_mask(self, inputs, previous_mask=None):
        return None

    def call(self, x, enc_output, training, look_ahead_mask, padding_mask):
        source = keras.ops.matmul(x, keras.ops.transpose(enc_output, (0, 2, 1)))
        source = source if padding_mask is None else source * padding_mask
        own = keras.ops.matmul(x, keras.ops.transpose(x, (0, 2, 1)))
        own = own if look_ahead_mask is None else own * look_ahead_mask
        extra = self.factor if training else 0.1 * self.factor
        mixed = 0.1 * keras.ops.matmul(own, x) + 0.1 * keras.ops.matmul(source, enc_output)
        return keras.ops.tanh(mixed) + x + extra, own[:, None], source[:, None]
""",
    alternatives=(
        also_right(
            "names",
            "queries, values and keys by name; the tuple taken apart later",
            ("attention1, attn_weights_block1 = self.mha1(", "first = self.mha1("),
            (FIRST, "query=x, value=x, key=x, attention_mask=look_ahead_mask"),
            (
                "Q1 = self.layernorm1(x + attention1)",
                "attn_weights_block1 = first[1]\n        Q1 = self.layernorm1(first[0] + x)",
            ),
            (SECOND, "query=Q1, key=enc_output, value=enc_output, attention_mask=padding_mask"),
        ),
        also_right(
            "training_left_to_keras",
            "Keras 3 hands `training` on by itself; dropout in two lines",
            (FFN, "self.ffn(out2)\n        ffn_output = self.dropout_ffn(ffn_output)"),
            (f"{FIRST}, training=training", FIRST),
            (f"{SECOND}, training=training", SECOND),
        ),
    ),
)
