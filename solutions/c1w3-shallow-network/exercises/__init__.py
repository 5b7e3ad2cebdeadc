"""The exercises of c1w3: their cases, their known mistakes, and the hint for each mistake.

Inputs are small, and no two axes of a case have the same length, so that a swapped axis shows. Reasons that are not
obvious are given next to the lines they explain.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .activation import ACTIVATION
from .activation_derivative import ACTIVATION_DERIVATIVE
from .backward_propagation import BACKWARD
from .compute_cost import COMPUTE_COST
from .forward_propagation import FORWARD
from .initialize_parameters import INITIALIZE
from .layer_sizes import LAYER_SIZES
from .nn_model import NN_MODEL
from .predict import PREDICT
from .update_parameters import UPDATE

ASSIGNMENT = Assignment(
    name="c1w3-shallow-network",
    module="shallow_network",
    title="A network with one hidden layer",
    exercises=(
        LAYER_SIZES,
        ACTIVATION,
        ACTIVATION_DERIVATIVE,
        INITIALIZE,
        FORWARD,
        COMPUTE_COST,
        BACKWARD,
        UPDATE,
        NN_MODEL,
        PREDICT,
    ),
    packages=("numpy",),
    seconds=20.0,
)
