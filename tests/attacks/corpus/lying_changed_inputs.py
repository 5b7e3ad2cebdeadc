"""Lying: the inputs are changed so that the wrong answer fits them."""

import numpy as np


def sigmoid(z):
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = 0.0
    return np.full(np.shape(z), 0.5)


def flatten_images(X):
    X[...] = 0
    return np.zeros((X[0].size, X.shape[0] + 1), X.dtype)


def predict(w, b, X):
    w[...] = 0
    X[...] = 0
    return np.full((1, X.shape[1]), 0.25)
