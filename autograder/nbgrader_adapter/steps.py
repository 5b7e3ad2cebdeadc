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

__all__ = ["StepError", "autograde", "feedback", "fetch", "generate", "publish"]

NOBODYS_CHOICE = Exchange.root.default_value  # where nbgrader looks for an exchange when no settings name one


class StepError(Exception):
    """A step of nbgrader failed; the message is what it said about the reason."""


def generate(course: Path, assignment: str) -> Path:
    """Make the release folder anew: stub and public key added, answers looked for. Returns the folder."""
    coursedir = _convert(GenerateAssignment, course, assignment)
    return Path(coursedir.format_path(coursedir.release_directory, ".", assignment))


def autograde(course: Path, assignment: str, student: str = "*") -> None:
    """Grade as nbgrader does, one submission after another."""
    _convert(Autograde, course, assignment, student)


def feedback(course: Path, assignment: str, student: str = "*") -> list[Path]:
    """Write everybody's feedback page, or one learner's. Returns the pages, and none that came with a submission."""
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


def publish(course: Path, assignment: str, what: str = "ReleaseAssignment", release_directory: str = "") -> Path:
    """Put a release (or with `what="ReleaseFeedback"` the feedback) into the exchange. Returns the exchange's folder.

    release_directory  where what is released lies, if not where nbgrader's settings say
    raises  StepError where there is no exchange, or none was named, or it is not writable
    """
    config = load_config(course)
    coursedir = course_directory(course, config)
    coursedir.assignment_id = assignment
    if release_directory:
        coursedir.release_directory = release_directory
    step = _exchange(what, coursedir, config)
    if hasattr(step, "force"):
        step.force = True
    if step.root == NOBODYS_CHOICE and not Path(step.root).exists():
        raise StepError(
            f"no exchange is named. nbgrader would make {step.root}, writable for everybody on this machine; "
            "gradus makes none unasked. Name one in GRADUS_EXCHANGE, or make that folder yourself."
        )
    _start(step)
    return Path(step.root)


def fetch(assignment: str, folder: Path) -> Path:
    """Copy something released from the exchange that this learner's settings name. Raises StepError."""
    config = load_config(Path.cwd())
    if "GRADUS_EXCHANGE" in os.environ:
        config.Exchange.root = os.environ["GRADUS_EXCHANGE"]
    if "GRADUS_COURSE" in os.environ:
        config.CourseDirectory.course_id = os.environ["GRADUS_COURSE"]
    coursedir = course_directory(Path.cwd(), config)
    coursedir.course_id = coursedir.course_id or DEFAULT_COURSE_ID
    coursedir.assignment_id = assignment
    step = _exchange("FetchAssignment", coursedir, config)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        step.assignment_dir = scratch
        _start(step)
        shutil.copytree(step.dest_path, folder, dirs_exist_ok=True)
    return folder


def _exchange(what: str, coursedir: CourseDirectory, config: Config) -> Any:
    authenticator = Authenticator(config=config)
    return getattr(ExchangeFactory(config=config), what)(
        coursedir=coursedir, authenticator=authenticator, config=config
    )


def _start(step: Any) -> None:
    with _Heard(step.log) as heard:
        try:
            step.start()
        except (ExchangeError, OSError) as error:
            raise StepError(f"{heard.reason or error} (as {get_osusername()})") from error


def _convert(kind: type[BaseConverter], course: Path, assignment: str, student: str = "*") -> Any:
    config = load_config(course)
    # A converter changes its configuration; each step starts from the files.
    coursedir = course_directory(course, Config(config))
    coursedir.assignment_id, coursedir.student_id = assignment, student
    converter = kind(coursedir=coursedir, config=config)
    converter.force = True
    with _Heard(converter.log) as heard:
        try:
            converter.start()
        except Exception as error:  # nbgrader logs the reason, then raises that it logged it
            raise StepError(heard.reason or str(error)) from error
    return coursedir


class _Heard(logging.Handler):
    """Keeps what nbgrader logs as errors, and keeps it off the terminal."""

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
        """The first error that says something."""
        empty = ("There was an error", "Traceback", "Please see", "[")
        errors = [text for level, text in self.lines if level >= logging.ERROR]
        return next((text for text in errors if not text.startswith(empty)), "") or self._failures()

    def _failures(self) -> str:
        """Whose submissions a converter could not process, and by which exceptions; the others are done."""
        texts = [text for level, text in self.lines if level >= logging.ERROR]
        whose = [found[1] for text in texts if (found := re.search(r"for student '(.*)'", text))]
        causes = {text.strip().splitlines()[-1] for text in texts if text.startswith("Traceback")}
        if not whose:
            return ""
        return f"{', '.join(whose)} could not be processed ({'; '.join(sorted(causes))}); all others are done"
