"""The whole Transformer: encoder, decoder, and the probabilities of the next token."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, also_right, script, wrong
from autograder.script import Step

from .common import (
    BY_POSITION,
    CUT_OFF,
    DEFAULTS,
    DROP_ALL,
    MASK_IS_SQUARE,
    asked,
    layer,
    learnable,
    lengths,
    look_ahead,
    padding,
    sentences,
    tensor,
)

NAMES = ("results", "results with other future tokens and other padding", "results while training")


def cases(rng: np.random.Generator) -> Iterable[Case]:
    source = sentences(rng, np.array([3, 2, 4]), 5, 9)
    target = sentences(rng, np.array([4, 4, 4]), 4, 7)
    filled, future = np.where(source == 0, 8, source), target.copy()
    future[:, 2:] = future[:, 2:] % 6 + 1
    # Two different masks, to show that each goes to the right part.
    masks = {
        "enc_padding_mask": tensor(padding(np.array([3, 2, 4]), 5)),
        "look_ahead_mask": tensor(look_ahead(4)),
        "dec_padding_mask": tensor(padding(np.array([2, 1, 3]), 5)),
    }
    yield layer(
        rng,
        ((1, 6, 2, 4, 9, 7, 6, 5), {"dropout_rate": DROP_ALL, "layernorm_eps": 0.3}),
        ((tensor(source), tensor(target)), {"training": False, **masks}),
        ((tensor(filled), tensor(future)), {"training": False, **masks}),
        ((tensor(source), tensor(target)), {"training": True, **masks}),
        names=NAMES,
        label="given weights; then later words and the padding change; then in training mode, dropping everything",
    )
    yield learning(rng)
    yield learnable(rng, (1, 6, 2, 4, 9, 7, 6, 5), (tensor(source), tensor(target)), masks)


def learning(rng: np.random.Generator) -> Case:
    """Reverse a sentence, from its tokens: a few steps are enough for the loss to fall."""
    long = lengths(rng, 3, 4)
    source = sentences(rng, long, 4, 6)
    written = np.array([[1, *reversed(row[:n]), *row[n:]] for row, n in zip(source, long, strict=True)])
    given, labels = written[:, :-1], written[:, 1:]
    named = {
        "training": False,
        "enc_padding_mask": tensor(padding(long, 4)),
        "look_ahead_mask": tensor(np.minimum(look_ahead(4), padding(long + 1, 4))),
        "dec_padding_mask": tensor(padding(long, 4)),
    }
    sentence, so_far = tensor(source), tensor(given)
    share = (labels > 0).astype(np.float32)
    return script(
        Step("", (1, 4, 1, 5, 6, 8, 7, 9), keep="layer"),
        asked("call", sentence, so_far, **named, keep="first"),
        asked("fill_weights", int(rng.integers(1_000_000)), 0.9),
        asked("learn", sentence, so_far, labels=labels, steps=3, learning_rate=0.8, share=share, named=named),
        check=Check("loss_falls", {"factor": 0.9, "start": "close"}),
        label="two steps of learning to reverse a sentence",
    )


ENCODE = "self.encoder(input_sentence, training=training, mask=enc_padding_mask)"
LAST = "self.final_layer(dec_output)"

TRANSFORMER = Exercise(
    name="Transformer",
    cases=cases,
    quantities=("final_output", "attention_weights"),
    uses=("Encoder", "Decoder"),
    rules=(DEFAULTS,),
    hints=(
        "Three calls: the encoder reads the source, the decoder generates, the last layer predicts the next token. "
        "Which sentence and which mask belong to which?",
        "The encoder takes input_sentence and enc_padding_mask. The decoder takes output_sentence, the encoder's "
        "output, look_ahead_mask and, as its padding_mask, dec_padding_mask.",
        "The decoder gives two results: the first goes through `self.final_layer`, the second is returned as it is.",
    ),
    unavoidable={
        "`num_layers` is 1 in every case: an answer may hard-code it": "two would take twice as long; "
        "Encoder and Decoder are tested with two, and the code that passes the number on is given",
        "axes 1 and 2 of `look_ahead_mask` are equally long in every case": MASK_IS_SQUARE,
        "axes 1 and 2 of `named.look_ahead_mask` are equally long in every case": MASK_IS_SQUARE,
    },
    variants=(
        wrong(
            "encoder_with_the_decoders_mask",
            "The encoder received dec_padding_mask. Pass it enc_padding_mask.",
            ("mask=enc_padding_mask", "mask=dec_padding_mask"),
        ),
        wrong(
            "decoder_with_the_encoders_mask",
            "The decoder received enc_padding_mask. Pass it dec_padding_mask.",
            ("padding_mask=dec_padding_mask", "padding_mask=enc_padding_mask"),
        ),
        wrong(
            "decoder_reads_the_source",
            "The decoder received input_sentence. It should continue output_sentence.",
            ("            output_sentence,\n", "            input_sentence,\n"),
        ),
        wrong(
            "final_layer_missing",
            "These are the decoder's vectors. `self.final_layer` turns them into probabilities.",
            (LAST, "dec_output"),
        ),
        wrong(
            "never_training",
            "Encoder and decoder need to know whether this is training: pass `training=training`.",
            (ENCODE, ENCODE.replace("=training", "=False")),
            ("            training=training,\n", "            training=False,\n"),
        ),
        wrong("by_position", BY_POSITION, (ENCODE, "self.encoder(input_sentence, training, enc_padding_mask)")),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the probabilities first, then the weights.",
            ("return final_output, attention_weights", "return attention_weights, final_output"),
        ),
        wrong("gradient_cut", CUT_OFF, ("            enc_output,\n", "            tf.stop_gradient(enc_output),\n")),
        wrong(
            "logarithms",
            "These are logarithms of the probabilities. Return the probabilities.",
            (LAST, f"tf.math.log({LAST})"),
        ),
        wrong(
            "softmax_twice",
            "The softmax was applied twice: `final_layer` has one already.",
            (LAST, f"tf.nn.softmax({LAST})"),
        ),
        wrong(
            "look_ahead_forgotten",
            "The decoder was called without the look-ahead mask, so it sees the words that it should predict.",
            ("look_ahead_mask=look_ahead_mask", "look_ahead_mask=None"),
        ),
        wrong(
            "decoder_padding_forgotten",
            "The decoder was called without dec_padding_mask, so it attends to the source's padding.",
            ("padding_mask=dec_padding_mask", "padding_mask=None"),
        ),
        wrong(
            "encoder_padding_forgotten",
            "The encoder was called without its mask, so it attends to the padding.",
            ("mask=enc_padding_mask", "mask=None"),
        ),
        wrong(
            "encoder_never_training",
            "The encoder needs to know whether this is training: pass `training=training`.",
            (ENCODE, ENCODE.replace("=training", "=False")),
        ),
        wrong(
            "decoder_never_training",
            "The decoder needs to know whether this is training: pass `training=training`.",
            ("            training=training,\n", "            training=False,\n"),
        ),
        wrong(
            "always_training",
            "Encoder and decoder drop out outside training as well: pass `training=training`.",
            (ENCODE, ENCODE.replace("=training", "=True")),
            ("            training=training,\n", "            training=True,\n"),
        ),
        wrong(
            "encoder_reads_the_target",
            "The encoder received output_sentence. It should read input_sentence.",
            (ENCODE, ENCODE.replace("input_sentence", "output_sentence")),
        ),
        wrong(
            "weights_missing",
            "Return two results: the probabilities and the decoder's attention weights.",
            ("return final_output, attention_weights", "return final_output"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("            enc_output,\n", "            encoded,\n")),
    ),
    alternatives=(
        also_right(
            "one_expression",
            "the encoder's call inside the decoder's",
            (f"        enc_output = {ENCODE}\n", ""),
            ("            enc_output,\n", f"            {ENCODE},\n"),
        ),
        also_right(
            "names",
            "all arguments by name",
            ("self.encoder(input_sentence, training", "self.encoder(x=input_sentence, training"),
            (
                "            output_sentence,\n            enc_output,\n",
                "            x=output_sentence,\n            enc_output=enc_output,\n",
            ),
            (f"final_output = {LAST}\n        return final_output", f"return {LAST}"),
        ),
    ),
)
