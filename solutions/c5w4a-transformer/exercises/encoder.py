"""The encoder: embedding, positions, dropout, and a stack of encoder layers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, wrong

from .common import (
    BY_POSITION,
    CUT_OFF,
    DEFAULTS,
    DROP_ALL,
    INHERITED,
    layer,
    learnable,
    lengths,
    padding,
    sentences,
    tensor,
)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    long = lengths(rng, 3, 5)
    x = tensor(sentences(rng, long, 5, 9))
    given = {"training": False, "mask": tensor(padding(long, 5))}
    yield layer(
        rng,
        ((2, 6, 2, 4, 9, 8), {"dropout_rate": DROP_ALL, "layernorm_eps": 0.2}),
        ((x,), given),
        ((x,), {**given, "training": True}),
        names=("output", "output while training"),
        label="2 layers; then in training mode, with a dropout that drops everything",
    )
    yield layer(
        rng,
        ((1, 4, 1, 6, 12, 7), {}),
        ((tensor(sentences(rng, np.array([4, 4]), 4, 12)),), {"training": False, "mask": None}),
        label="1 layer, no mask",
    )
    words = tensor(sentences(rng, np.array([4, 3]), 5, 7))
    yield learnable(rng, (2, 4, 1, 3, 7, 8), (words,), {"mask": tensor(padding(np.array([4, 3]), 5))})


SCALED = "self.embedding(x) * np.sqrt(self.embedding_dim)"
PLACED = "        x = x + self.pos_encoding[:, : x.shape[1]]\n"
DROPPED = "        x = self.dropout(x, training=training)\n"
LOOP = "x = layer(x, training=training, mask=mask)"

ENCODER = Exercise(
    name="Encoder",
    cases=cases,
    uses=("positional_encoding", "EncoderLayer"),
    rules=(DEFAULTS,),
    equivalent={"x = self.dropout(x)": INHERITED},
    hints=(
        "In this order: embedding, times the square root of embedding_dim, plus the positional encoding, dropout, the "
        "layers.",
        "`self.pos_encoding` has enough rows for the longest sentence. Use as many rows as x has words: "
        "`self.pos_encoding[:, :x.shape[1]]`.",
        "In the loop the result of one layer is the input of the next: `x = layer(x, training=training, mask=mask)`.",
    ),
    variants=(
        wrong(
            "not_scaled",
            "Multiply the embedding by the square root of embedding_dim.",
            (SCALED, "self.embedding(x)"),
        ),
        wrong(
            "scaled_without_root",
            "The embedding was multiplied by embedding_dim. Use its square root.",
            ("np.sqrt(self.embedding_dim)", "self.embedding_dim"),
        ),
        wrong(
            "positions_scaled",
            "The positional encoding was scaled too. Scale the embedding first, then add the positional encoding.",
            (SCALED, "self.embedding(x)"),
            (
                PLACED,
                PLACED.replace(
                    "x + self.pos_encoding[:, : x.shape[1]]",
                    "(x + self.pos_encoding[:, : x.shape[1]]) * np.sqrt(self.embedding_dim)",
                ),
            ),
        ),
        wrong(
            "positions_forgotten",
            "The positional encoding is missing: without it the order of the words is lost.",
            (PLACED, ""),
        ),
        wrong(
            "slice_missing",
            "The whole positional encoding was added, but the sentence is shorter. Use as many rows as x has words.",
            ("self.pos_encoding[:, : x.shape[1]]", "self.pos_encoding"),
        ),
        wrong("dropout_forgotten", "The dropout after the positional encoding is missing.", (DROPPED, "")),
        wrong("mask_forgotten", "The layers were called without the mask.", ("mask=mask", "mask=None")),
        wrong("by_position", BY_POSITION, ("layer(x, training=training, mask=mask)", "layer(x, training, mask)")),
        wrong(
            "never_training",
            "The layers need to know whether this is training: pass `training=training`.",
            (LOOP, LOOP.replace("=training", "=False")),
        ),
        wrong(
            "all_from_the_start",
            "Every layer received the embedding. The second should receive the output of the first: x = layer(x, ...).",
            (DROPPED, DROPPED + "        start = x\n"),
            (LOOP, LOOP.replace("(x,", "(start,")),
        ),
        wrong(
            "first_layer_alone",
            "Only one layer was used: loop over all of them.",
            ("in self.enc_layers:", "in self.enc_layers[:1]:"),
        ),
        wrong("gradient_cut", CUT_OFF, (SCALED, f"tf.stop_gradient({SCALED})")),
        wrong(
            "divided",
            "The embedding was divided by the square root of embedding_dim. Multiply.",
            (SCALED, SCALED.replace("*", "/")),
        ),
        wrong(
            "dropout_before_positions",
            "The dropout comes before the positional encoding. It should come after it.",
            (PLACED + DROPPED, DROPPED + PLACED),
        ),
        wrong(
            "positions_subtracted",
            "The positional encoding was subtracted. Add it.",
            (PLACED, PLACED.replace("x + self", "x - self")),
        ),
        wrong(
            "positions_multiplied",
            "The embedding was multiplied by the positional encoding. Add it.",
            (PLACED, PLACED.replace("x + self", "x * self")),
        ),
        wrong(
            "always_training",
            "The layers drop out outside training as well: pass `training=training`.",
            (LOOP, LOOP.replace("=training", "=True")),
        ),
        wrong(
            "mask_inverted",
            "The mask is inverted: 1 means that a word may be attended to. Pass it on as it is.",
            (LOOP, LOOP.replace("mask=mask", "mask=None if mask is None else 1 - mask")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("self.embedding(x) * np.sqrt(self.", "self.embedding(x) * np.sqrt(")),
    ),
    stand_in="""
import keras


class Encoder(keras.layers.Layer):
    def __init__(self, num_layers, embedding_dim, num_heads, fully_connected_dim, input_vocab_size,
                 maximum_position_encoding, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.sizes = [0.1 * size for size in (num_layers, num_heads, fully_connected_dim)]
        self.more = 0.1 * input_vocab_size - 0.05 * maximum_position_encoding + dropout_rate + layernorm_eps
        self.embedding_dim = embedding_dim
        self.weight = self.add_weight(shape=(1,), initializer="ones")

    def build(self, input_shape):
        pass

    def compute_mask(self, inputs, previous_mask=None):
        return None

    def call(self, x, training, mask):
        token = keras.ops.cast(x, "float32")[:, :, None]
        if mask is not None:
            token = token + 0.5 * keras.ops.sum(mask, axis=2, keepdims=True)
        place = 0.1 * keras.ops.arange(self.embedding_dim, dtype="float32")
        token = token * (place + sum(self.sizes) + 0.1 * self.weight)
        return keras.ops.sin(token + self.more + (0.2 if training else 0.0))
""",
    alternatives=(
        also_right(
            "in_tensorflow",
            "tf.shape, in-place operators, an index",
            (SCALED, "self.embedding(x)\n        x *= tf.math.sqrt(tf.cast(self.embedding_dim, tf.float32))"),
            ("x = x + self.pos_encoding[:, : x.shape[1]]", "x += self.pos_encoding[:, :tf.shape(x)[1], :]"),
            ("for layer in self.enc_layers:", "for i in range(len(self.enc_layers)):"),
            (LOOP, "x = self.enc_layers[i](x, training=training, mask=mask)"),
        ),
        also_right(
            "one_expression",
            "scaled by a power, the sum in one line",
            (SCALED, "self.embedding(x)"),
            (PLACED, "        x = self.embedding_dim**0.5 * x + self.pos_encoding[:, :int(x.shape[-2])]\n"),
        ),
    ),
)
