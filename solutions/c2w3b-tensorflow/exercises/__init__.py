"""The exercises of c2w3b: cases, hints, and the mistakes that the grader recognizes.

Learners write TensorFlow. So the grader checks not only values but also types, and whether a tape can differentiate.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .forward_propagation import FORWARD
from .initialize_parameters import INITIALIZE
from .linear_function import LINEAR
from .minimize_quadratic import MINIMIZE
from .one_hot_matrix import ONE_HOT
from .sigmoid import SIGMOID
from .total_loss import TOTAL_LOSS
from .train_step import TRAIN_STEP

ASSIGNMENT = Assignment(
    name="c2w3b-tensorflow",
    module="tensorflow_intro",
    title="TensorFlow: say what to compute, and let it find the slopes",
    exercises=(LINEAR, SIGMOID, MINIMIZE, ONE_HOT, INITIALIZE, FORWARD, TOTAL_LOSS, TRAIN_STEP),
    packages=("numpy", "tensorflow", "keras"),
    seconds=90.0,
)
