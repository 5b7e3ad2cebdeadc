"""Exhausting: an integer of a million digits, and one that takes forever to write down."""

import sys

sys.set_int_max_str_digits(0)


def sigmoid(z):
    return 10**1_000_000


def predict(w, b, X):
    return str(7 ** (10**7))


def initialize_with_zeros(dim):
    return {10**5000: 1}, -(10**4000)
