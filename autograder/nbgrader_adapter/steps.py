"""Stock nbgrader's steps, run in this process for `gradus release`, `gradus feedback` and `gradus solution`."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import Exchange
from nbgrader.utils import get_osusername
from traitlets.config import Config

from autograder.nbgrader_adapter.settings import course_directory, folders, load_config
from autograder.project import DEFAULT_COURSE_ID

__all__ = ["StepError", "autograde", "feedback", "fetch", "generate", "publish", "publish_feedback"]

DEFAULT_EXCHANGE = Exchange.root.default_value  # the exchange that nbgrader uses if none is configured


class StepError(Exception):
    """A step of nbgrader failed; the message is the reason that nbgrader gave."""


def generate(course: Path, assignment: str) -> Path:
    """Generate the release, with the stub and the public key, and scan it for answers. Returns the folder."""
    coursedir = _convert(GenerateAssignment, course, assignment)
    return Path(coursedir.format_path(coursedir.release_directory, ".", assignment))


def autograde(course: Path, assignment: str, student: str = "*") -> None:
    """Grade as nbgrader does, one submission after another."""
    _convert(Autograde, course, assignment, student)


def feedback(course: Path, assignment: str, student: str = "*") -> list[Path]:
    """Write the feedback pages of all learners, or of one. Returns the pages that were written."""
    before = course_directory(course)
    if not folders(before, before.autograded_directory, assignment, student):
        return []
    coursedir = _convert(GenerateFeedback, course, assignment, student)
    graded, pages = (
        Path(coursedir.format_path(folder, student, assignment)).parents[1]
        for folder in (coursedir.autograded_directory, coursedir.feedback_directory)
    )
    names = [path.relative_to(graded) for path in graded.glob(f"{student}/{assignment}/*.ipynb")]
    return sorted(page for name in names if (page := (pages / name).with_suffix(".html")).is_file())


def publish(course: Path, assignment: str, release_directory: str = "") -> Path:
    """Copy a release to the exchange. Returns the exchange's folder.

    release_directory  the folder of the release, if it differs from nbgrader's settings
    raises             StepError if no exchange is configured, or if it does not exist or is not writable
    """
    config = load_config(course)
    coursedir = course_directory(course, config)
    if release_directory:
        coursedir.release_directory = release_directory
    step = _exchange(ExchangeFactory(config=config).ReleaseAssignment, coursedir, assignment, config)
    step.force = True
    return _copy_to_exchange(step)


def publish_feedback(course: Path, assignment: str) -> Path:
    """Copy the feedback to the exchange. Returns the exchange's folder. Raises StepError as `publish` does."""
    config = load_config(course)
    kind = ExchangeFactory(config=config).ReleaseFeedback
    return _copy_to_exchange(_exchange(kind, course_directory(course, config), assignment, config))


def fetch(assignment: str, folder: Path) -> Path:
    """Copy a released assignment from the exchange in this learner's settings. Raises StepError."""
    config = load_config(Path.cwd())
    if "GRADUS_EXCHANGE" in os.environ:
        config.Exchange.root = os.environ["GRADUS_EXCHANGE"]
    if "GRADUS_COURSE" in os.environ:
        config.CourseDirectory.course_id = os.environ["GRADUS_COURSE"]
    coursedir = course_directory(Path.cwd(), config)
    coursedir.course_id = coursedir.course_id or DEFAULT_COURSE_ID
    step = _exchange(ExchangeFactory(config=config).FetchAssignment, coursedir, assignment, config)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        step.assignment_dir = scratch
        _start(step)
        shutil.copytree(step.dest_path, folder, dirs_exist_ok=True)
    return folder


def _exchange(kind: type[Exchange], coursedir: CourseDirectory, assignment: str, config: Config) -> Any:
    coursedir.assignment_id = assignment
    return kind(coursedir=coursedir, authenticator=Authenticator(config=config), config=config)


def _copy_to_exchange(step: Any) -> Path:
    if step.root == DEFAULT_EXCHANGE and not Path(step.root).exists():
        raise StepError(
            f"no exchange is configured. nbgrader would create {step.root}, which every user of this machine can write "
            "to; gradus does not. Set GRADUS_EXCHANGE, or create that folder yourself."
        )
    _start(step)
    return Path(step.root)


def _start(step: Any) -> None:
    with _Heard(step.log) as heard:
        try:
            step.start()
        except (ExchangeError, OSError) as error:
            raise StepError(f"{heard.reason or error} (as {get_osusername()})") from error


def _convert(kind: type[BaseConverter], course: Path, assignment: str, student: str = "*") -> Any:
    config = load_config(course)
    # A converter changes its configuration, so give it a copy.
    coursedir = course_directory(course, Config(config))
    coursedir.assignment_id, coursedir.student_id = assignment, student
    converter = kind(coursedir=coursedir, config=config)
    converter.force = True
    with _Heard(converter.log) as heard:
        try:
            converter.start()
        except Exception as error:  # nbgrader logs the reason and then raises an error that refers to the log
            raise StepError(heard.reason or str(error)) from error
    return coursedir


class _Heard(logging.Handler):
    """Collects nbgrader's log messages instead of printing them."""

    def __init__(self, log: Any) -> None:
        super().__init__(logging.WARNING)
        self.log = log.logger if isinstance(log, logging.LoggerAdapter) else log
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.getMessage()))

    def __enter__(self) -> _Heard:
        self.before = self.log.handlers[:], self.log.propagate
        self.log.handlers, self.log.propagate = [self], False
        return self

    def __exit__(self, *ignored: object) -> None:
        self.log.handlers, self.log.propagate = self.before

    @property
    def reason(self) -> str:
        """The first informative error message."""
        empty = ("There was an error", "Traceback", "Please see", "[")
        errors = [text for level, text in self.lines if level >= logging.ERROR]
        return next((text for text in errors if not text.startswith(empty)), "") or self._failures()

    def _failures(self) -> str:
        """The learners whose submissions a converter could not process, and the exceptions."""
        texts = [text for level, text in self.lines if level >= logging.ERROR]
        failed = [found[1] for text in texts if (found := re.search(r"for student '(.*)'", text))]
        causes = {text.strip().splitlines()[-1] for text in texts if text.startswith("Traceback")}
        if not failed:
            return ""
        return f"{', '.join(failed)} could not be processed ({'; '.join(sorted(causes))}); all others are done"
