"""What is asked in c2w3a, how it is told right from wrong, and what a teacher would say to each mistake.

What is drawn by chance is judged by what it promises: where it lies, how it is spread, that the generator which was
given is used, and that no two draws share one number. So any right implementation passes, whatever its stream.
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
