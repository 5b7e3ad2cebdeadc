"""The exercises of c2w2: cases, hints, and the mistakes that the grader recognizes.

Networks have one to four layers, and no array is square. Steps start from averages that are not zero, so that leaving
one out shows, and from zeros, as in a first step. Mini-batches are judged by their properties, so any right shuffle
passes.
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
