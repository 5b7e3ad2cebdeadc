"""Exhausting: never read what the grader sends, and close half of the channel."""

import os


def sigmoid(z):
    os.close(3)
    while True:
        pass
