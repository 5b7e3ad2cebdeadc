"""The exercises of c4w1a: their test cases, and the feedback for each mistake.

No picture is square, and strides and paddings vary. The pictures are tiny because Python loops over positions are slow,
and a few positions reveal a mistake as well as many do.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .conv_backward import CONV_BACKWARD
from .conv_forward import CONV_FORWARD
from .cross_correlate import CROSS_CORRELATE
from .pool_backward import POOL_BACKWARD
from .pool_forward import POOL_FORWARD
from .sizes import CONV_OUTPUT_SIZE, CONV_PARAMS
from .vectorized import CONV_FORWARD_VECTORIZED
from .windows import CREATE_MASK, DISTRIBUTE_VALUE
from .zero_pad import CONV_SINGLE_STEP, ZERO_PAD

ASSIGNMENT = Assignment(
    name="c4w1a-convolution",
    module="convolution",
    title="Convolution, step by step",
    exercises=(
        CONV_OUTPUT_SIZE,
        CROSS_CORRELATE,
        ZERO_PAD,
        CONV_SINGLE_STEP,
        CONV_PARAMS,
        CONV_FORWARD,
        POOL_FORWARD,
        CONV_FORWARD_VECTORIZED,
        CONV_BACKWARD,
        CREATE_MASK,
        DISTRIBUTE_VALUE,
        POOL_BACKWARD,
    ),
)
