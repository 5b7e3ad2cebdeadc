"""Reads nbgrader's gradebook for the report: who is in the class, and what each was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.project import Project


def rows(project: Project, assignment: str) -> list[dict[str, Any]]:
    """One row per learner, as `Learner` takes it. Raises nbgrader's MissingEntry where there is no such assignment."""
    from nbgrader.api import Gradebook, MissingEntry

    from autograder.course.settings import course_directory

    with Gradebook(course_directory(project.course).db_url) as gradebook:
        maximum = float(gradebook.find_assignment(assignment).max_score)
        found = []
        for student in gradebook.students:
            name = " ".join(part for part in (student.first_name, student.last_name) if part)
            try:
                submission = gradebook.find_submission(assignment, student.id)
            except MissingEntry:
                found.append(_row(student.id, name, None, maximum, False, False, False))
                continue
            late, waits = bool(submission.total_seconds_late), bool(submission.needs_manual_grade)
            found.append(_row(student.id, name, float(submission.score), maximum, True, late, waits))
    return sorted(found, key=lambda row: row["learner"])


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
