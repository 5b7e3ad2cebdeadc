"""The exercises of c5w4a: their test cases, and the feedback for each mistake.

Attention has batch and head axes, different numbers of queries and keys, and a depth that differs from both. The
classes are instantiated, given weights, and tested: their output, what changes when something hidden changes, and
whether they learn.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .attention import ATTENTION
from .decoder import DECODER
from .decoder_layer import DECODER_LAYER
from .encoder import ENCODER
from .encoder_layer import ENCODER_LAYER
from .get_angles import GET_ANGLES
from .heads import MULTI_HEAD_ATTENTION
from .layer_norm import LAYER_NORM
from .masks import LOOK_AHEAD_MASK, PADDING_MASK
from .positional_encoding import POSITIONAL_ENCODING
from .transformer import TRANSFORMER

ASSIGNMENT = Assignment(
    name="c5w4a-transformer",
    module="transformer",
    title="The Transformer, part by part",
    exercises=(
        GET_ANGLES,
        POSITIONAL_ENCODING,
        PADDING_MASK,
        LOOK_AHEAD_MASK,
        ATTENTION,
        MULTI_HEAD_ATTENTION,
        LAYER_NORM,
        ENCODER_LAYER,
        ENCODER,
        DECODER_LAYER,
        DECODER,
        TRANSFORMER,
    ),
    packages=("numpy", "tensorflow", "keras"),
    seconds=120.0,
)
