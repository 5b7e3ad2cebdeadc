"""Reads the course's nbgrader settings as nbgrader does, for code that runs outside nbgrader's commands."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

CONFIG = "nbgrader_config.py"


class SettingError(ValueError):
    """A setting in nbgrader_config.py is invalid. The message names the setting and the valid values."""


def load_config(course: Path) -> Config:
    """The settings in the course's `nbgrader_config.py`, which override the user's and the system's."""
    # nbgrader calls `alembic` by name, even if the environment is not activated.
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (programs, os.environ.get("PATH"))))
    config = Config()
    for folder in (*reversed(jupyter_config_path()), str(course)):
        try:
            config.merge(PyFileConfigLoader(CONFIG, path=folder).load_config())
        except ConfigFileNotFound:
            continue
        except Exception as error:  # the file is Python code, so it can raise anything
            where = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
            raise SettingError(
                f"{Path(folder) / CONFIG} cannot be read{where} ({type(error).__name__}: {error}). Fix that error; "
                "nbgrader's own commands fail too."
            ) from error
    return config


def key_versions(config: Config) -> int:
    """The number of versions of the hidden inputs (`c.JudgeSubmission.key_versions`). Raises SettingError."""
    from autograder.vault.versions import MOST

    given = config.JudgeSubmission.get("key_versions", 1)
    try:
        count = int(given)
    except (TypeError, ValueError):
        count = 0
    if not 1 <= count <= MOST:
        raise SettingError(f"c.JudgeSubmission.key_versions is {given!r}; it must be an integer from 1 to {MOST}.")
    return count


def folders(coursedir: CourseDirectory, step: str, assignment: str, student: str = "*") -> list[Path]:
    """The folders that one of nbgrader's steps wrote for an assignment, for all learners or for one."""
    return [Path(path) for path in glob.glob(coursedir.format_path(step, student, assignment))]  # noqa: PTH207


def course_directory(course: Path, config: Config | None = None) -> CourseDirectory:
    """nbgrader's CourseDirectory, which knows the folder of each step."""
    return CourseDirectory(config=config if config is not None else load_config(course))
