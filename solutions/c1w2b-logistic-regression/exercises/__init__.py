"""What is asked in c1w2b, how it is told right from wrong, and what a teacher would say to each mistake.

Inputs are small, and no two sizes in a case are equal, so that a swapped axis cannot hide. Reasons that are not obvious
stand beside the lines they explain.
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
    seconds=20.0,  # a right submission takes a quarter of one; a hang costs half of what is left, twice
)
