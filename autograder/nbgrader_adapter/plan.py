"""Collects what workers need to stage the submissions of an assignment, once, before the class is graded."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files
from traitlets.config import Config

from autograder.nbgrader_adapter import judging
from autograder.nbgrader_adapter.cells import SourceNotebook, load_assignment
from autograder.nbgrader_adapter.settings import course_directory, load_config
from autograder.nbgrader_adapter.wire import Order, Shared

SANITIZE = ("RestoreSubmission", "SanitizeSubmission")
JUDGE = "JudgeSubmission"


class PlanError(Exception):
    """The class cannot be graded yet. The message says what to do first."""


@dataclass(frozen=True)
class Plan:
    """An assignment as the grader knows it.

    config     nbgrader's settings for the course
    notebooks  the assignment's notebooks with their tracked cells, by name
    shared     the path of the `Shared` that workers read
    """

    assignment: str
    module: str
    config: Config
    coursedir: CourseDirectory
    notebooks: Mapping[str, SourceNotebook]
    shared: Path

    def students(self) -> list[str]:
        """The learners with a collected submission, except those that nbgrader's settings exclude."""
        left_out = {name.strip() for name in self.coursedir.student_id_exclude.split(",")}
        pattern = self.coursedir.format_path(
            self.coursedir.submitted_directory, "(?P<student>.*)", re.escape(self.assignment), escape=True
        )
        folders = glob.glob(self.submitted("*"))  # noqa: PTH207 -- an absolute pattern
        names = {match["student"] for folder in folders if (match := re.fullmatch(pattern, folder))}
        return sorted(names - left_out)

    def submitted(self, student: str) -> str:
        return self.coursedir.format_path(self.coursedir.submitted_directory, student, self.assignment)

    def autograded(self, student: str) -> str:
        return self.coursedir.format_path(self.coursedir.autograded_directory, student, self.assignment)

    def source(self, student: str) -> tuple[bytes | None, str]:
        """The learner's module, and a message if it cannot be read."""
        return judging.read_module(Path(self.submitted(student)), self.module)

    def order(self, student: str) -> dict[str, Any]:
        """The `Order` for `staging.stage` in plain form."""
        return Order(student, str(self.shared), self.submitted(student), self.autograded(student)).to_plain()


def make_plan(course: Path, assignment: str, module: str, state: Path) -> Plan:
    """Read the gradebook and the source folder once.

    state   a folder for the file that workers read
    raises  PlanError if the assignment is not in the gradebook, or if the settings lack Gradus's preprocessors
    """
    config = load_config(course)
    _check_chains(config)
    coursedir = course_directory(course, config)
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    try:
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            notebooks = load_assignment(gradebook, assignment, source)
    except MissingEntry:
        raise PlanError(f"{assignment} is not in the gradebook yet. Release it first: gradus release.") from None
    if not notebooks:
        raise PlanError(f"{assignment} has no notebook in the gradebook. Release it again: gradus release.")
    kept = set(config.Autograde.get("exclude_overwriting", {}).get(assignment, []))
    files = find_all_files(str(source), [*coursedir.ignore, "*.ipynb"]) if source.is_dir() else []
    masters = [(Path(path).relative_to(source).as_posix(), path) for path in files]
    text = Shared(
        assignment=assignment,
        module=module,
        notebooks=notebooks,
        masters=tuple(sorted(item for item in masters if item[0] not in kept)),
        ignore=tuple(coursedir.ignore),
        permissions=int(str(config.Autograde.get("permissions", 664 if coursedir.groupshared else 444)), 8),
        groupshared=bool(coursedir.groupshared),
    ).dumps()
    path = state / "plans" / f"{assignment}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    return Plan(assignment, module, config, coursedir, notebooks, path)


def _check_chains(config: Config) -> None:
    """Raise PlanError if the course uses other preprocessors, because the fast path implements only ours."""
    sanitize = [str(item) for item in config.Autograde.get("sanitize_preprocessors", [])]
    autograde = [str(item) for item in config.Autograde.get("autograde_preprocessors", [])]
    missing = [name for name in SANITIZE if not any(item.endswith(name) for item in sanitize)]
    missing += [] if any(item.endswith(JUDGE) for item in autograde) else [JUDGE]
    if missing:
        raise PlanError(
            f"The course's nbgrader_config.py grades without {', '.join(missing)}. Restore the file, or grade with "
            "`nbgrader autograde`, which works with any configuration."
        )
