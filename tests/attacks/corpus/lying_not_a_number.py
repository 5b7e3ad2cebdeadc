"""Lying: nan and infinity compare strangely; huge and tiny numbers swallow differences."""

import numpy as np


def sigmoid(z):
    return np.full(np.shape(z), np.nan)


def flatten_images(X):
    return np.full((X[0].size, X.shape[0]), np.inf)


def predict(w, b, X):
    return np.full((1, X.shape[1]), -0.0) * np.nan


def propagate(w, b, X, Y):
    return {"dw": np.full(w.shape, np.nan), "db": float("nan")}, float("nan")


def initialize_with_zeros(dim):
    return np.full((dim, 1), np.nan), complex("nan")
