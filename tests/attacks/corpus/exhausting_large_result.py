"""Exhausting: a result of two hundred megabytes, and one that is small to write and large to read."""

import numpy as np


def sigmoid(z):
    return np.zeros(200 << 20, np.uint8)


def predict(w, b, X):
    return np.broadcast_to(np.zeros(1), (1 << 20, 1 << 20))


def initialize_with_zeros(dim):
    return [0] * 50_000_000, 0.0
