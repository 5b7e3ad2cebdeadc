"""Lying: shapes that fit everything by broadcasting, and values in strange types."""

import numpy as np


def sigmoid(z):
    return np.full((1,) * 20, 0.5)


def flatten_images(X):
    return X.astype("S10")


def predict(w, b, X):
    return np.array("0.0")


def initialize_with_zeros(dim):
    return np.zeros((1, 1)), np.zeros((1, 1, 1))


def propagate(w, b, X, Y):
    return {"dw": np.zeros(1), "db": "0", None: 0, 1: 2, b"x": (1,)}, [0]
