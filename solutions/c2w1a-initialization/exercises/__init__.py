"""The exercises of c2w1a: cases, hints, and the mistakes that the grader recognizes.

Weights and splits are random. They are judged by their properties (sizes, spread, independence, every example once),
so any right implementation passes, whatever random stream it uses.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .activation_scales import SCALES
from .normalize_inputs import NORMALIZE
from .random_weights import HE, RANDOM, XAVIER
from .train_dev_test_split import SPLIT
from .zeros import ZEROS

ASSIGNMENT = Assignment(
    name="c2w1a-initialization",
    module="initialization",
    title="Before learning begins: splits, scales and first weights",
    exercises=(SPLIT, NORMALIZE, ZEROS, RANDOM, SCALES, XAVIER, HE),
    packages=("numpy",),
    seconds=20.0,
)
