"""What is asked in c1w4b, how it is told right from wrong, and what a teacher would say to each mistake.

Networks are tiny and trained for a few steps. No two sizes in a case are equal, so that a swapped axis cannot hide.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .L_layer_model import DEEP
from .predict import PREDICT
from .two_layer_model import TWO_LAYERS

ASSIGNMENT = Assignment(
    name="c1w4b-image-classifier",
    module="image_classifier",
    title="Odd or even: a network that looks at handwritten digits",
    exercises=(TWO_LAYERS, PREDICT, DEEP),
    packages=("numpy", "helpers"),
    seconds=30.0,
)
