"""The exercises of c1w4a: their cases, their known mistakes, and the hint for each mistake.

Networks are small, of one to four layers. No two sizes in them are equal, and none equals the number of examples, so
that a swapped axis shows. One case has layers of equal size on purpose: there, a layer with the wrong input or cache
raises no error, and only its numbers are wrong.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .compute_cost import COST
from .initialize_parameters import INITIALIZE
from .initialize_parameters_deep import INITIALIZE_DEEP
from .linear_activation_backward import LAYER_BACKWARD
from .linear_activation_forward import LAYER_FORWARD
from .linear_backward import LINEAR_BACKWARD
from .linear_forward import LINEAR_FORWARD
from .model_backward import MODEL_BACKWARD
from .model_forward import MODEL_FORWARD
from .update_parameters import UPDATE

ASSIGNMENT = Assignment(
    name="c1w4a-deep-network",
    module="deep_network",
    title="Deep networks, layer by layer",
    exercises=(
        INITIALIZE,
        INITIALIZE_DEEP,
        LINEAR_FORWARD,
        LAYER_FORWARD,
        MODEL_FORWARD,
        COST,
        LINEAR_BACKWARD,
        LAYER_BACKWARD,
        MODEL_BACKWARD,
        UPDATE,
    ),
    packages=("numpy",),
    seconds=20.0,
)
