"""The rule on loops: over the cells of a filter they are allowed, over the places of a picture they are not."""

from __future__ import annotations

import pytest

from autograder.checks import rules
from autograder.exercise import Rule

RULE = Rule(
    "loops_over",
    "a loop over places",
    {"names": ("W", "hparameters", "A.shape[0]", "A.shape[3]"), "apart": ("zero_pad",)},
)
HEAD = """
def zero_pad(X, pad):
    for row in X:
        pass
    return X

def sizes(n, f):
    return n - f + 1

def layer(A, W, hparameters):
"""
ALLOWED = {
    "cells": "    f = W.shape[0]\n    for i in range(f):\n        for j in range(f):\n            pass",
    "cells and channels, taken from the shape": "    (f, f, n_in, n_out) = W.shape\n    for c in range(n_out): pass",
    "by ndindex": "    for i, j in np.ndindex(W.shape[:2]): pass",
    "a while": "    f, i = W.shape[0], 0\n    while i < f:\n        i += 1",
    "examples": "    m, n_H, n_W, n_C = A.shape\n    for i in range(m): pass",
    "examples by len": "    for i in range(len(A)): pass",
    "examples by index": "    return [i for i in range(A.shape[0])]",
    "a shared name for a channel": "    n_H, n_C = A.shape[1], A.shape[3]\n    for c in range(n_C): pass",
    "the module's own padding": "    P = zero_pad(A, 1)\n    for i in range(W.shape[1]): pass",
    "no loop": "    return A",
    "a fixed list": "    for text in ('a', 'b'): pass",
}
REFUSED = {
    "rows": "    for h in range(A.shape[1]): pass",
    "the result's rows": "    Z = np.zeros((A.shape[1] - W.shape[0], 3))\n    for h in range(Z.shape[0]): pass",
    "a size worked out by a function": "    n = sizes(A.shape[1], W.shape[0])\n    for h in range(n): pass",
    "in another function": "    return rows(A.shape[2])\n\ndef rows(n):\n    return [k for k in range(n)]",
    "in a function by keyword": "    return rows(n=A.shape[2])\n\ndef rows(n):\n    return [k for k in range(n)]",
    "in a function inside": "    def rows(n):\n        return [k for k in range(n)]\n    return rows(A.shape[2])",
    "a comprehension": "    m, n_H, n_W, n_C = A.shape\n    return [w for w in range(n_W)]",
    "places in one index": "    for k in np.ndindex(A.shape): pass",
    "the array itself": "    for picture in A: pass",
    "what padding gave": "    P = zero_pad(A, 1)\n    for h in range(P.shape[1]): pass",
    "a while": "    h = 0\n    while h < A.shape[1]:\n        h += 1",
    "an endless while": "    while True:\n        break",
    "map": "    return list(map(str, range(A.shape[1])))",
    "a name that meant something else before": "    n = W.shape[0]\n    n = A.shape[1]\n    for k in range(n): pass",
    "a hidden assignment": "    if (n := A.shape[1]) > 0:\n        for k in range(n): pass",
    "a row of another name": "    B = A\n    n_H = B.shape[1]\n    for h in range(n_H): pass",
}


def broken(body: str) -> bool:
    return bool(rules.check(rules.parse((HEAD + body + "\n").encode()), "layer", [RULE]))


@pytest.mark.parametrize("style", ALLOWED)
def test_loop_over_named_values_is_allowed(style: str) -> None:
    """A loop over what the rule names is allowed, in every style."""
    assert not broken(ALLOWED[style])


@pytest.mark.parametrize("style", REFUSED)
def test_loop_over_places_is_refused(style: str) -> None:
    """A loop over places is refused, in every style."""
    assert broken(REFUSED[style])


def test_a_missing_function_breaks_no_rule() -> None:
    """A missing function breaks no rule."""
    assert rules.check(rules.parse(b"x = 1\n"), "layer", [RULE]) == []


def test_circular_calls_end() -> None:
    """The analysis ends for functions that call each other."""
    source = "    return a(A)\n\ndef a(n):\n    return b(n)\n\ndef b(n):\n    for k in n: pass\n    return a(n)"
    assert broken(source)


def test_deep_expression_is_refused() -> None:
    """An expression that is too deep to analyse is refused without an error."""
    assert broken("    n = " + "-" * 60 + "+".join(["A"] * 900) + "\n    for k in range(n): pass")
