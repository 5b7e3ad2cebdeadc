"""A check is noted where the release holds the log, and nowhere else."""

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


def test_nothing_is_noted_where_no_class_asked_for_it(release: Path, write) -> None:
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    assert not (release / FILE).exists()


def test_each_check_is_a_line_that_holds_nothing_typed(release: Path, write) -> None:
    (release / FILE).write_bytes(fresh())
    write("def double(x):\n    secret_name = x ** 2\n    return secret_name\n")
    with pytest.raises(CheckFailed):
        check("t1a.double")
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    about, first, second = lines(release)
    assert "Delete the file" in about["about"]
    assert (first["exercise"], first["state"], first["mistake"]) == ("double", "wrong", "squared")
    assert (second["state"], second["mistake"]) == ("right", None)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(second["at"])).total_seconds()) < 60
    assert "secret_name" not in (release / FILE).read_text(encoding="utf-8")


def test_a_log_that_was_deleted_stays_away(release: Path, write) -> None:
    (release / FILE).write_bytes(fresh())
    (release / FILE).unlink()
    write("def double(x):\n    return x + x\n")
    check("t1a.double")
    assert not (release / FILE).exists()


def test_a_full_log_and_one_that_is_a_folder_hold_nobody_up(release: Path, write) -> None:
    write("def double(x):\n    return x + x\n")
    (release / FILE).write_bytes(b"x" * (LARGEST + 1))
    check("t1a.double")
    assert (release / FILE).stat().st_size == LARGEST + 1
    (release / FILE).unlink()
    (release / FILE).mkdir()
    check("t1a.double")
