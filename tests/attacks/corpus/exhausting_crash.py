"""Exhausting: a segmentation fault."""

import ctypes


def sigmoid(z):
    ctypes.string_at(1)


def predict(w, b, X):
    ctypes.memset(0, 0, 1 << 30)
