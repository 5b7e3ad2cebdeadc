"""The exercises of c1w1: their cases, their known mistakes, and the hint for each mistake.

Inputs are small, and no two axes of a case have the same length, so that a swapped axis shows.
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
