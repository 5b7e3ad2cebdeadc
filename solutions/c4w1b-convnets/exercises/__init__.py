"""The exercises of c4w1b: their test cases, and the feedback for each mistake.

A model is judged by its layers and by its output, whether it is Sequential, functional or a subclass of Model.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .convolutional_model import CONVOLUTIONAL_MODEL
from .happy_model import HAPPY_MODEL
from .layer_table import LAYER_TABLE
from .lenet5 import LENET5

ASSIGNMENT = Assignment(
    name="c4w1b-convnets",
    module="convnets",
    title="Convolutional networks: layers that know what a picture is",
    exercises=(HAPPY_MODEL, CONVOLUTIONAL_MODEL, LAYER_TABLE, LENET5),
    packages=("numpy", "tensorflow", "keras"),
    seconds=90.0,
)
