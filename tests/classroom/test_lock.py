"""One grader at a time for an assignment: the second says once for whom it waits, and the dead hold nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from autograder.classroom.lock import held


def test_the_second_says_once_for_whom_it_waits_and_then_has_its_turn(tmp_path: Path) -> None:
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
        assert told.wait(10)
        turns.append("first")
    waiting.join(10)
    assert turns == ["first", "second"]
    assert len(said) == 1 and "Another grader is at work" in said[0] and f"process {os.getpid()}" in said[0]


def test_a_grader_that_was_killed_holds_no_lock(tmp_path: Path) -> None:
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
