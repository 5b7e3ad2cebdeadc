"""The exercises of c2w1c: cases, hints, and the mistakes that the grader recognizes.

A right check of a right gradient gives only rounding errors. So most cases use a wrong gradient, or a nudge so wide
that the error of the difference quotient itself can be computed.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .backward_propagation_n import MENDED
from .differences import ONE_SIDED, TWO_SIDED
from .gradient_check import CHECK
from .gradient_check_n import CHECK_N
from .one_parameter import BACKWARD, FORWARD

ASSIGNMENT = Assignment(
    name="c2w1c-gradient-checking",
    module="gradient_checking",
    title="Is the gradient right? Measure it",
    exercises=(ONE_SIDED, TWO_SIDED, FORWARD, BACKWARD, CHECK, CHECK_N, MENDED),
    packages=("numpy",),
    seconds=20.0,
)
