"""After a full disk, a lock or a stop, grading again gives what an undisturbed run gives; nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grade import GradeError, GradeRequest, grade
from autograder.project import Project
from tests.classroom import tiny
from tests.classroom.runs import CLASS, Graders, state

pytestmark = pytest.mark.slow


def test_two_graders_leave_what_one_leaves(handed_in: Project, graders: Graders, undisturbed: dict[str, Any]) -> None:
    """Two graders at the same time leave the same as one."""
    both = [graders.start(handed_in, workers=1) for _ in range(2)]
    ended = [grader.finish() for grader in both]
    graded = sorted((item["graded"] for item in ended), key=len)
    assert graded[0] == [] and set(graded[1]) == set(CLASS), "one waited for the other and then had nothing to do"
    assert state(handed_in) == undisturbed


def test_ctrl_c_saves_what_runs(handed_in: Project, graders: Graders, undisturbed: dict[str, Any]) -> None:
    """Ctrl-C finishes and saves running submissions, and the next run grades the others."""
    grader = graders.start(handed_in)
    grader.wait_for(1)
    grader.signal(signal.SIGINT)
    ended = grader.finish()
    assert ended["failures"] == {} and ended["left"] and ended["graded"]
    assert set(tiny.scores(handed_in)) == set(ended["graded"])
    again = graders.start(handed_in, workers=1).finish()
    assert set(again["graded"]) == set(ended["left"])
    assert state(handed_in) == undisturbed


@pytest.mark.parametrize("limit", [4_000, 30_000])
def test_a_quota_leaves_no_half_written_row(
    handed_in: Project, graders: Graders, undisturbed: dict[str, Any], limit: int
) -> None:
    """A file that cannot grow ends the run with a sentence and without half-written rows. A limit on file size plays a
    quota.
    """
    ended = graders.start(handed_in, workers=1, limit=limit).finish()
    check_stopped(ended, state(handed_in), undisturbed)
    assert set(graders.start(handed_in, workers=1).finish()["graded"]) <= set(CLASS)
    assert state(handed_in) == undisturbed


def check_stopped(ended: dict[str, Any], left: dict[str, Any], undisturbed: dict[str, Any]) -> None:
    """Check that the run ended with a sentence and that each row in the gradebook is one of the right rows."""
    assert "error" in ended, ended
    assert "grade again" in ended["error"] and "Traceback" not in ended["error"]
    for name, rows in left["rows"].items():
        assert all(list(row) in list(map(list, undisturbed["rows"][name])) for row in rows), name


def namespace() -> list[str]:
    """The start of a command with its own mount namespace; empty if this system allows none."""
    for flags in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        command = ["unshare", *flags, "--propagation", "private"]
        try:
            if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
                return command
        except OSError:
            break
    return []


@pytest.mark.skipif(sys.platform != "linux" or not namespace(), reason="this system allows no mount namespaces")
@pytest.mark.parametrize("trouble", ["0", "40", "160", "read-only"])
def test_a_full_or_read_only_disk_loses_nothing(
    handed_in: Project, undisturbed: dict[str, Any], tmp_path: Path, trouble: str
) -> None:
    """A full or read-only disk ends the run with a sentence, and the next run completes. The course is on its own
    tmpfs.
    """
    out = tmp_path / "told.json"
    command = [*namespace(), sys.executable, "-m", "tests.classroom.full_disk", str(tmp_path / "copy"), trouble]
    done = subprocess.run([*command, str(out)], cwd=tiny.REPOSITORY, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(out.read_text())
    check_stopped(told["first"], told["between"], undisturbed)
    words = ("read-only",) if trouble == "read-only" else ("full", "no space")
    assert any(word in told["first"]["error"].lower() for word in words), told["first"]
    assert told["second"]["failures"] == {} and told["second"]["left"] == []
    assert told["after"] == json.loads(json.dumps(undisturbed, default=repr))


def test_a_locked_gradebook_is_a_sentence(handed_in: Project, graders: Graders, undisturbed: dict[str, Any]) -> None:
    """A locked gradebook ends the run with a sentence, and the next run completes."""
    with closing(sqlite3.connect(handed_in.course / "gradebook.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        ended = graders.start(handed_in, workers=1).finish()
        assert "locked" in ended["error"] and "grade again" in ended["error"]
        other.execute("rollback")
    graders.start(handed_in, workers=1).finish()
    assert state(handed_in) == undisturbed


def test_a_read_only_gradebook_is_a_sentence(handed_in: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only gradebook ends the run with a sentence and changes nothing."""
    path = handed_in.course / "gradebook.db"
    monkeypatch.setenv("GRADUS_GRADEBOOK", f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(GradeError, match=r"read-?only"):
        grade(handed_in, GradeRequest("c9w1t", workers=1))
    monkeypatch.delenv("GRADUS_GRADEBOOK")
    assert tiny.gradebook(handed_in)["submission"] == []
