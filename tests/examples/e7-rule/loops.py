"""Example of the kind "source rule": the right value, without the function that solves the exercise."""

import numpy as np


def norm(x):
    """
    The Euclidean length of a vector, without np.linalg and without loops.

    Arguments:
        x: shape (n,), float

    Returns:
        a number
    """
    ### BEGIN SOLUTION
    return np.sqrt(np.sum(x**2))
    ### END SOLUTION
