"""The log of checks: written only if a class asks for it, summarized in the report, and never trusted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.learner.attempts import FILE, LARGEST, fresh
from autograder.report import attempts
from autograder.report.attempts import Attempt

NAMES = ("double", "triple")
START = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


def log(*steps: tuple[float, str, str]) -> tuple[Attempt, ...]:
    return tuple(Attempt(START + timedelta(minutes=at), exercise, state) for at, exercise, state in steps)


def write(folder: Path, *lines: object) -> Path:
    text = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    (folder / FILE).write_bytes(fresh() + text)
    return folder


def test_lines_are_sorted_by_time(tmp_path: Path) -> None:
    """The lines of a log are returned in order of time."""
    late = {"at": "2026-03-01T19:05:00+01:00", "exercise": "double", "state": "right", "mistake": None}
    early = {"at": "2026-03-01T18:00:00+00:00", "exercise": "double", "state": "wrong", "mistake": "squared"}
    found = attempts.read(write(tmp_path, late, early), NAMES)
    assert found == log((0, "double", "wrong"), (5, "double", "right"))


def test_invalid_lines_are_skipped(tmp_path: Path) -> None:
    """Lines that do not belong into a log are skipped."""
    good = {"at": "2026-03-01T18:00:00+00:00", "exercise": "double", "state": "right"}
    odd = [
        b"\xff\xfe", b"[" * 100_000, b"[]", b"7", b'"x"', b"{}", b"null", b"NaN",
        {**good, "exercise": "../../etc"}, {**good, "exercise": ["double"]}, {**good, "state": "<script>"},
        {**good, "state": ["right"]}, {**good, "at": "0001-01-01T00:00:00+14:00"},
        {**good, "at": "9999-12-31T23:59:59"},
        {**good, "at": 12}, {**good, "at": "2999-01-01T00:00:00+00:00"},
    ]  # fmt: skip
    assert attempts.read(write(tmp_path, *odd, good), NAMES) == log((0, "double", "right"))


def test_no_log_and_a_linked_log_are_none(tmp_path: Path) -> None:
    """A submission without a log, or with a link in its place, has no log."""
    assert attempts.read(tmp_path, NAMES) is None
    (tmp_path / "elsewhere").write_bytes(fresh())
    (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")
    assert attempts.read(tmp_path, NAMES) is None


def test_a_huge_log_is_read_in_part(tmp_path: Path) -> None:
    """Only the first part of a huge log is read."""
    line = json.dumps({"at": "2026-03-01T18:00:00+00:00", "exercise": "double", "state": "wrong"}).encode() + b"\n"
    (tmp_path / FILE).write_bytes(line * (4 * LARGEST // len(line)))
    found = attempts.read(tmp_path, NAMES)
    assert found is not None and len(found) <= 2 * LARGEST // len(line) + 1


def test_checks_and_minutes_are_medians() -> None:
    """Checks until right and minutes of work are medians over the learners."""
    logs = {
        "ada": log(
            (0, "double", "not attempted"), (3, "double", "wrong"), (7, "double", "right"), (9, "triple", "right")
        ),
        "bob": log((0, "double", "wrong"), (10, "double", "wrong"), (40, "double", "wrong"), (44, "double", "right")),
        "cy": log((0, "double", "wrong")),
    }
    double, triple = attempts.per_exercise(logs, NAMES)
    assert (double.learners, double.solved, double.checks) == (3, 2, 3.0)
    assert double.minutes == 7.0, "the median of 7, 14 (the half hour between was a break) and 0"
    assert (triple.learners, triple.solved, triple.checks, triple.minutes) == (1, 1, 1.0, 2.0)


def test_five_failed_checks_are_stuck() -> None:
    """A learner with five checks and no right answer is listed as stuck."""
    vain = [(float(minute), "double", "wrong") for minute in range(5)]
    logs = {"ada": log(*vain), "bob": log(*vain, (6, "double", "right")), "cy": log(*vain[:4])}
    (found,) = attempts.stuck(logs, NAMES)
    assert (found.learner, found.exercise, found.checks, found.minutes) == ("ada", "double", 5, 4.0)


def test_logs_can_be_deleted(tmp_path: Path) -> None:
    """`forget` deletes the logs and counts them."""
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    write(tmp_path / "with")
    assert attempts.forget(tmp_path.iterdir()) == 1
    assert attempts.read(tmp_path / "with", NAMES) is None


@pytest.mark.parametrize("scale", [1, 50])
def test_an_empty_class_gives_empty_tables(scale: int) -> None:
    """A class without attempts gives empty tables."""
    assert attempts.per_exercise({f"s{number}": () for number in range(scale)}, NAMES) == ()
    assert attempts.stuck({}, NAMES) == ()
