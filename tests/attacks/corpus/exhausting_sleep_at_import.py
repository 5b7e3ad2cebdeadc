"""Exhausting: sleep while the module is loaded."""

import time

time.sleep(1e6)


def sigmoid(z):
    return 0.5
