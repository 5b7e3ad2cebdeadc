"""The exercises of c4w2a: their test cases, and the feedback for each mistake.

A network is judged by how its layers are connected, in an order that does not depend on how it was written, and by its
output under weights set by the grader.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .convolutional_block import CONVOLUTIONAL_BLOCK
from .identity_block import IDENTITY_BLOCK
from .inception_module import INCEPTION_MODULE
from .network_cost import NETWORK_COST
from .plain_block import PLAIN_BLOCK
from .resnet50 import RESNET50
from .vgg_block import VGG_BLOCK
from .widest_bottleneck import WIDEST_BOTTLENECK

ASSIGNMENT = Assignment(
    name="c4w2a-residual-networks",
    module="residual",
    title="Residual networks: deep networks that can still learn",
    exercises=(
        NETWORK_COST,
        PLAIN_BLOCK,
        IDENTITY_BLOCK,
        WIDEST_BOTTLENECK,
        CONVOLUTIONAL_BLOCK,
        RESNET50,
        VGG_BLOCK,
        INCEPTION_MODULE,
    ),
    packages=("numpy", "tensorflow", "keras"),
    seconds=120.0,
)
