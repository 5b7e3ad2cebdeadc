"""What is asked in c2w1a, how it is told right from wrong, and what a teacher would say to each mistake.

Weights are random and splits are drawn: they are judged by what they promise (sizes, spread, independence, every
example once), so that any right implementation passes, whatever stream it draws from.
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
