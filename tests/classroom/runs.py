"""Graders in their own processes, to be killed, stopped and watched, and the state they leave in a course."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.project import Project
from tests.classroom import tiny
from tests.cycle import books

PATIENCE = 180.0  # seconds; only something that hangs takes so long
SLOW = "import time\ntime.sleep(0.03)\n"
CLASS = {f"s{index:02}": SLOW + (tiny.RIGHT, tiny.SQUARED, tiny.FOURFOLD)[index % 3] for index in range(9)}


def state(project: Project) -> dict[str, Any]:
    """Gradebook rows and graded files."""
    tiny.check_sound(project)
    return {"rows": tiny.gradebook(project), "files": books.files(project.course / "autograded")}


def results(project: Project) -> dict[str, str]:
    """The ledger's results with their durations, so that a result that was computed again differs."""
    return {path.name: path.read_text() for path in (project.state / "ledger").glob("*/results/*/*.json")}


def children(pid: int) -> list[int]:
    """The processes that a thread of this process started, oldest first."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return sorted(int(child) for task in tasks for child in (task / "children").read_text().split())
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def peak(pid: int) -> float:
    """Peak memory of a process in megabytes; shared pages count in full."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM"))


def wait_until(holds: Callable[[], Any], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s in vain for {what}"
        time.sleep(0.01)


class Graders:
    """Starts graders, forked from one process with all imports done: a cold start takes longer than the class."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.usual = 0.0  # seconds of an undisturbed run over CLASS, once it has been measured
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.classroom.run_grade", "--serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=tiny.REPOSITORY,
        )

    def start(self, project: Project, workers: int = 2, **more: Any) -> Grader:
        assert self._process.stdin and self._process.stdout
        self._count += 1
        out = self.folder / f"grader-{self._count}"
        settings = {name: value for name, value in os.environ.items() if name.startswith(("GRADUS", "JUPYTER"))}
        order = {"root": str(project.root), "workers": workers, "out": str(out), "environment": settings, **more}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Grader(int(self._process.stdout.readline()), out)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


class Grader:
    """One grader: its `pid` and the lines that it has written so far."""

    def __init__(self, pid: int, out: Path) -> None:
        self.pid = pid
        self._out = out

    def lines(self) -> list[dict[str, Any]]:
        text = self._out.read_text() if self._out.exists() else ""
        return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]

    @property
    def running(self) -> bool:
        return alive(self.pid)

    def done(self) -> int:
        """The number of submissions done so far."""
        return max((line.get("done", 0) for line in self.lines()), default=0)

    def wait_for(self, done: int) -> None:
        """Wait until `done` submissions are done."""
        wait_until(lambda: self.done() >= done, f"{done} submissions")

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self) -> None:
        wait_until(lambda: not self.running, "the end of the grader")

    def finish(self) -> dict[str, Any]:
        """Wait for its end; return its last line, the outcome."""
        self.wait()
        last = self.lines()[-1]
        assert "done" not in last, f"the grader ended before it reported the outcome: {last}"
        return last
