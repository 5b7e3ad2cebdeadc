"""The only writer of the gradebook: writes staged submissions to nbgrader's own tables, one transaction per batch."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import parse_utc
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, SQLAlchemyError

from autograder.nbgrader_adapter.plan import Plan
from autograder.nbgrader_adapter.wire import Staged

PAUSES = (0.2, 1.0, 3.0)  # seconds before each retry
CONFLICTS = ("40001", "40P01")  # PostgreSQL: serialization failure and deadlock, after which a retry may succeed


class GradebookError(Exception):
    """The gradebook could not be written, and the batch was rolled back. The message says what to do."""


class GradebookWriter:
    """Writes the same rows as `nbgrader autograde`. Manual scores, comments and extra credit stay unchanged."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        with _explained(plan):
            self.gradebook = Gradebook(plan.coursedir.db_url, plan.coursedir.course_id)
        self.session = self.gradebook.db
        try:
            self.assignment = self.gradebook.find_assignment(plan.assignment)
        except MissingEntry:
            self.gradebook.close()
            raise GradebookError(f"{plan.assignment} is not in the gradebook. Release it first.") from None
        self._notebooks = {notebook.name: notebook.id for notebook in self.assignment.notebooks}
        self._cells = self._load_cells()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gradebook.close()

    def write(self, batch: Sequence[Mapping[str, Any]]) -> None:
        """Write all of `batch`, or nothing and raise GradebookError. Each item is a `Staged` in plain form.

        Retries after a conflict with another writer or a lost connection. Each try reads the existing rows again, so
        writing a batch twice has the same effect as writing it once.
        """
        for pause in (*PAUSES, None):
            try:
                with _explained(self.plan, self.session):
                    self._write([Staged.from_plain(item) for item in batch])
                return
            except GradebookError as error:
                if pause is None or not _is_temporary(error.__cause__):
                    raise
                time.sleep(pause)

    def _write(self, batch: Sequence[Staged]) -> None:
        if not batch:
            return
        submissions = self._submissions(batch)
        notebooks = self._submitted_notebooks(submissions)
        self._write_grades(batch, notebooks)
        self._write_comments(batch, notebooks)
        self.session.flush()
        self._write_penalties(batch, submissions, notebooks)
        self.session.commit()

    def _load_cells(self) -> dict[tuple[str, str, str], str]:
        """(notebook id, cell name, type) -> cell id. A manually graded answer has two rows, of different types."""
        rows = self.session.execute(
            select(BaseCell.notebook_id, BaseCell.name, BaseCell.id, BaseCell.type)
            .join(Notebook, Notebook.id == BaseCell.notebook_id)
            .where(Notebook.assignment_id == self.assignment.id)
        )
        return {(row.notebook_id, row.name, row.type): row.id for row in rows}

    def _submissions(self, batch: Iterable[Staged]) -> dict[str, str]:
        """Student -> submission id. Adds missing students and submissions."""
        staged = {item.student: item for item in batch}
        known = set(self.session.scalars(select(Student.id).where(Student.id.in_(staged))))
        _insert(self.session, Student, [{"id": name} for name in staged if name not in known])
        rows = self.session.execute(
            select(SubmittedAssignment.student_id, SubmittedAssignment.id)
            .where(SubmittedAssignment.assignment_id == self.assignment.id)
            .where(SubmittedAssignment.student_id.in_(staged))
        )
        ids = {row.student_id: row.id for row in rows}
        stamps = {name: _parsed(item.timestamp) for name, item in staged.items()}
        new = [name for name in staged if name not in ids]
        known_stamps = [{"id": ids[name], "timestamp": stamps[name]} for name in ids if stamps[name] is not None]
        if known_stamps:
            self.session.execute(update(SubmittedAssignment), known_stamps)
        ids |= {name: new_uuid() for name in new}
        _insert(
            self.session,
            SubmittedAssignment,
            [
                {"id": ids[name], "assignment_id": self.assignment.id, "student_id": name, "timestamp": stamps[name]}
                for name in new
            ],
        )
        return ids

    def _submitted_notebooks(self, submissions: Mapping[str, str]) -> dict[tuple[str, str], str]:
        """(student, notebook) -> submitted notebook id. Adds missing notebooks with their grades and comments."""
        students = {submission: student for student, submission in submissions.items()}
        names = {identity: name for name, identity in self._notebooks.items()}
        rows = self.session.execute(
            select(SubmittedNotebook.assignment_id, SubmittedNotebook.notebook_id, SubmittedNotebook.id).where(
                SubmittedNotebook.assignment_id.in_(students)
            )
        )
        found = {(students[row.assignment_id], names[row.notebook_id]): row.id for row in rows}
        wanted = [(student, name) for student in submissions for name in self._notebooks]
        new = {pair: new_uuid() for pair in wanted if pair not in found}
        _insert(
            self.session,
            SubmittedNotebook,
            [
                {
                    "id": identity,
                    "assignment_id": submissions[student],
                    "notebook_id": self._notebooks[name],
                    "flagged": False,
                }
                for (student, name), identity in new.items()
            ],
        )
        grades, comments = [], []
        for (_, name), identity in new.items():
            for (notebook, _, kind), cell in self._cells.items():
                if notebook != self._notebooks[name]:
                    continue
                if kind in ("GradeCell", "TaskCell"):
                    grades.append(
                        {"id": new_uuid(), "notebook_id": identity, "cell_id": cell, "needs_manual_grade": True}
                    )
                if kind in ("SolutionCell", "TaskCell"):
                    comments.append({"id": new_uuid(), "notebook_id": identity, "cell_id": cell})
        _insert(self.session, Grade, grades)
        _insert(self.session, Comment, comments)
        return found | new

    def _write_grades(self, batch: Iterable[Staged], notebooks: Mapping[tuple[str, str], str]) -> None:
        ids = list(notebooks.values())
        rows = self.session.execute(
            select(Grade.notebook_id, Grade.cell_id, Grade.id, Grade.manual_score).where(Grade.notebook_id.in_(ids))
        )
        existing = {(row.notebook_id, row.cell_id): (row.id, row.manual_score) for row in rows}
        changes = []
        for item in batch:
            for name, cell, score in item.scores:
                cell_id = self._cells[self._notebooks[name], cell, "GradeCell"]
                grade, manual = existing[notebooks[item.student, name], cell_id]
                waits = manual is not None or score is None
                changes.append({"id": grade, "auto_score": score, "needs_manual_grade": waits})
            for name in item.absent:
                submitted = notebooks[item.student, name]
                changes += [
                    {"id": grade, "auto_score": 0.0, "needs_manual_grade": False}
                    for (notebook, _), (grade, _) in existing.items()
                    if notebook == submitted
                ]
        if changes:
            self.session.execute(update(Grade), changes)

    def _write_comments(self, batch: Iterable[Staged], notebooks: Mapping[tuple[str, str], str]) -> None:
        rows = self.session.execute(
            select(Comment.notebook_id, Comment.cell_id, Comment.id).where(
                Comment.notebook_id.in_(list(notebooks.values()))
            )
        )
        existing = {(row.notebook_id, row.cell_id): row.id for row in rows}
        changes = []
        for item in batch:
            for name, cell, text in item.comments:
                notebook = self._notebooks[name]
                cell_id = self._cells.get((notebook, cell, "SolutionCell")) or self._cells[notebook, cell, "TaskCell"]
                comment = existing[notebooks[item.student, name], cell_id]
                changes.append({"id": comment, "auto_comment": text})
        if changes:
            self.session.execute(update(Comment), changes)

    def _write_penalties(
        self, batch: Iterable[Staged], submissions: Mapping[str, str], notebooks: Mapping[tuple[str, str], str]
    ) -> None:
        """Apply nbgrader's plugin for late penalties. Only late submissions are read one by one."""
        self.session.expire_all()
        present = {(item.student, name) for item in batch for name in self._notebooks if name not in item.absent}
        self.session.execute(
            update(SubmittedNotebook)
            .where(SubmittedNotebook.id.in_([notebooks[pair] for pair in present]))
            .values(late_submission_penalty=None)
            .execution_options(synchronize_session=False)
        )
        if self.assignment.duedate is None:
            return
        for item in batch:
            student = item.student
            submission = self.session.get(SubmittedAssignment, submissions[student])
            late = submission.total_seconds_late
            if late <= 0:
                continue
            penalties = self._penalties
            for name in self._notebooks:
                if (student, name) not in present:
                    continue
                notebook = self.session.get(SubmittedNotebook, notebooks[student, name])
                penalty = penalties.plugin_inst.late_submission_penalty(student, notebook.score, late)
                if penalty is not None:
                    notebook.late_submission_penalty = penalties._check_late_penalty(notebook, penalty)

    @cached_property
    def _penalties(self) -> Any:
        """nbgrader's preprocessor with the course's plugin. Imported on first use, because it imports nbconvert."""
        from nbgrader.preprocessors import AssignLatePenalties

        penalties = AssignLatePenalties(config=self.plan.config)
        penalties.init_plugin()
        return penalties


def _insert(session: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _parsed(timestamp: str | None) -> datetime | None:
    """The submission time; None if it is invalid, since learners can change the file."""
    try:
        return parse_utc(timestamp) if timestamp else None
    except (ValueError, OverflowError, TypeError):
        return None


def _is_temporary(cause: BaseException | None) -> bool:
    """Whether a retry may succeed: the connection broke, or another writer wrote the same rows."""
    if isinstance(cause, IntegrityError):
        return True
    if not isinstance(cause, DBAPIError):
        return False
    # `sqlstate` is an attribute of psycopg's exceptions; SQLite's have none.
    return cause.connection_invalidated or getattr(cause.orig, "sqlstate", None) in CONFLICTS


@contextmanager
def _explained(plan: Plan, session: Any = None) -> Any:
    """Turn database errors into a GradebookError, after a rollback."""
    try:
        yield
    except SQLAlchemyError as error:
        if session is not None:
            session.rollback()
        raise GradebookError(_message(plan, error)) from error


def _message(plan: Plan, error: SQLAlchemyError) -> str:
    reason = str(error.orig) if isinstance(error, DatabaseError) else str(error).splitlines()[0]
    reason = " ".join(reason.split())
    where = plan.coursedir.db_url.rpartition("@")[2]  # without the password
    advice = "Fix the cause and grade again; finished submissions are not graded twice."
    if "locked" in reason:
        advice = "Another program is writing to it, such as the formgrader or another grader: close it and grade again."
    elif "readonly" in reason or "read-only" in reason:
        advice = "Make the file and its folder writable and grade again."
    elif "full" in reason:
        advice = "Free some disk space and grade again."
    elif "no such column" in reason or "no such table" in reason:
        advice = "Another version of nbgrader wrote it: back it up and run `nbgrader db upgrade`."
    return f"The gradebook ({where}) could not be written: {reason}. {advice}"
