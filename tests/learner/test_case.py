"""`case` gives the failing inputs as Python values, which the learner may change."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from autograder import case, check
from autograder.learner import memory
from autograder.learner.errors import CheckFailed, CheckUnavailable
from tests.learner.test_check import RIGHT

SQUARE = "def double(x):\n    return x ** 2\n"


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    monkeypatch.setattr(memory, "_checked", {})
    monkeypatch.setattr(memory, "_latest", [])


def test_values(write):
    """The inputs by name, the expected and the actual result: the learner can compute both."""
    write(SQUARE)
    found = case("t1a.double")
    assert list(found.inputs) == ["x"]
    np.testing.assert_allclose(found.expected, 2 * found.inputs["x"])
    np.testing.assert_allclose(found.actual, found.inputs["x"] ** 2)


def test_after_a_check(write, capsys):
    """After a check, `case()` means the exercise that was not right, and the card says so."""
    write(SQUARE)
    with contextlib.suppress(CheckFailed):
        check("double")
    assert "`case()`" in capsys.readouterr().out
    assert case().exercise == "double"


def test_error(write):
    """Code that stops has no result, and the error is told."""
    write("def double(x):\n    return x.nothing\n")
    found = case("double")
    assert found.actual is None
    assert found.error.startswith("AttributeError: ")
    assert "AttributeError" in repr(found)


def test_right(write):
    """For a right answer, expected and actual result agree."""
    write(RIGHT)
    found = case("double")
    np.testing.assert_allclose(found.expected, found.actual)


def test_values_are_the_learners(write):
    """Changing the values changes nothing in later checks."""
    write(SQUARE)
    first = case("double")
    before = first.inputs["x"].copy()
    first.inputs["x"][:] = 0
    first.expected[:] = 0
    again = case("double")
    np.testing.assert_array_equal(again.inputs["x"], before)
    np.testing.assert_allclose(again.expected, 2 * before)


def test_shown(write):
    """It prints one row for each input and both results."""
    write(SQUARE)
    title, *rows = repr(case("double")).split("\n")
    assert title == "double(x)"
    assert [row.split()[0] for row in rows] == ["x", "expected", "actual"]


def test_nothing_checked(release):
    """Without a name and without a check, it asks of which exercise."""
    with pytest.raises(CheckUnavailable, match=r'case\("t1a.double"\)'):
        case()
