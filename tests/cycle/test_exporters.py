"""Marks are exported in the columns that Canvas, Moodle and Gradescope document, with penalties deducted."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.cycle.conftest import Place

PLUGINS = "autograder.nbgrader_adapter.exporters."


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Ann was late and lost 5 of 70 points; Bo, whose name needs quotes, submitted one of two; Cy submitted nothing."""
    # nbgrader calls `alembic` by name, even from an environment that is not activated.
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    url = f"sqlite:///{tmp_path_factory.mktemp('book') / 'gradebook.db'}"
    with Gradebook(url) as book:
        book.add_assignment("c1w1", duedate=datetime(2026, 3, 1, 12))
        book.add_assignment("c1w2")
        for name, points in (("c1w1", 100), ("c1w2", 50)):
            book.add_notebook("work", name)
            book.add_grade_cell("cell", "work", name, max_score=points, cell_type="code")
        book.add_student("ann", first_name="Ann", last_name="Ång", email="ann@school.example", lms_user_id="17")
        book.add_student("bo", first_name='Bo "B."', last_name="Li, Jr")
        book.add_student("cy")
        late = book.add_submission("c1w1", "ann", timestamp=datetime(2026, 3, 1, 14, 3, 5))
        late.notebooks[0].late_submission_penalty = 5
        book.find_grade("cell", "work", "c1w1", "ann").auto_score = 70
        book.add_submission("c1w2", "bo")
        book.find_grade("cell", "work", "c1w2", "bo").auto_score = 12.5
        book.db.commit()
    yield url
    monkeypatch.undo()


def exported(gradebook: str, exporter: str, folder: Path, *options: str) -> list[list[str]]:
    Place(folder).run("export", f"--db={gradebook}", f"--exporter={PLUGINS}{exporter}", *options)
    (written,) = folder.glob("*.csv")
    with written.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_canvas_columns(gradebook: str, tmp_path: Path) -> None:
    """Canvas gets names, ids, possible points and scores."""
    numbers = "--CanvasExporter.assignment_numbers={'c1w1': '4711'}"
    rows = exported(gradebook, "CanvasExporter", tmp_path, numbers, "--CanvasExporter.section=Monday")
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "c1w1 (4711)", "c1w2"],
        ["    Points Possible", "", "", "", "", "100.0", "50.0"],
        ["Ång, Ann", "17", "", "ann", "Monday", "65.0", ""],
        ['Li, Jr, Bo "B."', "", "", "bo", "Monday", "", "12.5"],
        ["cy", "", "", "cy", "Monday", "", ""],
    ]


def test_moodle_columns(gradebook: str, tmp_path: Path) -> None:
    """Moodle gets people with id and address, and a grade for each item."""
    rows = exported(gradebook, "MoodleExporter", tmp_path, "--MoodleExporter.missing=0")
    assert rows == [
        ["First name", "Last name", "ID number", "Email address", "Assignment: c1w1 (Real)", "Assignment: c1w2 (Real)"],
        ["Ann", "Ång", "ann", "ann@school.example", "65.0", "0"],
        ['Bo "B."', "Li, Jr", "bo", "", "0", "12.5"],
        ["", "", "cy", "", "0", "0"],
    ]


def test_gradescope_columns(gradebook: str, tmp_path: Path) -> None:
    """Gradescope gets score, maximum, time and lateness of each assignment."""
    rows = exported(gradebook, "GradescopeExporter", tmp_path, "--assignment=['c1w1']", "--to=marks.csv")
    assert rows == [
        [
            *("First Name", "Last Name", "SID", "Email", "Sections"),
            *("c1w1", "c1w1 - Max Points", "c1w1 - Submission Time", "c1w1 - Lateness (H:M:S)"),
            "Total Lateness (H:M:S)",
        ],
        [
            *("Ann", "Ång", "ann", "ann@school.example", ""),
            *("65.0", "100.0", "2026-03-01 14:03:05 +0000", "02:03:05"),
            "02:03:05",
        ],
        ['Bo "B."', "Li, Jr", "bo", "", "", "", "100.0", "", "00:00:00", "00:00:00"],
        ["", "", "cy", "", "", "", "100.0", "", "00:00:00", "00:00:00"],
    ]


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--assignment=['c9w9']", "The gradebook has no assignment c9w9. It has: c1w1, c1w2."),
        ("--student=['dee']", "The gradebook has no learner dee."),
    ],
)
def test_unknown_names_are_reported(gradebook: str, tmp_path: Path, option: str, sentence: str) -> None:
    """An assignment or learner that the gradebook does not have is named in a sentence, and nothing is written."""
    said = Place(tmp_path).run("export", f"--db={gradebook}", option, f"--exporter={PLUGINS}CanvasExporter", fails=True)
    assert sentence in said and "Traceback" not in said
    assert not list(tmp_path.glob("*.csv"))
