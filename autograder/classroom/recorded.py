"""Reads what the gradebook and the folders already contain, to find results that were lost or must be written again."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import trees

if TYPE_CHECKING:
    from autograder.nbgrader_adapter.plan import Plan

Rows = dict[tuple[str, str], float | None]


@dataclass(frozen=True)
class Recorded:
    """The gradebook's records of one assignment.

    scores      {learner: {(notebook, cell): automatic score}}
    extensions  {learner: extension of the due date}
    due         the due date; with the extension it determines the late penalty
    """

    plan: Plan
    scores: Mapping[str, Rows]
    extensions: Mapping[str, str]
    due: str

    @classmethod
    def read(cls, plan: Plan) -> Recorded:
        """Read the records of the whole class at once."""
        from nbgrader.api import BaseCell, Grade, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import select

        with Gradebook(plan.coursedir.db_url, plan.coursedir.course_id) as gradebook:
            assignment = gradebook.find_assignment(plan.assignment)
            submissions = gradebook.db.execute(
                select(SubmittedAssignment.student_id, SubmittedAssignment.extension).where(
                    SubmittedAssignment.assignment_id == assignment.id
                )
            ).all()
            rows = gradebook.db.execute(
                select(SubmittedAssignment.student_id, Notebook.name, BaseCell.name.label("cell"), Grade.auto_score)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
                .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
                .join(BaseCell, BaseCell.id == Grade.cell_id)
                .where(SubmittedAssignment.assignment_id == assignment.id)
            )
            scores: dict[str, Rows] = {row.student_id: {} for row in submissions}
            for row in rows:
                scores[row.student_id][row.name, row.cell] = row.auto_score
            extensions = {row.student_id: str(row.extension or "") for row in submissions}
            return cls(plan, scores, extensions, str(assignment.duedate or ""))

    def dates(self, learner: str) -> str:
        return f"{self.due} {self.extensions.get(learner, '')}"

    def holds(self, learner: str, rows: Iterable[tuple[Any, ...]]) -> bool:
        """Whether the gradebook and the autograded folder still contain what was last written for the learner."""
        scores = self.scores.get(learner)
        if scores is None or not Path(self.plan.autograded(learner)).is_dir():
            return False
        return all(scores.get((notebook, cell), "none") == score for notebook, cell, score in rows)


def remove_leftovers(plan: Plan) -> None:
    """Remove half-written folders of killed workers beside the graded ones. The caller must hold the lock."""
    pattern = Path(plan.autograded("*"))
    for kind in ("new", "old"):
        for folder in glob.glob(str(pattern.with_name(f".{pattern.name}.{kind}-*"))):  # noqa: PTH207
            trees.remove(Path(folder))


def stage_digest(plan: Plan, learner: str, dates: str) -> str:
    """A hash of everything besides the results that the graded notebook and its rows are made from."""
    digest = hashlib.sha256(f"{plan.shared.name}\0{dates}\0".encode())
    top = Path(plan.submitted(learner))
    for folder, names, files in os.walk(top):
        names.sort()
        for name in sorted(files):
            path = Path(folder, name)
            digest.update(os.fsencode(path.relative_to(top)) + b"\0" + _content(path))
    return digest.hexdigest()[:32]


def _content(path: Path) -> bytes:
    """A hash of a file's bytes; all links and special files count as the same content."""
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            return b"no file"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"unreadable"
