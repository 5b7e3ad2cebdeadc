"""What a check accepts, and what its card offers next: hints, progress, and whether the file was saved."""

from __future__ import annotations

import contextlib
import importlib.util
import sys

import pytest

from autograder import check, hint
from autograder.learner import memory
from autograder.learner.errors import CheckFailed, CheckUnavailable
from tests.learner.test_check import RIGHT

WRONG = "def double(x):\n    return x ** 2\n"


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    """Each test is a session of its own."""
    monkeypatch.setattr(memory, "_checked", {})
    monkeypatch.setattr(memory, "_hints", {})


@pytest.fixture
def card(capsys):
    """Check and give the card's text, whatever the verdict."""

    def shown(*asked: object) -> str:
        with contextlib.suppress(CheckFailed):
            check(*asked)
        return capsys.readouterr().out

    return shown


@pytest.fixture
def tiny(release, write):
    """The learner's module, imported as in a notebook."""
    write(RIGHT)
    spec = importlib.util.spec_from_file_location("tiny", release / "tiny.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["tiny"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["tiny"]


class TestNames:
    """An exercise may be named in every way that is clear."""

    def test_function(self, tiny, card):
        assert "✓ Right  double" in card(tiny.double)

    def test_hint(self, tiny, capsys):
        hint(tiny.double)
        assert "Hint 1 of 2  double" in capsys.readouterr().out

    def test_function_among_several_keys(self, release, tiny, card):
        (release / "t2a-other.key").write_bytes((release / "t1a-tiny.key").read_bytes())
        assert "✓ Right  double" in card(tiny.double)

    @pytest.mark.parametrize("name", ["Double", "t1a.DOUBLE", "T1A.double", " double "])
    def test_capitals(self, write, card, name):
        write(RIGHT)
        assert "✓ Right  double" in card(name)

    def test_other_function(self, release):
        with pytest.raises(CheckUnavailable, match="no exercise 'sorted'"):
            check(sorted)

    @pytest.mark.parametrize("slip", [3.5, None, [1], lambda x: x])
    def test_no_exercise(self, release, slip):
        with pytest.raises(CheckUnavailable, match="the function or class itself"):
            check(slip)


class TestHints:
    """A card that is not right offers the next hint."""

    def test_each_time_the_next(self, write, card, capsys):
        write(WRONG)
        assert 'A hint: `hint("t1a.double")`' in card("double")
        hint("double")
        capsys.readouterr()
        assert 'Next hint: `hint("t1a.double")`' in card("double")
        hint("double")
        capsys.readouterr()
        assert "You have seen all hints" in card("double")

    def test_not_attempted(self, release, card):
        assert 'A hint: `hint("t1a.double")`' in card("double")


class TestProgress:
    """A right card says how far along the learner is, and what comes next."""

    def test_next(self, write, card):
        write(RIGHT)
        assert "1 of 2 checked and right. Next: `mean_square`." in card("double")
        assert "Both right. Run the notebook from top to bottom once" in card("mean_square")

    def test_one_before(self, write, card):
        write(RIGHT)
        assert "1 of 2 checked and right. Next: `double`." in card("mean_square")

    def test_no_longer_right(self, write, card):
        write(RIGHT)
        card("double")
        write(WRONG)
        card("double")
        write(RIGHT)
        assert "1 of 2 checked and right. Next: `double`." in card("mean_square")


class TestUnchanged:
    """A learner who forgot to save reads it on the card."""

    def test_same_file(self, write, card):
        write(WRONG)
        assert "Not saved" not in card("double")
        assert "Not saved since your last check: tiny.py" in card("double")

    def test_changed_file(self, write, card):
        write(WRONG)
        card("double")
        write(WRONG + "\n")
        assert "Not saved" not in card("double")

    def test_right_again(self, write, card):
        write(RIGHT)
        card("double")
        assert "Not saved" not in card("double")

    def test_another_exercise(self, write, card):
        write(WRONG)
        card("double")
        assert "Not saved" not in card("mean_square")
