"""Collects submissions from an inbound folder that strangers write to: what is odd is named and skipped, one by one."""

from __future__ import annotations

import os
import secrets
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import check_mode, parse_utc

from autograder import trees
from autograder.card.content import clean

DEPTH, ENTRIES, SECONDS = 30, 5_000, 60.0
KEPT = "quarantined"


@dataclass(frozen=True)
class Submission:
    """A folder in the exchange, named LEARNER+ASSIGNMENT+TIME or LEARNER+ASSIGNMENT+TIME+RANDOM."""

    folder: str
    learner: str
    time: datetime
    stamp: str  # the time as the name has it


class CollectFiles(ExchangeCollect):
    """nbgrader's collector for folders that a learner may change at any moment.

    The learner owns the submitted folder and could put a link in it to a file that only the instructor can read.
    Collecting would copy that file with the instructor's rights, and feedback could then reveal it. So files are
    copied by descriptor (`trees.copy`), and only those of the folder's owner.

    One odd entry is skipped with a warning that names it, the others are collected, and the list of what needs a
    person comes last. A folder that belongs to somebody else than the learner it names is copied to `quarantined`.
    """

    def init_src(self) -> None:
        """Find the submissions: `self.choices` has those of each learner, the one to collect first."""
        if self.coursedir.course_id == "":
            self.fail("No course id specified. Re-run with --course flag.")
        self.odd: list[str] = []
        self.course_path = str(Path(self.root) / self.coursedir.course_id)
        self.inbound_path = str(Path(self.course_path) / "inbound")
        if not Path(self.inbound_path).is_dir():
            self.fail(f"Course not found: {self.inbound_path}")
        if not check_mode(self.inbound_path, read=True, execute=True):
            self.fail(f"You don't have read permissions for the directory: {self.inbound_path}")
        by_learner: dict[str, list[Submission]] = defaultdict(list)
        for submission in self._submissions():
            by_learner[submission.learner].append(submission)
        due = self._due_date() if self.before_duedate else None
        self.choices = {learner: _in_order(found, due) for learner, found in sorted(by_learner.items())}

    def copy_files(self) -> None:
        name = self.coursedir.assignment_id
        if not self.choices:
            self.log.warning("No submissions of '%s' for course '%s' to collect", name, self.coursedir.course_id)
        else:
            self.log.info("Processing %d submissions of '%s'", len(self.choices), name)
        for learner, submissions in self.choices.items():
            self._collect(learner, submissions)
        if self.odd:
            self.log.warning("These need a person:\n%s", "\n".join(f"  - {item}" for item in self.odd))

    def _submissions(self) -> Iterator[Submission]:
        assignment, wanted = self.coursedir.assignment_id, self.coursedir.student_id
        for name in sorted(os.listdir(self.inbound_path)):  # noqa: PTH208
            fields = name.split("+")
            if assignment not in fields[1:]:
                continue
            submission = _parsed(name, assignment)
            if submission is None:
                self._note(name, "has no name of the form LEARNER+ASSIGNMENT+TIME")
            elif wanted in ("", "*", submission.learner) and self._is_theirs(submission):
                yield submission

    def _is_theirs(self, submission: Submission) -> bool:
        """Whether the folder belongs to the learner it names (or to whoever collects); a stranger's is quarantined."""
        try:
            status = os.lstat(Path(self.inbound_path, submission.folder))
        except OSError as error:
            self._note(submission.folder, f"cannot be read ({error.strerror})")
            return False
        if not self.check_owner or sys.platform == "win32" or status.st_uid == os.geteuid():
            return True
        owner = _user(status.st_uid)
        if owner == submission.learner:
            return True
        where = self._quarantine(submission, status.st_uid)
        self._note(
            submission.folder,
            f"claims to be submitted by {submission.learner!r} but belongs to {owner!r}: not collected, {where}",
        )
        return False

    def _quarantine(self, submission: Submission, owner: int) -> str:
        kept = Path(self.coursedir.root) / KEPT / submission.folder
        if kept.exists():
            return f"it is in {KEPT}/"
        try:
            self._copy(submission, kept, owner)
        except (trees.TreeError, OSError):
            return "nor copied"
        return f"copied to {KEPT}/"

    def _collect(self, learner: str, submissions: Sequence[Submission]) -> None:
        name = self.coursedir.assignment_id
        target = Path(self.coursedir.format_path(self.coursedir.submitted_directory, learner, name))
        for submission in submissions:
            if os.path.lexists(target) and not self._replaces(submission, target):
                said = (
                    "No newer submission to collect" if self.update else "Submission exists, use --update to update it"
                )
                self.log.info("%s: %s %s", said, learner, name)
                return
            self.log.info("Collecting submission: %s %s", learner, name)
            try:
                self._take(submission, target)
            except trees.TreeError as error:
                self._note(submission.folder, f"{error}: not collected")
            except OSError as error:  # of our own folders: no room, no rights
                self._note(submission.folder, f"not collected: {error.strerror or error}")
            else:
                return

    def _replaces(self, submission: Submission, target: Path) -> bool:
        try:
            existing = self.coursedir.get_existing_timestamp(str(target))
        except Exception:
            existing = None
        if self.update and (existing is None or submission.time > existing):
            return True
        return bool(self.before_duedate and existing != submission.time)

    def _take(self, submission: Submission, target: Path) -> None:
        """Copy to a folder beside the target and exchange the two, so that a failure loses nothing."""
        fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        owner = os.lstat(Path(self.inbound_path, submission.folder)).st_uid
        for path, why in self._copy(submission, fresh, owner):
            self._note(f"{submission.folder}/{path}", f"{why}: not collected")
        _complete(fresh, submission.stamp)
        self._share(fresh)
        old = target.with_name(f"{fresh.name}.old")
        if os.path.lexists(target):
            target.rename(old)
        fresh.rename(target)
        trees.remove(old)

    def _copy(self, submission: Submission, target: Path, owner: int) -> list[tuple[str, str]]:
        source = Path(self.inbound_path, submission.folder)
        return trees.copy(source, target, self._limits(), frozenset({owner}), self._wanted)

    def _limits(self) -> trees.Limits:
        size = 1000 * self.coursedir.max_dir_size
        file_size = 1000 * self.coursedir.max_file_size or size  # 0: no limit of its own, as in nbgrader
        return trees.Limits(DEPTH, ENTRIES, file_size, size, SECONDS)

    def _wanted(self, name: str, is_folder: bool) -> bool:
        """nbgrader's settings `ignore` and `include`; an empty `include` includes everything."""
        if any(fnmatch(name, pattern) for pattern in self.coursedir.ignore):
            return False
        include = self.coursedir.include
        return is_folder or not include or any(fnmatch(name, pattern) for pattern in include)

    def _note(self, name: str, said: str) -> None:
        text = f"{clean(name, 120)} {said}"
        self.log.warning("%s", text)
        self.odd.append(text)

    def _due_date(self) -> datetime | None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                due: datetime | None = gradebook.find_assignment(self.coursedir.assignment_id).duedate
            except MissingEntry:
                return None
            return due

    def _share(self, top: Path) -> None:
        """Give the group access if a group of instructors shares the course (nbgrader's `groupshared`)."""
        if not self.coursedir.groupshared:
            return
        for folder, _, names in os.walk(top):  # our copy, of at most `DEPTH` levels
            Path(folder).chmod((Path(folder).stat().st_mode | 0o2770) & 0o2777)
            for path in (Path(folder, name) for name in names):
                path.chmod((path.stat().st_mode | 0o660) & 0o777)


def _parsed(name: str, assignment: str) -> Submission | None:
    """Read a folder's name; None if it does not name a learner, this assignment and a time. A learner may have a +."""
    fields = name.split("+")
    for place in range(len(fields) - 1, 0, -1):
        if fields[place] != assignment or place + 1 == len(fields):
            continue
        learner = "+".join(fields[:place])
        if learner.startswith(".") or not learner.isprintable() or not learner:
            return None
        stamp = fields[place + 1]
        time = _time(stamp)
        return Submission(name, learner, time, stamp) if time else None
    return None


def _in_order(submissions: Sequence[Submission], due: datetime | None) -> list[Submission]:
    """The newest first; with a due date, those in time come before the late ones."""
    newest = sorted(submissions, key=lambda item: item.time, reverse=True)
    return sorted(newest, key=lambda item: due is not None and item.time > due)


def _user(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _complete(folder: Path, stamp: str) -> None:
    """Add the secret and the timestamp that `nbgrader submit` writes, if a submission lacks them or has others.

    nbgrader names the feedback page after the secret and needs the timestamp to detect late work. Without either,
    `nbgrader release_feedback` stops, and later learners get no feedback. `stamp` is the time in the folder's name.
    """
    for name, text, is_fit in (
        ("submission_secret.txt", secrets.token_hex(64), lambda said: bool(said.strip())),
        ("timestamp.txt", stamp, lambda said: _time(said) is not None),
    ):
        path = folder / name
        if not is_fit(_read(path)):
            trees.remove(path)
            path.write_text(text, encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() and path.stat().st_size < 4096 else ""
    except (OSError, ValueError):
        return ""


def _time(text: str) -> datetime | None:
    """The time that a text says; None if it says none. The parser reads "5" as the fifth of this month."""
    try:
        time = parse_utc(text.strip())
    except Exception:
        return None
    return time if len(text.strip()) >= 8 and 1990 <= time.year <= 2200 else None
