"""The exercises of c1w2a: their cases, their known mistakes, and the hint for each mistake.

Inputs are small, and no two axes of a case have the same length, so that a swapped axis shows.
"""

from __future__ import annotations

from autograder.exercise import Assignment

from .calorie_shares import CALORIE_SHARES
from .dots import DOT_LOOP, DOT_VECTORIZED
from .graph import BACKWARD, FORWARD
from .image2vector import IMAGE2VECTOR
from .losses import L1, L2
from .normalize_rows import NORMALIZE_ROWS
from .numerical_derivative import DERIVATIVE
from .sigmoids import BASIC_SIGMOID, SIGMOID, SIGMOID_DERIVATIVE
from .softmax import SOFTMAX

ASSIGNMENT = Assignment(
    name="c1w2a-numpy-basics",
    module="numpy_basics",
    title="NumPy for neural networks",
    exercises=(
        DERIVATIVE,
        FORWARD,
        BACKWARD,
        BASIC_SIGMOID,
        SIGMOID,
        SIGMOID_DERIVATIVE,
        IMAGE2VECTOR,
        CALORIE_SHARES,
        NORMALIZE_ROWS,
        SOFTMAX,
        L1,
        L2,
        DOT_LOOP,
        DOT_VECTORIZED,
    ),
    packages=("numpy",),
)
