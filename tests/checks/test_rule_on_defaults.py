"""The rule on defaults, for a default that would take too long to run in a case."""

from __future__ import annotations

import pytest

from autograder.checks import rules
from autograder.exercise import Rule

RULE = Rule("defaults", "the default was changed", {"steps": 2000, "rate": 0.5})


def broken(source: str) -> bool:
    return bool(rules.check(rules.parse(source.encode()), "train", [RULE]))


@pytest.mark.parametrize(
    "signature",
    [
        "X, steps=2000, rate=0.5",
        "X, steps=2_000, rate=1 / 2",
        "X, *, rate=0.5, steps=2000",
        "X, steps=int(2e3), rate=.5",
        "*args, **kwargs",
    ],
)
def test_same_defaults_pass(signature: str) -> None:
    """The same defaults pass, however they are written."""
    assert not broken(f"def train({signature}):\n    return X\n")


@pytest.mark.parametrize(
    "signature", ["X, steps=1999, rate=0.5", "X, steps=2000, rate=0.05", "X, steps, rate=0.5", "X, *, steps, rate=0.5"]
)
def test_other_defaults_break_the_rule(signature: str) -> None:
    """Another default, or none, breaks the rule."""
    assert broken(f"def train({signature}):\n    return X\n")


def test_missing_function_breaks_no_rule() -> None:
    """A missing function breaks no rule."""
    assert not broken("def other(steps=1):\n    return steps\n")


@pytest.mark.parametrize(
    ("signature", "wrong"), [("self, steps=2000, rate=0.5", False), ("self, steps=2, rate=0.5", True)]
)
def test_class_has_its_constructors_defaults(signature: str, wrong: bool) -> None:
    """A class has the defaults of its constructor."""
    source = f"class train:\n    def call(self, steps=1):\n        pass\n    def __init__({signature}):\n        pass\n"
    assert broken(source) is wrong
