"""What is asked in c2w2, how it is told right from wrong, and what a teacher would say to each mistake.

Networks have one to four layers, no two sizes in one array alike. Steps go from memories that hold something already,
so that a forgotten one shows, and from empty ones, as in a first step. Mini-batches are judged by what must hold of
them: any right shuffle passes.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .adam import ADAM
from .averages import EWMA
from .decays import SCHEDULE, UPDATE_LR
from .gd import GD
from .memories import ADAM_MEMORY, RMSPROP_MEMORY, VELOCITY
from .mini_batches import MINI_BATCHES
from .momentum import MOMENTUM
from .more_decays import EXPONENTIAL, SQRT
from .rmsprop import RMSPROP

ASSIGNMENT = Assignment(
    name="c2w2-optimizers",
    module="optimizers",
    title="Optimizers: small bites, memories and rulers",
    exercises=(
        GD,
        MINI_BATCHES,
        EWMA,
        VELOCITY,
        MOMENTUM,
        RMSPROP_MEMORY,
        RMSPROP,
        ADAM_MEMORY,
        ADAM,
        UPDATE_LR,
        SCHEDULE,
        EXPONENTIAL,
        SQRT,
    ),
    packages=("numpy",),
    seconds=20.0,
)
