"""Self-attention and a small network, each with a residual connection and a normalisation."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, wrong

from .common import BY_POSITION, DEFAULTS, DROP_ALL, INHERITED, layer, lengths, padding, tensor


def cases(rng: np.random.Generator) -> Iterable[Case]:
    x = tensor(rng.normal(size=(3, 5, 6)))
    mask = tensor(padding(lengths(rng, 3, 5), 5))
    given = {"training": False, "mask": mask}
    yield layer(
        rng,
        ((6, 2, 4), {"dropout_rate": DROP_ALL, "layernorm_eps": 0.3}),
        ((x,), given),
        ((x,), {**given, "training": True}),
        names=("output", "output while training"),
        label="padding mask; then while training, with a dropout that drops everything",
    )
    x = rng.normal(size=(2, 4, 8))
    other = x.copy()
    other[:, 3] += 1
    given = {"training": False, "mask": tensor(padding(np.array([3, 3]), 4))}
    yield layer(
        rng,
        ((8, 4, 5), {}),
        ((tensor(x),), given),
        ((tensor(other),), given),
        check=Check("invariance", {"still": [None, (0, 3)], "what": "the filling", "operations": 4000}),
        label="what is masked changes",
    )


ATTEND = "self.mha(x, x, attention_mask=mask, training=training)"
FIRST, LAST = "self.layernorm1(x + attention)", "self.layernorm2(out1 + ffn_output)"
FFN = "self.dropout_ffn(self.ffn(out1), training=training)"
WIDE = (
    "Each head here is as wide as the whole model, as in an older contract. Heads share the width: key_dim is "
    "embedding_dim // num_heads."
)

ENCODER_LAYER = Exercise(
    name="EncoderLayer",
    cases=cases,
    rules=(DEFAULTS,),
    hints=(
        "Two halves, built alike: something is done with the input, the input is added, the sum is normalised. Which "
        "input belongs to the second half?",
        "`self.mha(x, x, attention_mask=mask, training=training)`: queries, then values and keys. Then "
        "`self.layernorm1(x + ...)`.",
        "The network gets out1, its result goes through `self.dropout_ffn(..., training=training)`, and out1 is added "
        "before the second normalisation.",
    ),
    equivalent={
        "attention = self.mha(x, x, attention_mask=mask)": INHERITED,
        "ffn_output = self.dropout_ffn(self.ffn(out1))": INHERITED,
    },
    variants=(
        wrong(
            "first_residual_missing",
            "x is not added to the attention's output: the residual connection is missing.",
            ("x + attention", "attention"),
        ),
        wrong(
            "second_residual_missing",
            "out1 is not added to the network's output: the second residual connection is missing.",
            ("out1 + ffn_output", "ffn_output"),
        ),
        wrong(
            "residual_from_the_input",
            "x was added after the network. The second residual connection starts from out1.",
            ("out1 + ffn_output", "x + ffn_output"),
        ),
        wrong(
            "network_on_the_input",
            "The network got x. It continues from out1.",
            ("self.ffn(out1)", "self.ffn(x)"),
        ),
        wrong(
            "normalised_before_adding",
            "Normalise the sum: layernorm(x + attention), not x + layernorm(attention).",
            (FIRST, "x + self.layernorm1(attention)"),
            (LAST, "out1 + self.layernorm2(ffn_output)"),
        ),
        wrong("last_norm_missing", "The second normalisation is missing.", (LAST, "out1 + ffn_output")),
        wrong("first_norm_missing", "The first normalisation is missing.", (FIRST, "x + attention")),
        wrong(
            "one_norm_for_both",
            "layernorm1 was used twice. Each sum has a normalisation of its own, with its own gamma and beta.",
            ("self.layernorm2(out1", "self.layernorm1(out1"),
        ),
        wrong(
            "mask_forgotten",
            "The attention was not told of the mask: it looks at the filling too. Write `attention_mask=mask`. By "
            "position it would not arrive: in Keras 3 the fourth place is another mask, that of the queries.",
            ("attention_mask=mask, ", ""),
        ),
        wrong("training_by_position", BY_POSITION, ("self.ffn(out1), training=training)", "self.ffn(out1), training)")),
        wrong(
            "dropout_on_the_attention",
            "The attention's output went through dropout_ffn as well. The attention has a dropout of its own; this "
            "one is "
            "for the network.",
            (FIRST, "self.layernorm1(x + self.dropout_ffn(attention, training=training))"),
        ),
        wrong("dropout_forgotten", "The network's output should go through dropout_ffn.", (FFN, "self.ffn(out1)")),
        wrong(
            "dropout_after_adding",
            "The sum went through the dropout. Only the network's output does, before out1 is added.",
            (FFN, "self.ffn(out1)"),
            (LAST, "self.layernorm2(self.dropout_ffn(out1 + ffn_output, training=training))"),
        ),
        wrong(
            "always_training",
            "Dropout is at work while not training, too: hand on `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=True")),
            (FFN, FFN.replace("=training", "=True")),
        ),
        wrong(
            "never_training",
            "Dropout never works: hand on `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=False")),
            (FFN, FFN.replace("=training", "=False")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LAST, "self.layernorm2(out1 + ffn_out)")),
    ),
    accepted=(accepted("wide_heads", WIDE, ("embedding_dim // num_heads", "embedding_dim")),),
    stand_in="""
import keras


class EncoderLayer(keras.layers.Layer):
    def __init__(self, embedding_dim, num_heads, fully_connected_dim, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.factor = 0.1 * embedding_dim + 0.2 * num_heads - 0.1 * fully_connected_dim + 0.3 * dropout_rate
        self.factor = self.factor + layernorm_eps

    def build(self, input_shape):
        pass

    def compute_mask(self, inputs, previous_mask=None):
        return None

    def call(self, x, training, mask):
        seen = 0.1 * x[:, :1] if mask is None else 0.2 * keras.ops.matmul(mask, x)
        return 0.5 * x + seen + (self.factor if training else 0.1 * self.factor)
""",
    alternatives=(
        also_right(
            "names",
            "queries, keys and values by name, the sums by a layer",
            (
                ATTEND,
                "self.mha(query=x, value=x, key=x, attention_mask=mask, training=training)",
            ),
            (FIRST, "self.layernorm1(keras.layers.add([attention, x]))"),
        ),
        also_right(
            "training_left_to_keras",
            "Keras 3 hands `training` on by itself",
            (ATTEND, "self.mha(x, x, x, attention_mask=mask)"),
            (FFN, "self.dropout_ffn(self.ffn(out1))"),
        ),
    ),
)
