"""The exercises of c2w3a: cases, hints, and the mistakes that the grader recognizes.

Random results are judged by their properties: their range, their distribution, that they come from the given generator,
and that no two draws share a random number. So any right implementation passes, whatever its random stream.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .batch_norm_backward import BATCH_NORM_BACKWARD
from .batch_norm_forward import BATCH_NORM_FORWARD
from .coarse_to_fine import COARSE_TO_FINE
from .cross_entropy import CROSS_ENTROPY
from .random_search import RANDOM_SEARCH
from .sampling import SAMPLE_BETA, SAMPLE_LEARNING_RATE
from .softmax import SOFTMAX
from .softmax_backward import SOFTMAX_BACKWARD

ASSIGNMENT = Assignment(
    name="c2w3a-batch-norm-softmax",
    module="batch_norm",
    title="Softmax, batch norm, and the search for good settings",
    exercises=(
        SOFTMAX,
        CROSS_ENTROPY,
        SOFTMAX_BACKWARD,
        BATCH_NORM_FORWARD,
        BATCH_NORM_BACKWARD,
        SAMPLE_LEARNING_RATE,
        SAMPLE_BETA,
        RANDOM_SEARCH,
        COARSE_TO_FINE,
    ),
    packages=("numpy",),
    seconds=20.0,
)
