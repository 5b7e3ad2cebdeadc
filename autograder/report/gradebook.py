"""Reads nbgrader's gradebook for the report: who is in the class, and what each was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.project import Project


def rows(project: Project, assignment: str) -> list[dict[str, Any]]:
    """One row per learner, as `Learner` takes it. Raises nbgrader's MissingEntry where there is no such assignment."""
    from nbgrader.api import Gradebook, Student
    from sqlalchemy import select

    from autograder.nbgrader_adapter.settings import course_directory

    with Gradebook(course_directory(project.course).db_url) as gradebook:
        entry = gradebook.find_assignment(assignment)
        maximum = float(entry.max_score)
        handed_in = _submissions(gradebook.db, entry)
        found = []
        for student in gradebook.db.execute(select(Student.id, Student.first_name, Student.last_name)):
            name = " ".join(part for part in (student.first_name, student.last_name) if part)
            score, late, waits = handed_in.get(student.id, (None, False, False))
            found.append(_row(student.id, name, score, maximum, student.id in handed_in, late, waits))
    return sorted(found, key=lambda row: row["learner"])


def _submissions(session: Any, assignment: Any) -> dict[str, tuple[float, bool, bool]]:
    """{learner: (score, late, waits for a person)}, as nbgrader's own columns have them, in one question for all.

    nbgrader's objects ask several questions for each learner: minutes for a class of ten thousand.
    """
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import case, func, select

    rows = session.execute(
        select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            func.coalesce(func.sum(Grade.score), 0.0).label("score"),
            func.sum(case((Grade.needs_manual_grade, 1), else_=0)).label("waits"),
        )
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(SubmittedAssignment.assignment_id == assignment.id)
        .group_by(SubmittedAssignment.id)
    )
    found = {}
    for row in rows:
        due = assignment.duedate
        if due is not None and row.extension is not None:
            due += row.extension
        late = due is not None and row.timestamp is not None and row.timestamp > due
        found[row.student_id] = float(row.score), late, bool(row.waits)
    return found


def _row(
    learner: str, name: str, score: float | None, maximum: float, handed_in: bool, late: bool, waits: bool
) -> dict[str, Any]:
    return {
        "learner": learner,
        "name": name,
        "score": score,
        "maximum": maximum,
        "handed_in": handed_in,
        "late": late,
        "waits": waits,
    }
