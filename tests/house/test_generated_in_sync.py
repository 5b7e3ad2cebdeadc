"""Generated files say so and are up to date with their sources."""

from __future__ import annotations

from autograder.authoring.stub import expected_stubs
from autograder.project import Project
from tests.house.tree import ROOT

PROJECT = Project.at(ROOT)


def test_stubs_are_up_to_date() -> None:
    """Every stub is the one that its reference gives."""
    wanted = expected_stubs(PROJECT)
    assert wanted
    for path, text in wanted.items():
        assert path.is_file(), f"{path} is missing: gradus build"
        assert path.read_text(encoding="utf-8") == text, f"{path} is out of date: gradus build"


def test_no_stub_is_left_over() -> None:
    """No stub is left over from an assignment that no longer exists."""
    wanted = set(expected_stubs(PROJECT))
    assert {path for path in PROJECT.stubs.rglob("*.py") if "__pycache__" not in path.parts} == wanted


def test_stubs_say_they_are_generated() -> None:
    """The first line of every stub says that it is generated."""
    for path in expected_stubs(PROJECT):
        assert path.read_text(encoding="utf-8").startswith("# Generated from solutions/")
