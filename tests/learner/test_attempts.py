"""A check is logged only if the release contains the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder import check
from autograder.learner.attempts import FILE, LARGEST, fresh
from autograder.learner.errors import CheckFailed


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_nothing_is_logged_by_default(release: Path, write) -> None:
    """Nothing is logged unless the class asks for it."""
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    assert not (release / FILE).exists()


def test_each_check_is_a_line_without_code(release: Path, write) -> None:
    """Each check is a line with time, exercise, state and mistake, and without anything the learner typed."""
    (release / FILE).write_bytes(fresh())
    start = datetime.now(UTC).replace(microsecond=0)
    write("def double(x):\n    secret_name = x ** 2\n    return secret_name\n")
    with pytest.raises(CheckFailed):
        check("t1a.double")
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    about, first, second = lines(release)
    assert "If you delete it" in about["about"]
    assert (first["exercise"], first["state"], first["mistake"]) == ("double", "wrong", "squared")
    assert (second["state"], second["mistake"]) == ("right", None)
    assert start <= datetime.fromisoformat(first["at"]) <= datetime.fromisoformat(second["at"]) <= datetime.now(UTC)
    assert "secret_name" not in (release / FILE).read_text(encoding="utf-8")


def test_a_deleted_log_stays_deleted(release: Path, write) -> None:
    """A log that the learner deleted is not made again."""
    (release / FILE).write_bytes(fresh())
    (release / FILE).unlink()
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    assert not (release / FILE).exists()


def test_a_bad_log_stops_no_check(release: Path, write) -> None:
    """A full log, or a folder in its place, stops no check."""
    write("def double(x):\n    return x + x\n")
    (release / FILE).write_bytes(b"x" * (LARGEST + 1))
    check("t1a.double")
    assert (release / FILE).stat().st_size == LARGEST + 1
    (release / FILE).unlink()
    (release / FILE).mkdir()
    check("t1a.double")
