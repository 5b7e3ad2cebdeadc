"""nbgrader's gradebook on PostgreSQL: the same commands give the same rows as in SQLite."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cycle import books, small
from tests.cycle.conftest import CONFIG, Place
from tests.system.postgres import postgres

pytestmark = pytest.mark.system

WORK = {"ada": small.SOLUTION, "bo": small.HALF, "cy": small.STUB}


def grade_class(root: Path, gradebook: str | None) -> Path:
    """Release to, collect from and grade a class of three with stock commands; return the course's folder."""
    course = small.make_course(root, CONFIG)
    place = Place(course, {"GRADUS_GRADEBOOK": gradebook} if gradebook else {})
    place.run("generate_assignment", small.ASSIGNMENT, "--create")
    for name, text in WORK.items():
        folder = course / "submitted" / name / small.ASSIGNMENT
        folder.mkdir(parents=True)
        for path in (course / "release" / small.ASSIGNMENT).iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / f"{small.MODULE}.py").write_text(text)
    place.run("autograde", small.ASSIGNMENT, "--create")
    place.run("generate_feedback", small.ASSIGNMENT)
    return course


def comparable(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows with booleans and times in one form: the two databases store them differently."""

    def plain(value: Any) -> Any:
        if isinstance(value, bool):
            return int(value)
        return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime.datetime) else value

    return {table: sorted((tuple(map(plain, row)) for row in rows), key=repr) for table, rows in found.items()}


def test_the_gradebook_is_the_same_on_postgres(tmp_path: Path) -> None:
    """The rows on PostgreSQL are the same as in SQLite."""
    in_file = grade_class(tmp_path / "sqlite", None)
    expected = comparable(books.rows(in_file / "gradebook.db"))
    assert expected["grade"], "the comparison would be empty"
    with postgres() as address:
        course = grade_class(tmp_path / "postgres", address)
        assert comparable(books.rows(address)) == expected
        assert not (course / "gradebook.db").exists()
        assert len(list((course / "feedback").glob(f"*/{small.ASSIGNMENT}/*.html"))) == len(WORK)
