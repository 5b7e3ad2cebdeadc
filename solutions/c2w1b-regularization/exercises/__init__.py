"""The exercises of c2w1b: cases, hints, and the mistakes that the grader recognizes."""

from __future__ import annotations

from autograder.exercise import Assignment

from .augment import AUGMENT
from .costs import COST_L1, COST_L2
from .diagnose import DIAGNOSE
from .dropout_backward import DROPOUT_BACKWARD
from .dropout_forward import DROPOUT_FORWARD
from .l2_backward import L2_BACKWARD
from .stopping import STOPPING

ASSIGNMENT = Assignment(
    name="c2w1b-regularization",
    module="regularization",
    title="Regularization: learning what holds, not what happened",
    exercises=(DIAGNOSE, COST_L2, COST_L1, L2_BACKWARD, DROPOUT_FORWARD, DROPOUT_BACKWARD, STOPPING, AUGMENT),
    packages=("numpy",),
    seconds=20.0,
)
