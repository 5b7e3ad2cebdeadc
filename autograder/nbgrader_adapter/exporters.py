"""nbgrader export plugins that write grades in the formats of Canvas, Moodle and Gradescope.

    nbgrader export --exporter=autograder.nbgrader_adapter.exporters.CanvasExporter --to marks.csv

`--assignment` and `--student` work as in nbgrader's own CSV export. Late penalties are subtracted. A learner who
submitted nothing gets an empty field; use `--CanvasExporter.missing=0` to write a zero instead.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Unicode


@dataclass(frozen=True)
class Mark:
    """One learner's grade for one assignment."""

    score: float | None
    """After the late penalty, at least 0; None if nothing was submitted."""
    submitted: datetime | None
    late: timedelta


class _Marks(ExportPlugin):
    """The common part of the three formats: selects learners and assignments, and writes the file."""

    file: str
    """The file to write if `--to` is not given."""
    missing = Unicode("", help="the field for an assignment that was not submitted: empty, or 0").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        wanted, people = {str(name) for name in self.assignment}, {str(name) for name in self.student}
        everything = sorted(gradebook.assignments, key=lambda one: one.name)
        assignments = [one for one in everything if not wanted or one.name in wanted]
        everybody = sorted(gradebook.students, key=lambda one: one.id)
        students = [one for one in everybody if not people or one.id in people]
        if unknown := sorted(wanted - {one.name for one in assignments}):
            known = ", ".join(one.name for one in everything) or "none"
            raise SystemExit(f"The gradebook has no assignment {', '.join(unknown)}. It has: {known}.")
        if unknown := sorted(people - {one.id for one in students}):
            raise SystemExit(f"The gradebook has no learner {', '.join(unknown)}.")
        marks = {student.id: [_mark(gradebook, one, student) for one in assignments] for student in students}
        destination = Path(self.to or self.file)
        # Excel and Moodle expect UTF-8 only if the file begins with a byte order mark; Canvas and Gradescope accept it.
        with destination.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(self.rows(assignments, students, marks))
        self.log.info("Wrote %s learners and %s assignments to %s", len(students), len(assignments), destination)

    def rows(
        self, assignments: list[Assignment], students: list[Student], marks: dict[str, list[Mark]]
    ) -> Iterator[list[object]]:
        raise NotImplementedError

    def points(self, mark: Mark) -> object:
        return self.missing if mark.score is None else round(mark.score, 4)


class CanvasExporter(_Marks):
    """Canvas's gradebook: a row per learner, a column per assignment, and a row of points possible at the top.

    Canvas finds a learner by `ID` (nbgrader's `lms_user_id`) or `SIS Login ID` (the learner's id in nbgrader). A column
    whose title ends in an assignment's number, "c1w2b (4711)", goes to that assignment; any other column creates one.
    """

    assignment_numbers = Dict(help="assignment name -> its number in Canvas").tag(config=True)
    section = Unicode("", help="the section of all learners, if Canvas requires one").tag(config=True)
    file = "canvas.csv"
    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def rows(
        self, assignments: list[Assignment], students: list[Student], marks: dict[str, list[Mark]]
    ) -> Iterator[list[object]]:
        numbers = {str(name): number for name, number in self.assignment_numbers.items()}
        titles = [f"{one.name} ({numbers[one.name]})" if one.name in numbers else one.name for one in assignments]
        yield [*self.columns, *titles]
        yield ["    Points Possible", *[""] * (len(self.columns) - 1), *(one.max_score for one in assignments)]
        for student in students:
            name = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
            who = [name, student.lms_user_id or "", "", student.id, self.section]
            yield [*who, *map(self.points, marks[student.id])]


class MoodleExporter(_Marks):
    """The columns of Moodle's plain-text export, which Moodle can import.

    In Moodle's import, map "Email address" to "Email address" or "ID number" to "ID number", and each
    "Assignment: … (Real)" to the grade item of that name.
    """

    file = "moodle.csv"
    columns = ("First name", "Last name", "ID number", "Email address")

    def rows(
        self, assignments: list[Assignment], students: list[Student], marks: dict[str, list[Mark]]
    ) -> Iterator[list[object]]:
        yield [*self.columns, *(f"Assignment: {one.name} (Real)" for one in assignments)]
        for student in students:
            who = [student.first_name or "", student.last_name or "", student.id, student.email or ""]
            yield [*who, *map(self.points, marks[student.id])]


class GradescopeExporter(_Marks):
    """Gradescope's export format: score, maximum, submission time and lateness of each assignment."""

    file = "gradescope.csv"
    columns = ("First Name", "Last Name", "SID", "Email", "Sections")

    def rows(
        self, assignments: list[Assignment], students: list[Student], marks: dict[str, list[Mark]]
    ) -> Iterator[list[object]]:
        titles = (
            (one.name, f"{one.name} - Max Points", f"{one.name} - Submission Time", f"{one.name} - Lateness (H:M:S)")
            for one in assignments
        )
        yield [*self.columns, *(title for group in titles for title in group), "Total Lateness (H:M:S)"]
        for student in students:
            row: list[object] = [student.first_name or "", student.last_name or "", student.id, student.email or "", ""]
            for one, mark in zip(assignments, marks[student.id], strict=True):
                when = mark.submitted.strftime("%Y-%m-%d %H:%M:%S %z") if mark.submitted else ""
                row += [self.points(mark), one.max_score, when, _clock(mark.late)]
            yield [*row, _clock(sum((mark.late for mark in marks[student.id]), timedelta()))]


def _mark(gradebook: Gradebook, assignment: Assignment, student: Student) -> Mark:
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return Mark(None, None, timedelta())
    score = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
    when = submission.timestamp.replace(tzinfo=UTC) if submission.timestamp else None
    return Mark(score, when, timedelta(seconds=submission.total_seconds_late or 0))


def _clock(late: timedelta) -> str:
    minutes, seconds = divmod(int(late.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"
