"""The exercises of c1w2b: their cases, their known mistakes, and the hint for each mistake.

Inputs are small, and no two axes of a case have the same length, so that a swapped axis shows. Reasons that are not
obvious are given next to the lines they explain.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .flatten_images import FLATTEN
from .initialize_with_zeros import INITIALIZE
from .model import MODEL
from .optimize import OPTIMIZE
from .predict import PREDICT
from .propagate import PROPAGATE
from .sigmoid import SIGMOID

ASSIGNMENT = Assignment(
    name="c1w2b-logistic-regression",
    module="logistic_regression",
    title="Logistic regression: a neuron that learns",
    exercises=(SIGMOID, INITIALIZE, FLATTEN, PROPAGATE, OPTIMIZE, PREDICT, MODEL),
    packages=("numpy",),
    seconds=20.0,  # a correct submission takes a quarter of a second; a hang costs half of the remaining time, twice
)
