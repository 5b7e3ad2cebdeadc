"""Sets up the demo's course: a copy with its own gradebook, exchange and vault, so that real ones are not changed."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.authoring.bundle import Bundle
from autograder.demo.cast import Player, log_of
from autograder.learner import attempts
from autograder.project import CONFIG, Project

MARK = ".gradus-demo"
COURSE_ID = "gradus-demo"


class DemoError(Exception):
    """The demo cannot run. The message is a sentence."""


def lay_out(project: Project, assignment: str, folder: Path) -> Project:
    """Copy one assignment into `folder`. If an earlier demo made the folder, it is emptied first."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise DemoError(f"{folder} contains files that no earlier demo made. Choose another folder.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `gradus demo`; the next demo deletes it.\n")
    demo = Project.at(folder / "class")
    for part in (Path("course", "source"), Path("solutions"), Path("helpers", "stubs")):
        if (project.root / part / assignment).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(project.root / part / assignment, demo.root / part / assignment, ignore=ignored)
    shutil.copy(project.course / CONFIG, demo.course / CONFIG)
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    return demo


@contextmanager
def environment(folder: Path) -> Iterator[None]:
    """In the block, everything uses the demo's course, exchange and vault."""
    ours = {
        "GRADUS_COURSE": COURSE_ID,
        "GRADUS_EXCHANGE": str(folder / "exchange"),
        "GRADUS_VAULT": str(folder / "vault"),
        "GRADUS_PROJECT": str(folder / "class"),
        "GRADUS_ATTEMPT_LOG": "1",  # this class keeps logs of checks
        # The user's own nbgrader settings or gradebook must not be used.
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
    }
    before = {name: os.environ.get(name) for name in (*ours, "GRADUS_GRADEBOOK")}
    os.environ.update(ours)
    os.environ.pop("GRADUS_GRADEBOOK", None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def enrol(project: Project, players: Sequence[Player], absent: Sequence[tuple[str, str, str]]) -> None:
    from nbgrader.api import Gradebook

    from autograder.nbgrader_adapter.settings import course_directory

    coursedir = course_directory(project.course)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for player in players:
            gradebook.add_student(player.learner, first_name=player.first, last_name=player.last)
        for learner, first, last in absent:
            gradebook.add_student(learner, first_name=first, last_name=last)


def hand_in(release: Path, exchange: Path, bundle: Bundle, players: Sequence[Player]) -> None:
    """Put each submission where `nbgrader submit` would, with the same folder name and timestamp.

    nbgrader's command itself would submit everything under the name of the one user who runs the demo.
    """
    assignment, module = bundle.assignment.name, bundle.assignment.module
    inbound = exchange / COURSE_ID / "inbound"
    now = datetime.now(UTC)
    for index, player in enumerate(players):
        at = now - timedelta(minutes=7 * index + 3)
        stamp = at.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        folder = inbound / f"{player.learner}+{assignment}+{stamp}+{secrets.token_hex(8)}"
        shutil.copytree(release, folder)
        helper = folder / f"{module}.py"
        helper.unlink(missing_ok=True)
        submission = player.submission
        if submission.source is not None:
            helper.write_text(submission.source, encoding="utf-8")
        if submission.solved:
            _answer_in_words(folder)
        if submission.damage is not None:
            submission.damage(folder)
        (folder / attempts.FILE).unlink()
        log = log_of(player, bundle.names, at)
        if log is not None:
            (folder / attempts.FILE).write_bytes(log)
        (folder / "timestamp.txt").write_text(stamp)
        (folder / "submission_secret.txt").write_text(secrets.token_hex(64))


def _answer_in_words(folder: Path) -> None:
    """Fill in every cell that a person grades, so that the formgrader has something to show."""
    for path in folder.glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            graded = cell["metadata"].get("nbgrader", {})
            if graded.get("grade") and graded.get("solution") and cell["cell_type"] == "markdown":
                cell["source"] = "The larger the learning rate, the longer the steps; beyond a point they overshoot."
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def collect(project: Project, assignment: str) -> int:
    """Run nbgrader's own collect; returns the number of submissions."""
    from nbgrader.auth import Authenticator
    from nbgrader.exchange import ExchangeFactory

    from autograder.nbgrader_adapter.settings import course_directory, load_config

    config = load_config(project.course)
    coursedir = course_directory(project.course, config)
    coursedir.assignment_id = assignment
    step = ExchangeFactory(config=config).Collect(
        coursedir=coursedir, authenticator=Authenticator(config=config), config=config, check_owner=False
    )
    step.log.setLevel("ERROR")
    step.start()
    return len(list((project.course / "submitted").glob(f"*/{assignment}")))
