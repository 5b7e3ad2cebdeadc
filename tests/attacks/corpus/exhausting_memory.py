"""Exhausting: three gigabytes, in one piece and in many."""

import numpy as np


def sigmoid(z):
    return np.ones(3 << 30, np.uint8)


def predict(w, b, X):
    kept = []
    while True:
        kept.append(bytearray(1 << 24))
