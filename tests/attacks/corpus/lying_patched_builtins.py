"""Lying: builtins that agree: isinstance, len, all, any, abs, max."""

import builtins

builtins.all = builtins.any = builtins.isinstance = lambda *args: True
builtins.abs = builtins.max = builtins.sum = lambda *args, **kwargs: 0
builtins.AssertionError = builtins.Exception = builtins.ValueError = KeyError


def sigmoid(z):
    return "right"


def predict(w, b, X):
    assert False
