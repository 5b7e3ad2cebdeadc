"""The exercises of c1w4b: their cases, their known mistakes, and the hint for each mistake.

Networks are tiny and trained for a few steps. No two axes of a case have the same length, so that a swapped axis shows.
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
