"""The encoder layer: self-attention and a small network, each with a residual connection and a normalization."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, wrong

from .common import BY_POSITION, CUT_OFF, DEFAULTS, DROP_ALL, INHERITED, layer, learnable, lengths, padding, tensor


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
        label="padding mask; then in training mode, with a dropout that drops everything",
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
        check=Check("invariance", {"still": [None, (0, 3)], "what": "the padding", "operations": 4000}),
        label="masked words change",
    )
    x, mask = rng.normal(size=(2, 5, 6)), padding(np.array([4, 3]), 5)
    yield learnable(rng, (6, 3, 4), (tensor(x),), {"mask": tensor(mask)})


ATTEND = "self.mha(x, x, attention_mask=mask, training=training)"
FIRST, LAST = "self.layernorm1(x + attention)", "self.layernorm2(out1 + ffn_output)"
FFN = "self.dropout_ffn(self.ffn(out1), training=training)"
WIDE = (
    "Each head is as wide as the whole model, as in an older version. The heads share the width: key_dim is "
    "embedding_dim // num_heads."
)

ENCODER_LAYER = Exercise(
    name="EncoderLayer",
    cases=cases,
    rules=(DEFAULTS,),
    hints=(
        "Two halves with the same structure: transform the input, add the input, normalize the sum. What is the input "
        "of the second half?",
        "`self.mha(x, x, attention_mask=mask, training=training)`: first the queries, then keys and values. Then "
        "`self.layernorm1(x + ...)`.",
        "The network takes out1, its output goes through `self.dropout_ffn(..., training=training)`, and out1 is "
        "added before the second normalization.",
    ),
    equivalent={
        "attention = self.mha(x, x, attention_mask=mask)": INHERITED,
        "ffn_output = self.dropout_ffn(self.ffn(out1))": INHERITED,
    },
    variants=(
        wrong(
            "first_residual_missing",
            "The first residual connection is missing: add x to the attention's output.",
            ("x + attention", "attention"),
        ),
        wrong(
            "second_residual_missing",
            "The second residual connection is missing: add out1 to the network's output.",
            ("out1 + ffn_output", "ffn_output"),
        ),
        wrong(
            "residual_from_the_input",
            "x was added after the network. The second residual connection starts from out1.",
            ("out1 + ffn_output", "x + ffn_output"),
        ),
        wrong(
            "network_on_the_input",
            "The network takes x. It should continue from out1.",
            ("self.ffn(out1)", "self.ffn(x)"),
        ),
        wrong(
            "normalised_before_adding",
            "Normalize the sum: layernorm(x + attention), not x + layernorm(attention).",
            (FIRST, "x + self.layernorm1(attention)"),
            (LAST, "out1 + self.layernorm2(ffn_output)"),
        ),
        wrong("last_norm_missing", "The second normalization is missing.", (LAST, "out1 + ffn_output")),
        wrong("first_norm_missing", "The first normalization is missing.", (FIRST, "x + attention")),
        wrong(
            "one_norm_for_both",
            "layernorm1 was used twice. Each sum has its own normalization, with its own gamma and beta.",
            ("self.layernorm2(out1", "self.layernorm1(out1"),
        ),
        wrong(
            "mask_forgotten",
            "The attention did not receive the mask, so it attends to the padding. Pass `attention_mask=mask` by "
            "keyword: by position, Keras 3 would take it for the mask of the queries.",
            ("attention_mask=mask, ", ""),
        ),
        wrong("training_by_position", BY_POSITION, ("self.ffn(out1), training=training)", "self.ffn(out1), training)")),
        wrong(
            "dropout_on_the_attention",
            "dropout_ffn was applied to the attention's output as well. The attention has its own dropout; this one "
            "is for the network.",
            (FIRST, "self.layernorm1(x + self.dropout_ffn(attention, training=training))"),
        ),
        wrong("dropout_forgotten", "Apply dropout_ffn to the output of the network.", (FFN, "self.ffn(out1)")),
        wrong(
            "dropout_after_adding",
            "Dropout was applied to the sum. Apply it only to the network's output, before out1 is added.",
            (FFN, "self.ffn(out1)"),
            (LAST, "self.layernorm2(self.dropout_ffn(out1 + ffn_output, training=training))"),
        ),
        wrong(
            "always_training",
            "Dropout is active outside training as well: pass `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=True")),
            (FFN, FFN.replace("=training", "=True")),
        ),
        wrong(
            "never_training",
            "Dropout is never active: pass `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=False")),
            (FFN, FFN.replace("=training", "=False")),
        ),
        wrong("gradient_cut", CUT_OFF, ("x + attention", "x + tf.stop_gradient(attention)")),
        wrong("residual_cut", CUT_OFF, (FIRST, "self.layernorm1(tf.stop_gradient(x) + attention)")),
        wrong("second_residual_cut", CUT_OFF, (LAST, "self.layernorm2(tf.stop_gradient(out1) + ffn_output)")),
        wrong(
            "first_normalised_before_adding",
            "Normalize the sum: layernorm1(x + attention), not x + layernorm1(attention).",
            (FIRST, "x + self.layernorm1(attention)"),
        ),
        wrong(
            "second_normalised_before_adding",
            "Normalize the sum: layernorm2(out1 + ffn_output), not out1 + layernorm2(ffn_output).",
            (LAST, "out1 + self.layernorm2(ffn_output)"),
        ),
        wrong(
            "normalised_first",
            "x was normalized before the attention (pre-norm). Here the sum is normalized, after adding.",
            (ATTEND, "self.mha(self.layernorm1(x), self.layernorm1(x), attention_mask=mask, training=training)"),
            (FIRST, "x + attention"),
        ),
        wrong(
            "mask_inverted",
            "The mask is inverted: 1 means that a word may be attended to. Pass it on as it is.",
            (ATTEND, ATTEND.replace("mask=mask", "mask=None if mask is None else 1 - mask")),
        ),
        wrong(
            "network_always_training",
            "The dropout after the network is active outside training as well: pass `training=training`.",
            (FFN, FFN.replace("=training", "=True")),
        ),
        wrong(
            "attention_always_training",
            "The attention's dropout is active outside training as well: pass `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=True")),
        ),
        wrong(
            "attention_never_training",
            "The attention's dropout is never active: pass `training=training`.",
            (ATTEND, ATTEND.replace("=training", "=False")),
        ),
        wrong(
            "training_inverted",
            "Dropout is active where it should not be: `training` was negated.",
            (ATTEND, ATTEND.replace("=training", "=not training")),
            (FFN, FFN.replace("=training", "=not training")),
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
            "queries, keys and values by name, the sums with a layer",
            (
                ATTEND,
                "self.mha(query=x, value=x, key=x, attention_mask=mask, training=training)",
            ),
            (FIRST, "self.layernorm1(keras.layers.add([attention, x]))"),
        ),
        also_right(
            "training_left_to_keras",
            "Keras 3 passes `training` on by itself",
            (ATTEND, "self.mha(x, x, x, attention_mask=mask)"),
            (FFN, "self.dropout_ffn(self.ffn(out1))"),
        ),
    ),
)
