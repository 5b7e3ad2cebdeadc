"""Exhausting: prints without end, by Python and past it."""

import os
import sys


def sigmoid(z):
    while True:
        print("x" * 10_000)
        sys.stderr.write("x" * 10_000)
        sys.__stdout__.write("x" * 10_000)
        os.write(1, b"x" * 10_000)
