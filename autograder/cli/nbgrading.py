"""Runs stock nbgrader's own steps in the course's folder, and turns its log into a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli.errors import NotDone

if TYPE_CHECKING:
    from autograder.project import Project


@contextmanager
def nbgrader(project: Project) -> Iterator[Any]:
    """nbgrader's API, configured by the course's nbgrader_config.py, with the course's folder as working directory."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(project.course)).load_config()
    before = Path.cwd()
    os.chdir(project.course)
    try:
        coursedir = CourseDirectory(config=config)
        yield NbGraderAPI(coursedir, Authenticator(config=config), config=config)
    finally:
        os.chdir(before)


def must(step: str, result: dict[str, Any] | None) -> str:
    """nbgrader's log of a step that went well; else NotDone with what it said, in as few words as it has."""
    if result is None:
        raise NotDone(f"{step}: nbgrader cannot do that on this system.")
    log = str(result.get("log", ""))
    if result["success"]:
        return log
    raise NotDone(f"{step}: {_reason(log, str(result.get('error', '')))}")


def _reason(log: str, error: str) -> str:
    lines = [line for line in error.strip().splitlines() if line.strip()]
    ours = re.match(r"^autograder\.[\w.]+: (.*)", lines[-1]) if lines else None
    if ours:
        return ours[1]
    told = [line.split("] ", 1)[1] for line in log.splitlines() if re.match(r"\[.*(ERROR|CRITICAL)\] ", line)]
    named = [line for line in told if not line.startswith(("There was an error", "Traceback", "Please see"))]
    return (named or told or lines or ["it failed and did not say why"])[-1]
