"""Collecting from an inbound folder that holds anything: what is odd is named and skipped, the rest is collected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder import trees
from autograder.nbgrader_adapter.collect import CollectFiles
from tests.classroom.test_trees import deep

NAME = "c9w1t-tiny"
TIME = "2026-01-01 10:00:00.000000 UTC"
LATER = "2026-01-02 10:00:00.000000 UTC"


class Exchange:
    """An inbound folder, and a course that collects from it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.inbound = top / "exchange" / "gradus" / "inbound"
        self.inbound.mkdir(parents=True)
        self.course = top / "course"
        self.course.mkdir()

    def submit(self, learner: str, work: str = "work", time: str = TIME) -> Path:
        folder = self.inbound / f"{learner}+{NAME}+{time}+abc"
        folder.mkdir()
        (folder / "tiny.py").write_text(work)
        (folder / "timestamp.txt").write_text(time)
        (folder / "submission_secret.txt").write_text("secret")
        return folder

    def collect(self, **settings: object) -> list[str]:
        """Collect; returns what needs a person."""
        config = Config()
        config.CourseDirectory.root = str(self.course)
        config.CourseDirectory.course_id = "gradus"
        config.CourseDirectory.assignment_id = NAME
        config.Exchange.root = str(self.top / "exchange")
        coursedir = CourseDirectory(config=config)
        step = CollectFiles(coursedir=coursedir, authenticator=Authenticator(config=config), config=config, **settings)
        step.start()
        return step.odd

    def collected(self) -> dict[str, str]:
        """The module of every learner who was collected."""
        folders = sorted((self.course / "submitted").glob("*"))
        return {folder.name: (folder / NAME / "tiny.py").read_text() for folder in folders if (folder / NAME).exists()}


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[Exchange]:
    """The submissions of Ann and Zoe. Removed at the end: pytest removes old folders by recursion, deep ones never."""
    made = Exchange(tmp_path)
    made.submit("ann", "Ann's")
    made.submit("zoe", "Zoe's")
    yield made
    assert trees.remove(made.inbound)


def link(exchange: Exchange) -> None:
    (exchange.inbound / f"eve+{NAME}+{TIME}+x").symlink_to(exchange.top, target_is_directory=True)


def plain_file(exchange: Exchange) -> None:
    (exchange.inbound / f"eve+{NAME}+{TIME}+x").write_text("a file")


def deeply_nested(exchange: Exchange) -> None:
    deep(exchange.submit("eve") / "d", 1_100)


def too_large(exchange: Exchange) -> None:
    folder = exchange.submit("eve")
    for index in range(11):
        with (folder / f"{index}.bin").open("wb") as file:
            file.truncate(99_000_000)


def too_many(exchange: Exchange) -> None:
    folder = exchange.submit("eve")
    for index in range(5_001):
        (folder / f"{index}.txt").touch()


def called(name: str) -> Callable[[Exchange], None]:
    """Makes an empty folder with this name."""
    return lambda exchange: (exchange.inbound / name).mkdir()


ODD: dict[str, Callable[[Exchange], None]] = {
    "link": link,
    "plain file": plain_file,
    "no time": called(f"eve+{NAME}"),
    "garbage time": called(f"eve+{NAME}+9999999999999999999+x"),
    "short time": called(f"eve+{NAME}+5+x"),
    "path as name": called(f"..+{NAME}+{TIME}+x"),
    "no name": called(f"+{NAME}+{TIME}+x"),
    "control characters": called(f"e\x1b[2Jve\n+{NAME}+{TIME}+x"),
    "no unicode": called(f"ev\udcff+{NAME}+{TIME}+x"),
    "deeply nested": deeply_nested,
    "too large": too_large,
    "too many": too_many,
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_entry_is_named_and_skipped(exchange: Exchange, kind: str) -> None:
    """One odd entry is named among what needs a person; the others are collected, and nothing of it is left."""
    ODD[kind](exchange)
    needs = exchange.collect()
    assert len(needs) == 1 and all(letter.isprintable() for letter in needs[0]), needs
    assert exchange.collected() == {"ann": "Ann's", "zoe": "Zoe's"}
    assert {path.name for path in exchange.course.iterdir()} <= {"submitted", "gradebook.db"}
    assert [path.name for path in (exchange.course / "submitted").rglob(".*")] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything; test-system does this with two users")
@pytest.mark.parametrize("name", ["", "tiny.py", "folder"])
def test_unreadable_entries(exchange: Exchange, name: str) -> None:
    """What cannot be read is named, and everybody else is collected."""
    folder = exchange.submit("eve")
    (folder / "folder").mkdir()
    (folder / name).chmod(0)
    try:
        assert len(exchange.collect()) == 1
    finally:
        (folder / name).chmod(0o700)
    assert {"ann", "zoe"} <= set(exchange.collected())


def test_all_of_them_at_once(exchange: Exchange) -> None:
    """Many odd entries are all listed."""
    for kind in ("link", "no time", "garbage time", "path as name", "control characters"):
        ODD[kind](exchange)
    assert len(exchange.collect()) == 5
    assert exchange.collected() == {"ann": "Ann's", "zoe": "Zoe's"}


def test_other_assignments_are_not_mentioned(exchange: Exchange) -> None:
    """Entries of other assignments need nobody."""
    (exchange.inbound / f"ann+other+{TIME}+x").mkdir()
    (exchange.inbound / "notes").mkdir()
    assert exchange.collect() == []


def test_an_update_replaces_and_a_failure_keeps(exchange: Exchange) -> None:
    """With `update` newer work replaces older work. If it cannot be copied, the older work stays."""
    exchange.collect()
    exchange.submit("ann", "newer", LATER)
    exchange.collect()
    assert exchange.collected()["ann"] == "Ann's", "only with update"
    exchange.collect(update=True)
    assert exchange.collected()["ann"] == "newer"
    deep(exchange.submit("ann", "newest", "2026-01-03 10:00:00.000000 UTC") / "d", 40)
    needs = exchange.collect(update=True)
    assert len(needs) == 1 and "levels of folders" in needs[0]
    assert exchange.collected()["ann"] == "newer"


def test_the_newest_that_can_be_copied_is_taken(exchange: Exchange) -> None:
    """If a learner's newest submission cannot be copied, the one before is, and the newest is named."""
    deep(exchange.submit("ann", "newest", LATER) / "d", 40)
    assert len(exchange.collect()) == 1
    assert exchange.collected()["ann"] == "Ann's"


def test_odd_files_in_a_submission(exchange: Exchange) -> None:
    """Links and pipes in a submission are named and left out; the rest of it is collected."""
    folder = exchange.submit("eve", "Eve's")
    (folder / "other.py").symlink_to("/etc/passwd")
    os.mkfifo(folder / "a \x1b[2J pipe")
    needs = exchange.collect()
    assert len(needs) == 2 and all(letter.isprintable() for line in needs for letter in line), needs
    assert exchange.collected()["eve"] == "Eve's"


@pytest.mark.parametrize("said", ["", "yesterday", "\x00", "9" * 500, "5"])
def test_the_time_and_the_secret_are_made_good(exchange: Exchange, said: str) -> None:
    """A timestamp that says no time is replaced by the time in the folder's name, and so is an empty secret."""
    folder = exchange.submit("eve")
    (folder / "timestamp.txt").write_text(said)
    (folder / "submission_secret.txt").write_text("")
    exchange.collect()
    collected = exchange.course / "submitted" / "eve" / NAME
    assert (collected / "timestamp.txt").read_text() == TIME
    assert len((collected / "submission_secret.txt").read_text()) == 128
    (exchange.course / "submitted" / "eve" / NAME / "timestamp.txt").write_text(said)
    assert exchange.collect(update=True) == [], "what was collected earlier may have none either"


def test_names_with_a_plus(exchange: Exchange) -> None:
    """A learner's name may contain a plus sign."""
    exchange.submit("a+b", "theirs")
    assert exchange.collect() == []
    assert exchange.collected()["a+b"] == "theirs"
