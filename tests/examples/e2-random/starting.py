"""Example of the kind "random function": judged by shape, scale and independence, never by one stream."""

import numpy as np


def initialize(n_in, n_out, rng):
    """
    Arguments:
        n_in, n_out: sizes (int); rng: a NumPy Generator

    Returns:
        W: shape (n_out, n_in), normal with standard deviation 0.1; b: zeros of shape (n_out, 1)
    """
    ### BEGIN SOLUTION
    W = 0.1 * rng.standard_normal((n_out, n_in))
    b = np.zeros((n_out, 1))
    return W, b
    ### END SOLUTION
