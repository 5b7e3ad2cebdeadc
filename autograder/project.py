"""Finds the course: its root, its solutions, and the vault, which only the teacher may read.

All commands get their paths here. Only the standard library is imported, because learners' commands use it too.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

CONFIG = "nbgrader_config.py"
DEFAULT_COURSE_ID = "gradus"
SOLUTION = "-solution"  # suffix of folders, and of assignments in the exchange, that contain a solution


class ProjectError(Exception):
    """There is no course here, or a part of it is missing. The message says what to do."""


@dataclass(frozen=True)
class Project:
    """
    root       the folder with `course/` and, on the teacher's side, `solutions/`
    course     nbgrader's course root (nbgrader_config.py, source, release, submitted, gradebook)
    solutions  reference modules and exercises; missing in a learner's copy
    stubs      the generated modules that learners complete
    """

    root: Path
    course: Path
    solutions: Path
    stubs: Path

    @classmethod
    def at(cls, root: Path | str) -> Project:
        """The project in exactly this folder, complete or not."""
        root = Path(root).resolve()
        return cls(root, root / "course", root / "solutions", root / "helpers" / "stubs")

    @classmethod
    def find(cls, start: Path | str | None = None, instructor: bool = False) -> Project:
        """The project in `start` (the working directory) or above it. The variable GRADUS_PROJECT takes precedence.

        instructor  the caller needs the solutions
        raises      ProjectError if there is none
        """
        named = os.environ.get("GRADUS_PROJECT") if start is None else None
        project = cls._named(Path(named)) if named else cls._above(Path(start or Path.cwd()).resolve())
        if instructor:
            project.require_solutions()
        return project

    @classmethod
    def _named(cls, root: Path) -> Project:
        project = cls.at(root)
        if not (project.course / CONFIG).is_file():
            raise ProjectError(f"GRADUS_PROJECT names {root}, which has no course/{CONFIG}: correct or unset it.")
        return project

    @classmethod
    def _above(cls, start: Path) -> Project:
        for folder in (start, *start.parents):
            if (folder / "course" / CONFIG).is_file():
                return cls.at(folder)
        raise ProjectError(
            f"No course was found in {start} or above it: no folder there has course/{CONFIG}. Go to the course's "
            "folder and try again, or name it in the environment variable GRADUS_PROJECT."
        )

    @property
    def has_solutions(self) -> bool:
        return self.solutions.is_dir()

    def require_solutions(self) -> None:
        """Raises ProjectError if this is a learner's copy."""
        if not self.has_solutions:
            raise ProjectError(
                f"{self.root} has no solutions/ folder, so it is a learner's copy. This command is for teachers: "
                "run it in the copy of the course that has the solutions."
            )

    @property
    def course_id(self) -> str:
        """nbgrader's course id: from the variable GRADUS_COURSE, otherwise from the config file."""
        if os.environ.get("GRADUS_COURSE"):
            return os.environ["GRADUS_COURSE"]
        try:
            config = (self.course / CONFIG).read_text(encoding="utf-8")
        except OSError:
            return DEFAULT_COURSE_ID
        line = re.search(r"^\s*c\.CourseDirectory\.course_id\s*=(.*)$", config, re.MULTILINE)
        texts = re.findall(r"""["']([^"'/]+)["']""", line[1]) if line else []
        return texts[-1] if texts else DEFAULT_COURSE_ID  # the default in os.environ.get("GRADUS_COURSE", "gradus")

    @property
    def state(self) -> Path:
        """Files that can be computed again: the ledger, public keys. Safe to delete. Only the results are secret."""
        return self.course / ".gradus"

    @property
    def vault(self) -> Path:
        """The secret files: the hidden seed and hidden keys. Outside the repository and every release."""
        if os.environ.get("GRADUS_VAULT"):
            return Path(os.environ["GRADUS_VAULT"]).expanduser()
        data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        return Path(data).expanduser() / "gradus" / self.course_id

    def beside_every_notebook(self) -> dict[str, bytes]:
        """The files in every release: the page of symbols, so that the notebooks' links work offline."""
        page = self.root / "docs" / "notation.md"
        return {page.name: page.read_bytes()} if page.is_file() else {}

    def assignments(self) -> tuple[str, ...]:
        """All assignments in the course's order: those with solutions or, in a learner's copy, with notebooks."""
        if self.has_solutions:
            names = {folder.name for folder in assignment_folders(self.solutions)}
        else:
            names = {
                path.parent.name for step in ("source", "release") for path in self.course.glob(f"{step}/*/*.ipynb")
            }
        return tuple(sorted(names, key=place_in_course))


def short_name(assignment: str) -> str:
    """The short form that people use: c1w2b for c1w2b-logistic-regression.

    A quiz keeps its whole name (c1w1-quiz), because the week's assignment may have the same first part.
    """
    first, _, topic = assignment.partition("-")
    return assignment if topic == "quiz" else first


def place_in_course(assignment: str) -> tuple[str, bool, str]:
    """The sort key: course and week (c1w2), then the week's assignments, then its quiz."""
    week = re.match(r"[a-z]+\d+w\d+", assignment)
    return (week[0] if week else assignment, assignment.endswith("-quiz"), assignment)


def assignment_folders(solutions: Path) -> list[Path]:
    """The folders in `solutions` with a module or a package `exercises`, sorted by name."""
    declared = {path.parent for path in solutions.glob("*/exercises.py")}
    declared |= {path.parent.parent for path in solutions.glob("*/exercises/__init__.py")}
    return sorted(declared)
