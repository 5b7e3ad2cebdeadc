"""Only one grader at a time works on an assignment: a second waits and says so; a dead one holds no lock."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from autograder.classroom.lock import held
from tests.classroom.runs import PATIENCE


def test_a_second_grader_waits_and_says_so(tmp_path: Path) -> None:
    """A second grader waits for the first and says once for whom."""
    path = tmp_path / "assignment.lock"
    said: list[str] = []
    told = threading.Event()
    turns: list[str] = []

    def wait(sentence: str) -> None:
        said.append(sentence)
        told.set()

    def second() -> None:
        with held(path, wait):
            turns.append("second")

    waiting = threading.Thread(target=second)
    with held(path, said.append):
        waiting.start()
        assert told.wait(PATIENCE)
        turns.append("first")
    waiting.join(PATIENCE)
    assert turns == ["first", "second"]
    assert len(said) == 1 and "Another grader is working" in said[0] and f"process {os.getpid()}" in said[0]


def test_a_killed_grader_holds_no_lock(tmp_path: Path) -> None:
    """A grader that was killed holds no lock."""
    path = tmp_path / "assignment.lock"
    code = (
        "import sys, time; from pathlib import Path; from autograder.classroom.lock import held\n"
        "with held(Path(sys.argv[1]), print):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    process.kill()
    process.communicate()
    said: list[str] = []
    with held(path, said.append):
        assert said == []
