"""Exhausting: a regular expression that takes longer than the universe."""

import re


def sigmoid(z):
    return re.match("(a+)+$", "a" * 60 + "b")
