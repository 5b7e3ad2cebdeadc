"""Reads nbgrader's gradebook for the report: the learners of the class and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.project import Project


@dataclass(frozen=True)
class Learner:
    """One learner and their submission. `fractions` and what follows it come from the ledger, per exercise.

    score  None if nothing was submitted or graded
    waits  some cells need manual grading
    """

    learner: str
    name: str
    score: float | None
    maximum: float
    handed_in: bool
    late: bool = False
    waits: bool = False
    fractions: Mapping[str, float] | None = None
    verdicts: Mapping[str, str] | None = None
    misconceptions: Mapping[str, str | None] | None = None
    seconds: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()

    @property
    def percent(self) -> float | None:
        return None if self.score is None or not self.maximum else 100 * self.score / self.maximum


@dataclass(frozen=True)
class _Submission:
    score: float
    late: bool
    waits: bool


def read_learners(project: Project, assignment: str) -> list[Learner]:
    """Everybody in the gradebook, sorted. Raises nbgrader's MissingEntry if there is no such assignment."""
    from nbgrader.api import Gradebook, Student
    from sqlalchemy import select

    from autograder.nbgrader_adapter.settings import course_directory

    with Gradebook(course_directory(project.course).db_url) as gradebook:
        entry = gradebook.find_assignment(assignment)
        maximum = float(entry.max_score)
        submissions = _submissions(gradebook.db, entry)
        found = []
        for student in gradebook.db.execute(select(Student.id, Student.first_name, Student.last_name)):
            name = " ".join(part for part in (student.first_name, student.last_name) if part)
            submission = submissions.get(student.id)
            if submission is None:
                found.append(Learner(student.id, name, None, maximum, handed_in=False))
            else:
                score, late, waits = submission.score, submission.late, submission.waits
                found.append(Learner(student.id, name, score, maximum, True, late, waits))
    return sorted(found, key=lambda item: item.learner)


def _submissions(session: Any, assignment: Any) -> dict[str, _Submission]:
    """{learner: submission}, from a single query.

    nbgrader's objects need several queries per learner, which takes minutes for a class of ten thousand.
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
        found[row.student_id] = _Submission(float(row.score), late, bool(row.waits))
    return found
