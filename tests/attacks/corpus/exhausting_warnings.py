"""Exhausting: a million warnings, each different."""

import warnings


def sigmoid(z):
    for number in range(1_000_000):
        warnings.warn(f"warning {number} " * 10)
    return 0.0
