"""Exhausting: recursion without end, in Python and in C."""

import sys

sys.setrecursionlimit(2**31 - 1)


def sigmoid(z):
    return sigmoid(z)


def predict(w, b, X):
    value = []
    for _ in range(1_000_000):
        value = [value]
    return repr(value)
