"""A default that no case can afford to use is held by a rule on the source."""

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
def test_the_same_defaults_pass_however_they_are_written(signature: str) -> None:
    assert not broken(f"def train({signature}):\n    return X\n")


@pytest.mark.parametrize(
    "signature", ["X, steps=1999, rate=0.5", "X, steps=2000, rate=0.05", "X, steps, rate=0.5", "X, *, steps, rate=0.5"]
)
def test_another_default_or_none_breaks_the_rule(signature: str) -> None:
    assert broken(f"def train({signature}):\n    return X\n")


def test_a_function_that_is_not_there_breaks_nothing() -> None:
    assert not broken("def other(steps=1):\n    return steps\n")


@pytest.mark.parametrize(
    ("signature", "wrong"), [("self, steps=2000, rate=0.5", False), ("self, steps=2, rate=0.5", True)]
)
def test_a_class_has_the_defaults_of_its_constructor(signature: str, wrong: bool) -> None:
    source = f"class train:\n    def call(self, steps=1):\n        pass\n    def __init__({signature}):\n        pass\n"
    assert broken(source) is wrong
