"""Nothing is lost: whatever is killed, full, locked or stopped, grading again gives what an undisturbed run gives."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grade import GradeError, grade
from autograder.project import Project
from tests.classroom import tiny
from tests.cycle import books

KILLS = 100 if os.environ.get("GRADUS_STRESS") else 5
SLOW = "import time\ntime.sleep(0.15)\n"
CLASS = {f"s{index:02}": SLOW + (tiny.RIGHT, tiny.SQUARED, tiny.FOURFOLD)[index % 3] for index in range(12)}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The course with its class handed in, keys built, nothing graded."""
    folder = tmp_path_factory.mktemp("made")
    with tiny.environment(folder):
        project = tiny.make_project(folder / "class")
        tiny.hand_in(project, CLASS)
        from autograder.classroom.keys import both_keys

        both_keys(project, project.bundle("c9w1t"))
    yield folder


@pytest.fixture(scope="module")
def undisturbed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("undisturbed") / "copy"
    shutil.copytree(made, folder)
    with tiny.environment(folder):
        project = Project.at(folder / "class")
        grade(project, "c9w1t", workers=2)
        return state(project)


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(made, tmp_path / "copy")
    with tiny.environment(tmp_path / "copy"):
        yield Project.at(tmp_path / "copy" / "class")


def state(project: Project) -> dict[str, Any]:
    """Gradebook rows and graded files."""
    tiny.check_sound(project)
    return {"rows": tiny.gradebook(project), "files": books.files(project.course / "autograded")}


def start(project: Project, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.classroom.run_grade", str(project.root), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tiny.REPOSITORY)


def finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The last line that the grader wrote."""
    out, _ = process.communicate(timeout=180)
    return json.loads(out.splitlines()[-1])


def wait_for(process: subprocess.Popen[str], done: int) -> None:
    """Until so many submissions are done."""
    assert process.stdout
    for line in process.stdout:
        if json.loads(line).get("done", 0) >= done:
            return
    raise AssertionError("the grader ended before")


def children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(folder.name))
    return found


def results(project: Project) -> dict[str, str]:
    """What the ledger holds, with how long each took: judged again it would be another time."""
    return {path.name: path.read_text() for path in (project.state / "ledger").glob("*/results/*/*.json")}


@pytest.mark.stress
@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_any_moment_the_next_run_completes_and_repeats_nothing(
    project: Project, undisturbed: dict[str, Any], number: int
) -> None:
    moment = random.Random(number)
    process = start(project)
    if moment.random() < 0.3:
        time.sleep(moment.uniform(0, 2))
    else:
        wait_for(process, moment.randrange(1, len(CLASS)))
        time.sleep(moment.uniform(0, 0.3))
    workers = children(process.pid)
    process.kill()
    process.communicate()
    kept = results(project)
    assert finish(start(project))["failures"] == {}
    assert state(project) == undisturbed
    after = results(project)
    assert all(after[name] == text for name, text in kept.items()), "a finished result was computed again"
    for pid in workers:
        assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()


@pytest.mark.parametrize("who", ["worker", "zygote"])
def test_a_killed_worker_or_zygote_costs_nobody_anything(
    project: Project, undisturbed: dict[str, Any], who: str
) -> None:
    process = start(project)
    wait_for(process, 2)
    worker = children(process.pid)[0]
    for pid in [worker] if who == "worker" else children(worker):
        os.kill(pid, signal.SIGKILL)
    ended = finish(process)
    assert ended["failures"] == {} and ended["left"] == []
    assert state(project) == undisturbed


def test_two_graders_at_once_leave_what_one_leaves(project: Project, undisturbed: dict[str, Any]) -> None:
    first, second = start(project), start(project)
    ended = [finish(process) for process in (first, second)]
    assert sorted(learner for item in ended for learner in item["graded"]) == sorted(CLASS), "nobody is graded twice"
    assert state(project) == undisturbed


def test_ctrl_c_finishes_what_runs_and_saves_it(project: Project, undisturbed: dict[str, Any]) -> None:
    process = start(project)
    wait_for(process, 2)
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    assert process.returncode == 0 and ended["left"] and len(ended["graded"]) >= 2
    assert set(tiny.scores(project)) == set(ended["graded"])
    assert set(finish(start(project))["graded"]) == set(ended["left"])
    assert state(project) == undisturbed


@pytest.mark.parametrize("limit", [0, 3_000, 30_000, 120_000])
def test_a_full_disk_ends_in_a_sentence_and_with_no_half_written_row(
    project: Project, undisturbed: dict[str, Any], limit: int
) -> None:
    """A limit on the size of files stands in for the full disk: writing fails in the same places."""
    ended = finish(start(project, str(limit)))
    assert "error" in ended, ended
    assert "grade again" in ended["error"] and "Traceback" not in ended["error"]
    tiny.check_sound(project)
    complete = {row[0] for row in undisturbed["rows"]["submission"]}
    for name, rows in tiny.gradebook(project).items():
        assert all(row in undisturbed["rows"][name] for row in rows), name
    assert complete
    finish(start(project))
    assert state(project) == undisturbed


def test_a_locked_gradebook_is_a_sentence_and_afterwards_all_is_graded(
    project: Project, undisturbed: dict[str, Any]
) -> None:
    with closing(sqlite3.connect(project.course / "gradebook.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(GradeError, match="locked"):
            grade(project, "c9w1t", workers=2)
        other.execute("rollback")
    grade(project, "c9w1t", workers=2)
    assert state(project) == undisturbed


def test_a_read_only_gradebook_is_a_sentence(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project.course / "gradebook.db"
    monkeypatch.setenv("GRADUS_GRADEBOOK", f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(GradeError, match=r"read-?only"):
        grade(project, "c9w1t", workers=2)
    monkeypatch.delenv("GRADUS_GRADEBOOK")
    assert tiny.gradebook(project)["submission"] == []
