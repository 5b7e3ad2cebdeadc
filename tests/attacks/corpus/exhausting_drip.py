"""Exhausting: an answer of a gigabyte, one byte at a time."""

import os
import time


def sigmoid(z):
    os.write(3, (60 << 20).to_bytes(8, "little"))
    while True:
        os.write(3, b"x")
        time.sleep(0.001)
