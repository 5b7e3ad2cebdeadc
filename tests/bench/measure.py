"""Measures one class: nbgrader's batch, ours, and where our time goes. From collected submissions to rows and cards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from autograder.classroom.grade import GradeSummary, grade
from autograder.classroom.pool import LocalPool
from tests.bench.classes import Courses, nbgrader


@dataclass(frozen=True)
class Row:
    """One measurement, repeated.

    what     "nbgrader" and "gradus cold": the command, from its start to its end; "gradus warm": workers that have
             graded before
    seconds  for the whole class, one number each time
    mib      at the peak, of the largest worker and of its warm process
    """

    assignment: str
    what: str
    submissions: int
    workers: int
    seconds: tuple[float, ...]
    mib: tuple[float, float] = (0.0, 0.0)

    @property
    def each(self) -> float:
        """Milliseconds for one submission, median."""
        return 1000 * median(self.seconds) / self.submissions


def stock(courses: Courses, count: int, repeats: int) -> Row:
    courses.hand_in(count)
    seconds = []
    for _ in range(repeats):
        shutil.rmtree(courses.stock / "autograded", ignore_errors=True)
        start = time.perf_counter()
        nbgrader(courses.stock, "autograde", courses.name, "--force")
        seconds.append(time.perf_counter() - start)
        done = len(list((courses.stock / "autograded").glob(f"*/{courses.name}")))
        assert done == count, f"nbgrader stored {done} of {count}"
    return Row(courses.name, "nbgrader", count, 1, tuple(seconds))


def cold(courses: Courses, count: int, workers: int, repeats: int) -> Row:
    courses.hand_in(count)
    seconds = []
    command = [sys.executable, "-P", "-m", "autograder.cli.main", "grade", courses.name, "--workers", str(workers)]
    for _ in range(repeats):
        forget(courses)
        start = time.perf_counter()
        subprocess.run(command, cwd=courses.ours.course, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return Row(courses.name, "gradus cold", count, workers, tuple(seconds))


def warm(courses: Courses, count: int, workers: int, repeats: int) -> Row:
    courses.hand_in(count)
    seconds = []
    most = (0.0, 0.0)
    with LocalPool(workers) as pool:
        _class(courses, pool, workers)
        for _ in range(repeats):
            start = time.perf_counter()
            _class(courses, pool, workers)
            seconds.append(time.perf_counter() - start)
        for pid in pool.pids:
            worker, warm_process = peak(pid), max(map(peak, children(pid)), default=0.0)
            most = max(most[0], worker), max(most[1], warm_process)
    return Row(courses.name, "gradus warm", count, workers, tuple(seconds), most)


def _class(courses: Courses, pool: Executor, workers: int) -> GradeSummary:
    """Grade everybody from nothing: no result is kept, no row and no folder is there."""
    forget(courses)
    summary = grade(courses.ours, courses.name, workers=workers, executor=pool)
    assert not summary.failures and not summary.unchanged, summary
    return summary


def forget(courses: Courses) -> None:
    shutil.rmtree(courses.ours.state / "ledger", ignore_errors=True)
    shutil.rmtree(courses.ours.course / "autograded", ignore_errors=True)
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{courses.ours.course / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(courses.name):
            gradebook.db.delete(submission)
        gradebook.db.commit()


class Inline(Executor):
    """Runs in this very process, so that all of the time can be seen."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass
class Clock:
    """Seconds by the name of a part; a part that runs inside another is not counted in that."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    open: list[str] = field(default_factory=list)
    last: float = 0.0

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.within(part):
                return function(*args, **kwargs)

        return call

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        self._turn()
        self.open.append(part)
        try:
            yield
        finally:
            self._turn()
            self.open.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self.open:
            self.seconds[self.open[-1]] += now - self.last
        self.last = now


def anatomy(courses: Courses, count: int) -> dict[str, float]:
    """Milliseconds of one submission by part, one worker, one core's work after the other, warm."""
    from autograder.classroom import grade as grading
    from autograder.classroom import ledger, worker
    from autograder.course import steps, writer
    from autograder.judge import judge
    from autograder.sandbox import client, session

    courses.hand_in(count)
    _class(courses, Inline(), 1)
    clock = Clock()
    parts = [
        (client.Sandbox, "open", "a fresh process and its jail"),
        (session.Session, "run", "the submission's own process, and the way there and back"),
        (session.Session, "close", "a fresh process and its jail"),
        (judge, "judge_submission", "comparing and naming the mistake"),
        (writer.GradebookWriter, "write", "rows of the gradebook"),
        (ledger.Ledger, "put", "the ledger"),
        (ledger.Ledger, "remember", "the ledger"),
        (grading._Run, "work_for", "looking what changed"),
    ]
    from autograder.course import staging

    parts.append((staging, "stage", "cleaning the notebook, cards, files"))
    with ExitStack() as stack:
        for owner, name, part in parts:
            stack.enter_context(mock.patch.object(owner, name, clock.timed(part, getattr(owner, name))))
        with clock.within("the rest: plan, bundle, gradebook's opening"):
            _class(courses, Inline(), 1)
        with clock.within("feedback pages (`gradus feedback`, beside the above)"):
            steps.feedback(courses.ours.course, courses.name)
    worker._close_sandboxes()
    return {part: 1000 * seconds / count for part, seconds in clock.seconds.items()}


def peak(pid: int) -> float:
    """MiB of one process at its peak."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
