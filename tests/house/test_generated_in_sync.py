"""What is generated says so, and follows from its source as it stands."""

from __future__ import annotations

from autograder.authoring.stub import expected_stubs
from autograder.project import Project
from tests.house.tree import ROOT

PROJECT = Project.at(ROOT)


def test_every_stub_follows_from_its_reference() -> None:
    wanted = expected_stubs(PROJECT)
    assert wanted
    for path, text in wanted.items():
        assert path.is_file(), f"{path} is missing: gradus build"
        assert path.read_text(encoding="utf-8") == text, f"{path} is out of date: gradus build"


def test_no_stub_is_left_from_an_assignment_that_is_gone() -> None:
    wanted = set(expected_stubs(PROJECT))
    assert {path for path in PROJECT.stubs.rglob("*.py") if "__pycache__" not in path.parts} == wanted


def test_every_stub_says_in_its_first_line_that_it_is_generated() -> None:
    for path in expected_stubs(PROJECT):
        assert path.read_text(encoding="utf-8").startswith("# Generated from solutions/")
