"""The decoder: embedding, positions, dropout, a stack of decoder layers, and their attention weights."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, wrong

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
    sentences,
    tensor,
)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    long = lengths(rng, 3, 4)
    x, enc_output = tensor(sentences(rng, long, 4, 9)), tensor(rng.normal(size=(3, 5, 6)))
    masks = {
        "look_ahead_mask": tensor(np.minimum(look_ahead(4), padding(long, 4))),
        "padding_mask": tensor(padding(lengths(rng, 3, 5), 5)),
    }
    yield layer(
        rng,
        ((2, 6, 2, 4, 9, 8), {"dropout_rate": DROP_ALL, "layernorm_eps": 0.3}),
        ((x, enc_output), {"training": False, **masks}),
        ((x, enc_output), {"training": True, **masks}),
        names=("results", "results while training"),
        label="2 layers; then in training mode, with a dropout that drops everything",
    )
    x = sentences(rng, np.array([5, 5]), 5, 11)
    later = x.copy()
    later[:, 3:] = later[:, 3:] % 10 + 1
    enc_output = tensor(rng.normal(size=(2, 3, 4)))
    given = {"training": False, "look_ahead_mask": tensor(look_ahead(5)), "padding_mask": None}
    yield layer(
        rng,
        ((1, 4, 1, 6, 11, 7), {}),
        ((tensor(x), enc_output), given),
        ((tensor(later), enc_output), given),
        check=Check(
            "invariance", {"still": [None, (0, 3)], "what": "a later word", "names": ("x", "attention_weights")}
        ),
        label="later words change",
    )
    x, enc_output = sentences(rng, np.array([4, 3]), 4, 7), rng.normal(size=(2, 3, 4))
    masks = {"look_ahead_mask": tensor(look_ahead(4)), "padding_mask": tensor(padding(np.array([2, 3]), 3))}
    yield learnable(rng, (2, 4, 1, 5, 7, 6), (tensor(x), tensor(enc_output)), masks)


SCALED = "self.embedding(x) * np.sqrt(self.embedding_dim)"
PLACED = "        x = x + self.pos_encoding[:, : x.shape[1]]\n"
DROPPED = "        x = self.dropout(x, training=training)\n"
LAYER = "x, enc_output, training=training, look_ahead_mask=look_ahead_mask, padding_mask=padding_mask"
BLOCK1 = 'attention_weights[f"decoder_layer{i}_block1_self_att"] = block1'
BLOCK2 = 'attention_weights[f"decoder_layer{i}_block2_decenc_att"] = block2'

DECODER = Exercise(
    name="Decoder",
    cases=cases,
    quantities=("x", "attention_weights"),
    uses=("positional_encoding", "DecoderLayer"),
    rules=(DEFAULTS,),
    equivalent={"x = self.dropout(x)": INHERITED},
    hints=(
        "It begins like the encoder. Each layer then gives three results: the first is the input of the next layer, "
        "the others go into the dictionary.",
        '`enumerate(self.dec_layers, start=1)` counts from 1. The keys are `f"decoder_layer{i}_block1_self_att"` and '
        '`f"decoder_layer{i}_block2_decenc_att"`.',
        "Every layer receives the same enc_output and the same masks; only x changes from layer to layer.",
    ),
    unavoidable={
        "axes 1 and 2 of `look_ahead_mask` are equally long in every case": MASK_IS_SQUARE,
    },
    variants=(
        wrong(
            "not_scaled",
            "Multiply the embedding by the square root of embedding_dim.",
            (SCALED, "self.embedding(x)"),
        ),
        wrong("positions_forgotten", "The positional encoding is missing.", (PLACED, "")),
        wrong(
            "keys_from_zero",
            "The keys number the layers from 0. They should start with decoder_layer1.",
            ("start=1", "start=0"),
        ),
        wrong(
            "all_from_the_start",
            "Every layer received the embedding: x is not updated in the loop.",
            ("x, block1, block2 = layer(", "last, block1, block2 = layer("),
            ("return x, attention_weights", "return last, attention_weights"),
        ),
        wrong(
            "blocks_exchanged",
            "The weights of the two attention blocks have each other's keys.",
            (BLOCK1, BLOCK1.replace("= block1", "= block2")),
            (BLOCK2, BLOCK2.replace("= block2", "= block1")),
        ),
        wrong(
            "source_weights_missing",
            'The weights of the cross-attention are missing, under "..._block2_decenc_att".',
            (f"            {BLOCK2}\n", ""),
        ),
        wrong(
            "masks_exchanged",
            "The masks were swapped.",
            (
                LAYER,
                LAYER.replace(
                    "=look_ahead_mask, padding_mask=padding_mask", "=padding_mask, padding_mask=look_ahead_mask"
                ),
            ),
        ),
        wrong(
            "future_seen",
            "The layers need the look-ahead mask, the causal mask of the self-attention.",
            ("look_ahead_mask=look_ahead_mask", "look_ahead_mask=None"),
        ),
        wrong(
            "filling_seen",
            "The layers need the padding mask of the source.",
            ("padding_mask=padding_mask", "padding_mask=None"),
        ),
        wrong("by_position", BY_POSITION, (LAYER, "x, enc_output, training, look_ahead_mask, padding_mask")),
        wrong("gradient_cut", CUT_OFF, (LAYER, LAYER.replace("enc_output", "tf.stop_gradient(enc_output)"))),
        wrong(
            "scaled_without_root",
            "The embedding was multiplied by embedding_dim. Use its square root.",
            ("np.sqrt(self.embedding_dim)", "self.embedding_dim"),
        ),
        wrong(
            "divided",
            "The embedding was divided by the square root of embedding_dim. Multiply.",
            (SCALED, SCALED.replace("*", "/")),
        ),
        wrong(
            "dropout_always",
            "The dropout is active outside training as well: pass `training=training`.",
            (DROPPED, DROPPED.replace("=training", "=True")),
        ),
        wrong(
            "dropout_never",
            "The dropout is never active: pass `training=training`.",
            (DROPPED, DROPPED.replace("=training", "=False")),
        ),
        wrong(
            "positions_subtracted",
            "The positional encoding was subtracted. Add it.",
            (PLACED, PLACED.replace("x + self", "x - self")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("= block1", "= block_1")),
    ),
    stand_in="""
import keras


class Decoder(keras.layers.Layer):
    def __init__(self, num_layers, embedding_dim, num_heads, fully_connected_dim, target_vocab_size,
                 maximum_position_encoding, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.sizes = [0.1 * size for size in (num_layers, num_heads, fully_connected_dim)]
        self.more = 0.1 * target_vocab_size - 0.05 * maximum_position_encoding + dropout_rate + layernorm_eps
        self.embedding_dim = embedding_dim

    def build(self, input_shape):
        pass

    def compute_mask(self, inputs, previous_mask=None):
        return None

    def call(self, x, enc_output, training, look_ahead_mask, padding_mask):
        token = keras.ops.cast(x, "float32")[:, :, None]
        if look_ahead_mask is not None:
            token = keras.ops.matmul(look_ahead_mask, token)
        source = enc_output if padding_mask is None else keras.ops.matmul(padding_mask, enc_output)
        source = keras.ops.mean(source, axis=1, keepdims=True)
        place = 0.1 * keras.ops.arange(self.embedding_dim, dtype="float32")
        mixed = keras.ops.sin(token * (place + sum(self.sizes)) + self.more + (0.2 if training else 0.0))
        return mixed + source, {"decoder_layer1_block1_self_att": mixed}
""",
    alternatives=(
        also_right(
            "in_tensorflow",
            "tf.shape, an index, the keys with format",
            (SCALED, "self.embedding(x)\n        x *= tf.math.sqrt(tf.cast(self.embedding_dim, tf.float32))"),
            ("x = x + self.pos_encoding[:, : x.shape[1]]", "x += self.pos_encoding[:, :tf.shape(x)[1], :]"),
            ("for i, layer in enumerate(self.dec_layers, start=1):", "for i in range(len(self.dec_layers)):"),
            ("= layer(\n", "= self.dec_layers[i](\n"),
            (BLOCK1, 'attention_weights["decoder_layer{}_block1_self_att".format(i + 1)] = block1'),
            (BLOCK2, 'attention_weights["decoder_layer{}_block2_decenc_att".format(i + 1)] = block2'),
        ),
        also_right(
            "dictionaries_joined",
            "the two entries of each layer merged into the dictionary",
            (f"            {BLOCK1}\n", ""),
            (
                BLOCK2,
                'keys = (f"decoder_layer{i}_block1_self_att", f"decoder_layer{i}_block2_decenc_att")\n'
                "            attention_weights = {**attention_weights, **dict(zip(keys, (block1, block2)))}",
            ),
        ),
    ),
)
