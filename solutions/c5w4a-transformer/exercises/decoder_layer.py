"""The decoder layer: masked self-attention, cross-attention, and a small network for each word."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, wrong

from .common import (
    BY_POSITION,
    CUT_OFF,
    DEFAULTS,
    DROP_ALL,
    INHERITED,
    MASK_IS_SQUARE,
    layer,
    learnable,
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
        label="as many words as the source, both masks; then in training mode, with a dropout that drops everything",
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
        check=Check("invariance", {"still": [None, (0, 3)], "what": "a later word or the padding", "names": NAMES}),
        label="later words and the padding of the source change",
    )
    x, enc_output = rng.normal(size=(2, 4, 6)), rng.normal(size=(2, 3, 6))
    masks = {"look_ahead_mask": tensor(look_ahead(4)), "padding_mask": tensor(padding(np.array([2, 3]), 3))}
    yield learnable(rng, (6, 3, 5), (tensor(x), tensor(enc_output)), masks)


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
        "Three parts, each with a residual connection and its own normalization. In the second, where do the queries "
        "come from, and where do the keys and values come from?",
        "The queries are the decoder's result so far, Q1; keys and values are enc_output: `self.mha2(Q1, enc_output, "
        "...)`.",
        "With `return_attention_scores=True`, the attention gives two results. mha1 takes the look-ahead mask, mha2 "
        "the padding mask of the source.",
    ),
    unavoidable={
        "axes 1 and 2 of `look_ahead_mask` are equally long in every case": MASK_IS_SQUARE,
    },
    variants=(
        wrong(
            "source_asks",
            "In the cross-attention the queries come from the source. They should come from the translation: first "
            "Q1, then enc_output.",
            (SECOND, "enc_output, Q1, attention_mask=padding_mask"),
        ),
        wrong(
            "source_ignored",
            "The second attention attends to the decoder's own words again. Keys and values should be enc_output.",
            (SECOND, "Q1, Q1, attention_mask=look_ahead_mask"),
        ),
        wrong(
            "queries_from_the_input",
            "The second attention uses x as queries. It should continue from Q1.",
            (SECOND, SECOND.replace("Q1", "x")),
        ),
        wrong(
            "masks_exchanged",
            "The masks were swapped: the look-ahead mask belongs to the first attention, the padding mask to the "
            "second.",
            (FIRST, FIRST.replace("look_ahead", "padding")),
            (SECOND, SECOND.replace("padding", "look_ahead")),
        ),
        wrong(
            "future_seen",
            "The first attention needs the look-ahead mask: without it, it sees future words.",
            (FIRST, "x, x"),
        ),
        wrong("filling_seen", "The second attention needs the padding mask of the source.", (SECOND, "Q1, enc_output")),
        wrong(
            "norm_reused",
            "One normalization was used twice. Each of the three sums has its own.",
            ("self.layernorm2(Q1", "self.layernorm1(Q1"),
        ),
        wrong(
            "second_residual_from_x",
            "x was added after the second attention. That residual connection starts from Q1.",
            ("Q1 + attention2", "x + attention2"),
        ),
        wrong(
            "third_residual_from_Q1",
            "Q1 was added after the network. That residual connection starts from out2.",
            ("out2 + ffn_output", "Q1 + ffn_output"),
        ),
        wrong(
            "first_residual_missing",
            "The first residual connection is missing: add x to the output of the first attention.",
            ("x + attention1", "attention1"),
        ),
        wrong(
            "second_residual_missing",
            "The second residual connection is missing: add Q1 to the output of the second attention.",
            ("Q1 + attention2", "attention2"),
        ),
        wrong(
            "third_residual_missing",
            "The third residual connection is missing: add out2 to the network's output.",
            ("out2 + ffn_output", "ffn_output"),
        ),
        wrong("dropout_forgotten", "Apply dropout_ffn to the output of the network.", (FFN, "self.ffn(out2)")),
        wrong("training_by_position", BY_POSITION, ("self.ffn(out2), training=training)", "self.ffn(out2), training)")),
        wrong("output_alone", "Return the weights of both attention blocks as well.", (RETURN, "return out3")),
        wrong(
            "weights_exchanged",
            "The weights were swapped: return those of the self-attention first, then those of the cross-attention.",
            (RETURN, "return out3, attn_weights_block2, attn_weights_block1"),
        ),
        wrong("gradient_cut", CUT_OFF, (SECOND, SECOND.replace("enc_output", "tf.stop_gradient(enc_output)"))),
        wrong("residual_cut", CUT_OFF, ("Q1 + attention2", "tf.stop_gradient(Q1) + attention2")),
        wrong(
            "source_ignored_with_its_mask",
            "The second attention attends to the decoder's own words again. Keys and values should be enc_output.",
            (SECOND, SECOND.replace("enc_output", "Q1")),
        ),
        wrong(
            "cross_attention_never_training",
            "The second attention's dropout is never active: pass `training=training`.",
            (f"{SECOND}, training=training", f"{SECOND}, training=False"),
        ),
        wrong(
            "self_attention_never_training",
            "The first attention's dropout is never active: pass `training=training`.",
            (f"{FIRST}, training=training", f"{FIRST}, training=False"),
        ),
        wrong(
            "always_training",
            "Dropout is active outside training as well: pass `training=training`.",
            (f"{FIRST}, training=training", f"{FIRST}, training=True"),
            (f"{SECOND}, training=training", f"{SECOND}, training=True"),
            (FFN, FFN.replace("=training", "=True")),
        ),
        wrong(
            "network_always_training",
            "The dropout after the network is active outside training as well: pass `training=training`.",
            (FFN, FFN.replace("=training", "=True")),
        ),
        wrong(
            "look_ahead_inverted",
            "The look-ahead mask is inverted: 1 means that a word may be attended to. Pass it on as it is.",
            (FIRST, "x, x, attention_mask=1 - look_ahead_mask"),
        ),
        wrong(
            "network_on_Q1",
            "The network takes Q1. It should continue from out2.",
            ("self.ffn(out2)", "self.ffn(Q1)"),
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
            "queries, values and keys by name; the tuple unpacked later",
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
            "Keras 3 passes `training` on by itself; dropout in two lines",
            (FFN, "self.ffn(out2)\n        ffn_output = self.dropout_ffn(ffn_output)"),
            (f"{FIRST}, training=training", FIRST),
            (f"{SECOND}, training=training", SECOND),
        ),
    ),
)
