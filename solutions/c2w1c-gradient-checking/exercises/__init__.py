"""What is asked in c2w1c, how it is told right from wrong, and what a teacher would say to each mistake.

A right check of a right gradient gives nothing but rounding. So most cases have a gradient that is wrong, or a nudge
so wide that the error of the difference itself is a number that one can compute.
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
