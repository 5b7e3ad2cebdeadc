"""What is asked in c1w1, how it is told right from wrong, and what a teacher would say to each mistake.

Inputs are small, and no two sizes in a case are equal, so that a swapped axis cannot hide.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .fit_price import FIT
from .predict_price import PREDICT
from .relu import RELU

ASSIGNMENT = Assignment(
    name="c1w1-first-neuron",
    module="first_neuron",
    title="A first neuron",
    exercises=(RELU, PREDICT, FIT),
    packages=("numpy",),
)
