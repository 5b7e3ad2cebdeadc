"""README, Makefile, docs and commands name the same first assignment and the same size of the demo's class."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.bundle import find_bundle
from autograder.demo.cast import SIZE
from autograder.project import Project, short_name

ROOT = Path(__file__).resolve().parents[2]
FIRST = Project.at(ROOT).assignments()[0]


@pytest.mark.parametrize("name", ["README.md", "Makefile", "docs/teachers.md"])
def test_class_size(name: str) -> None:
    """Each "class of N" about the demo has the cast's size."""
    text = (ROOT / name).read_text(encoding="utf-8")
    said = re.findall(r"demo[^\n]*class of (\d+)", text)
    assert said and set(map(int, said)) == {SIZE}


def test_first_in_readme() -> None:
    """README lays out the course's first assignment, and asks for a hint of one of its exercises."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (first,) = re.findall(r"^gradus start (\S+) .*first assignment", text, re.MULTILINE)
    assert first == short_name(FIRST)
    exercises = {exercise.name for exercise in find_bundle(Project.at(ROOT), FIRST).assignment.exercises}
    assert set(re.findall(r"`gradus hint (\w+)`", text)) <= exercises


def test_first_in_commands(gradus, tmp_path: Path) -> None:
    """So do `list` and an empty `status`."""
    for command in ("list", "status"):
        assert f"`gradus start {short_name(FIRST)}`" in gradus(command, cwd=tmp_path).stdout
