"""Example of the kind "random function": judged by shape, scale and independence, not by exact values."""

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


def deal(X, Y, size, rng):
    """
    Arguments:
        X: shape (n, m); Y: shape (1, m); size: examples in one part (int); rng: a NumPy Generator

    Returns:
        list of pairs (X_part, Y_part): the examples in random order, `size` in each part; the last may have fewer
    """
    ### BEGIN SOLUTION
    m = X.shape[1]
    order = rng.permutation(m)
    parts = []
    for start in range(0, m, size):
        chosen = order[start : start + size]
        parts.append((X[:, chosen], Y[:, chosen]))
    return parts
    ### END SOLUTION
