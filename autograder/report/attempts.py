"""Reads the logs of checks in submissions: attempts and time per exercise, and who is stuck.

Learners can edit their logs, so the logs only show where help is needed; no grade depends on them. Lines that cannot
be read are skipped.
"""

from __future__ import annotations

import itertools
import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from autograder.learner.attempts import FILE, LARGEST
from autograder.result import DONE, State

PAUSE = timedelta(minutes=20)  # a longer gap between two checks does not count as work
STUCK = 5  # wrong checks of an exercise, and none right
STATES = get_args(State)
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Attempt:
    at: datetime
    exercise: str
    state: str


@dataclass(frozen=True)
class ExerciseAttempts:
    """One exercise over the learners whose logs name it.

    solved   how many of them had a right check
    checks   the median number of checks until it was right
    minutes  the median time of work
    """

    exercise: str
    learners: int
    solved: int
    checks: float | None
    minutes: float


@dataclass(frozen=True)
class Stuck:
    """A learner with many checks of an exercise, none of them right."""

    learner: str
    exercise: str
    checks: int
    minutes: float


def read(folder: Path, exercises: Iterable[str]) -> tuple[Attempt, ...] | None:
    """The attempts in a submission's log, sorted by time; None if there is no log. Links are not followed."""
    path = folder / FILE
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            lines = file.read(2 * LARGEST).splitlines()
    except OSError:
        return None
    known = set(exercises)
    found = [item for line in lines if (item := _attempt(line)) and item.exercise in known]
    return tuple(sorted(found, key=lambda item: item.at))


def minutes(attempts: Sequence[Attempt]) -> dict[str, float]:
    """Minutes of work before the checks of each exercise, without gaps longer than `PAUSE`."""
    spent: dict[str, float] = {}
    for before, after in itertools.pairwise(attempts):
        gap = after.at - before.at
        spent[after.exercise] = spent.get(after.exercise, 0.0) + (gap.total_seconds() / 60 if gap <= PAUSE else 0.0)
    return spent


def per_exercise(logs: Mapping[str, Sequence[Attempt]], exercises: Iterable[str]) -> tuple[ExerciseAttempts, ...]:
    """One row for each exercise in any log."""
    spent = {learner: minutes(attempts) for learner, attempts in logs.items()}
    rows = []
    for name in exercises:
        tried = {learner: _tries(attempts, name) for learner, attempts in logs.items()}
        tried = {learner: states for learner, states in tried.items() if states}
        if not tried:
            continue
        until = [_first_done(states) for states in tried.values()]
        solved = [count for count in until if count]
        time = statistics.median(spent[learner].get(name, 0.0) for learner in tried)
        checks = statistics.median(solved) if solved else None
        rows.append(ExerciseAttempts(name, len(tried), len(solved), checks, round(time, 1)))
    return tuple(rows)


def stuck(logs: Mapping[str, Sequence[Attempt]], exercises: Iterable[str]) -> tuple[Stuck, ...]:
    """Learners with `STUCK` or more checks of an exercise and none right, those with the most checks first."""
    found = []
    names = list(exercises)
    for learner, attempts in logs.items():
        spent = minutes(attempts)
        for name in names:
            wrong = [state for state in _tries(attempts, name) if state != "not attempted"]
            if len(wrong) >= STUCK and not _first_done(wrong):
                found.append(Stuck(learner, name, len(wrong), round(spent.get(name, 0.0), 1)))
    return tuple(sorted(found, key=lambda item: (-item.checks, item.learner, item.exercise)))


def forget(folders: Iterable[Path]) -> int:
    """Delete the logs in these submissions; returns how many there were."""
    count = 0
    for path in (folder / FILE for folder in folders):
        if path.is_file() or path.is_symlink():
            path.unlink()
            count += 1
    return count


def _attempt(line: bytes) -> Attempt | None:
    try:
        plain: Any = json.loads(line)
        at = datetime.fromisoformat(plain["at"]).astimezone(UTC)
        exercise, state = str(plain["exercise"]), str(plain["state"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    valid = state in STATES and EARLIEST <= at <= datetime.now(UTC) + timedelta(days=1)
    return Attempt(at, exercise, state) if valid else None


def _tries(attempts: Iterable[Attempt], exercise: str) -> list[str]:
    return [item.state for item in attempts if item.exercise == exercise]


def _first_done(states: Sequence[str]) -> int:
    """The number of checks until the first right one; 0 if none is right. Checks of the untouched stub do not count."""
    counted = [state for state in states if state != "not attempted"]
    return next((number for number, state in enumerate(counted, 1) if state in DONE), 0)
