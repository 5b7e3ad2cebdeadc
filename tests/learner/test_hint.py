"""Hints come one at a time, the gentlest first, and the session remembers which was last."""

from __future__ import annotations

import pytest

from autograder import hint
from autograder.learner.errors import CheckUnavailable


def test_each_call_shows_the_next_hint(release, capsys):
    """Each call shows the next hint; the last one is repeated."""
    said = []
    for _ in range(3):
        hint("t1a.double")
        said.append(capsys.readouterr().out)
    assert "Hint 1 of 2" in said[0] and "Twice as much." in said[0]
    assert "Hint 2 of 2" in said[1] and "Multiply by `2`." in said[1]
    assert said[2] == said[1]


def test_each_exercise_has_its_own_count(release, capsys):
    """Each exercise has its own count."""
    hint("t1a.double")
    hint("t1a.mean_square")
    assert capsys.readouterr().out.count("Hint 1 of 2") == 2


def test_a_hint_can_be_chosen(release, capsys):
    """A hint can be chosen by number, and a number that does not exist is an error."""
    hint("t1a.double", 2)
    assert "Multiply" in capsys.readouterr().out
    with pytest.raises(CheckUnavailable, match="there is no hint 3"):
        hint("t1a.double", 3)


def test_a_hint_needs_an_exercise(release):
    """A hint without an exercise ends with an example of a correct call."""
    with pytest.raises(CheckUnavailable, match=r'hint\("t1a.double"\)'):
        hint("t1a")
