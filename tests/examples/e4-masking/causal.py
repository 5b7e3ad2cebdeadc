"""Example of the kind "masking by perturbation": the future must not matter."""

import numpy as np


def running_mean(x):
    """
    Arguments:
        x: shape (m, T), a series in each row

    Returns:
        shape (m, T): at time t the mean of the row up to and including t
    """
    ### BEGIN SOLUTION
    T = x.shape[1]
    return np.cumsum(x, axis=1) / np.arange(1, T + 1)
    ### END SOLUTION
