"""Example of the kind "values": two functions; the second calls the first."""

import numpy as np


def center(X):
    """
    Subtract the mean of each row.

    Arguments:
        X: shape (n, m), float

    Returns:
        X_c: shape (n, m); mean: shape (n, 1)
    """
    ### BEGIN SOLUTION
    mean = np.mean(X, axis=1, keepdims=True)
    X_c = X - mean
    return X_c, mean
    ### END SOLUTION


def covariance(X):
    """
    The covariance of the rows of X. Calls `center`.

    Arguments:
        X: shape (n, m), float

    Returns:
        {"C": shape (n, n), divided by m, "m": the number of columns}
    """
    ### BEGIN SOLUTION
    X_c, _mean = center(X)
    m = X.shape[1]
    C = np.dot(X_c, X_c.T) / m
    return {"C": C, "m": m}
    ### END SOLUTION
