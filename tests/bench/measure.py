"""Measures the grading of one class by nbgrader and by Gradus, and where Gradus' time goes."""

from __future__ import annotations

import atexit
import os
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

from autograder.authoring.bundle import find_bundle
from autograder.classroom.grade import GradeRequest, GradeSummary, grade
from autograder.classroom.pool import LocalPool
from autograder.vault.keys import both_keys
from tests.bench import machine
from tests.bench.classes import Courses, nbgrader_command
from tests.bench.results import Measured

QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}  # no banner on stderr, which nbgrader would count

_pools: dict[tuple[str, int], LocalPool] = {}
_clusters: dict[tuple[str, int], Any] = {}
_servers: dict[str, str] = {}
_released: set[str] = set()
_kept = ExitStack()  # clusters and servers


def stock(courses: Courses, count: int, workers: int) -> Measured:
    _hand_in(courses, count)
    shutil.rmtree(courses.stock / "autograded", ignore_errors=True)
    measured = _command(nbgrader_command("autograde", courses.name, "--force"), courses.stock)
    done = len(list((courses.stock / "autograded").glob(f"*/{courses.name}")))
    assert done == count, f"nbgrader stored {done} of {count}"
    return measured


def cold(courses: Courses, count: int, workers: int) -> Measured:
    _hand_in(courses, count)
    forget(courses)
    command = [sys.executable, "-P", "-m", "autograder.cli.main", "grade", courses.name, "--workers", str(workers)]
    measured = _command(command, courses.ours.course)
    done = len(list((courses.ours.course / "autograded").glob(f"*/{courses.name}")))
    assert done == count, f"gradus stored {done} of {count}"
    return measured


def _command(command: list[str], folder: Path) -> Measured:
    """Run the command; its processor time includes its child processes."""
    start = time.perf_counter()
    env = {**os.environ, **QUIET}
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(seconds, used.ru_utime + used.ru_stime, {"largest process": used.ru_maxrss / 1024})


def warm(courses: Courses, count: int, workers: int) -> Measured:
    _hand_in(courses, count)
    name = courses.name, workers
    if name not in _pools:
        _pools[name] = LocalPool(workers)
        atexit.register(_pools[name].shutdown)
        forget(courses)
        _class(courses, _pools[name], workers)  # not measured: it warms the workers up
    pool = _pools[name]
    forget(courses)
    before = _used(pool)
    start = time.perf_counter()
    _class(courses, pool, workers)
    seconds = time.perf_counter() - start
    warm_processes = [machine.peak(child) for pid in pool.pids for child in machine.children(pid)]
    mib = {"worker": max(map(machine.peak, pool.pids)), "warm process": max(warm_processes, default=0.0)}
    return Measured(seconds, _used(pool) - before, mib)


def dask(courses: Courses, count: int, workers: int) -> Measured:
    """Like `warm`, with the workers of a Dask cluster on this machine (`--cluster local:N`)."""
    from autograder.classroom.joining import connect

    _hand_in(courses, count)
    name = courses.name, workers
    if name not in _clusters:
        _clusters[name] = _kept.enter_context(connect(f"local:{workers}", lambda text: print(text, file=sys.stderr)))
        _until_all_are_there(_clusters[name], workers)
        forget(courses)
        _class(courses, _clusters[name], workers)
    cluster = _clusters[name]
    forget(courses)
    before = machine.processor_seconds(os.getpid())
    start = time.perf_counter()
    _class(courses, cluster, workers)
    seconds = time.perf_counter() - start
    used = machine.processor_seconds(os.getpid()) - before
    members = [pid for pid in machine.children(os.getpid()) if pid not in _pids_of_pools()]
    return Measured(seconds, used, {"Dask's worker": max(map(machine.peak, members), default=0.0)})


def _until_all_are_there(cluster: Any, workers: int) -> None:
    until = time.monotonic() + 60
    while cluster.workers < workers:
        assert time.monotonic() < until, "not all of Dask's workers started within a minute"
        time.sleep(0.1)


def _pids_of_pools() -> set[int]:
    return {pid for pool in _pools.values() for pid in pool.pids}


def postgresql(courses: Courses, count: int, workers: int) -> Measured:
    """Like `warm`, with the gradebook on a PostgreSQL server on this machine, whose own time is not counted."""
    from autograder.nbgrader_adapter import steps
    from tests.system.postgres import postgres

    if courses.name not in _servers:
        _servers[courses.name] = _kept.enter_context(postgres())
    with mock.patch.dict(os.environ, GRADUS_GRADEBOOK=_servers[courses.name]):
        if courses.name not in _released:
            steps.generate(courses.ours.course, courses.name)
            _released.add(courses.name)
        return warm(courses, count, workers)


def _used(pool: LocalPool) -> float:
    return time.process_time() + sum(map(machine.processor_seconds, pool.pids))


def _hand_in(courses: Courses, count: int) -> None:
    if courses.handed_in() != count:
        courses.hand_in(count)


def _class(courses: Courses, pool: Executor, workers: int) -> GradeSummary:
    """Grade the whole class, of which nothing is stored yet."""
    summary = grade(courses.ours, GradeRequest(courses.name, workers=workers), executor=pool)
    assert not summary.failures and not summary.unchanged, summary
    return summary


def forget(courses: Courses) -> None:
    """Delete everything that grading stored, but keep the keys."""
    both_keys(courses.ours, find_bundle(courses.ours, courses.name))
    shutil.rmtree(courses.ours.state / "ledger", ignore_errors=True)
    shutil.rmtree(courses.ours.course / "autograded", ignore_errors=True)
    from nbgrader.api import Gradebook

    from autograder.nbgrader_adapter.settings import course_directory

    with Gradebook(course_directory(courses.ours.course).db_url) as gradebook:
        for submission in gradebook.assignment_submissions(courses.name):
            gradebook.db.delete(submission)
        gradebook.db.commit()


class Inline(Executor):
    """Runs jobs in this process, so that all of their time can be measured."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass
class Clock:
    """Seconds by part; the time of a part within another part counts for the inner one only."""

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
    """Milliseconds per submission by part, with one warm worker, one step after another."""
    from autograder.classroom import grade as grading
    from autograder.classroom import ledger
    from autograder.grading import submission
    from autograder.judge import judge
    from autograder.nbgrader_adapter import steps, writer
    from autograder.sandbox import client, session

    _hand_in(courses, count)
    forget(courses)
    _class(courses, Inline(), 1)
    forget(courses)
    clock = Clock()
    parts = [
        (client.Sandbox, "open", "a fresh process and its jail"),
        (session.Session, "run", "the submission's own process, including communication"),
        (session.Session, "close", "a fresh process and its jail"),
        (judge, "judge_submission", "comparing and naming the mistake"),
        (writer.GradebookWriter, "write", "rows of the gradebook"),
        (ledger.Ledger, "put", "the ledger"),
        (ledger.Ledger, "remember", "the ledger"),
        (grading._Run, "work_for", "finding what changed"),
    ]
    from autograder.nbgrader_adapter import staging

    parts.append((staging, "stage", "cleaning the notebook, cards, files"))
    with ExitStack() as stack:
        for owner, name, part in parts:
            stack.enter_context(mock.patch.object(owner, name, clock.timed(part, getattr(owner, name))))
        with clock.within("the rest: plan, bundle, opening the gradebook"):
            _class(courses, Inline(), 1)
        with clock.within("feedback pages (`gradus feedback`, in addition)"):
            steps.feedback(courses.ours.course, courses.name)
    submission.close_sandboxes()
    return {part: 1000 * seconds / count for part, seconds in clock.seconds.items()}


BEGINNINGS = {
    "Python itself": "pass",
    "the command line": "import autograder.cli.main, autograder.cli.teaching",
    "NumPy, the bundle, keys": "import autograder.classroom.grade, autograder.authoring.bundle",
    "nbgrader's gradebook and SQLAlchemy": (
        "from autograder.nbgrader_adapter.lean import import_leanly; import_leanly(); "
        "import autograder.nbgrader_adapter.writer"
    ),
    "a worker's imports (in addition)": "from autograder.classroom.worker import warm; warm()",
}


def beginnings(courses: Courses) -> dict[str, float]:
    """Milliseconds of each part of a cold start, in a new Python, without the start of Python itself."""
    from autograder.sandbox.client import Sandbox

    found = {}
    for part, code in BEGINNINGS.items():
        runs = [_command([sys.executable, "-P", "-c", code], courses.ours.root).seconds for _ in range(3)]
        found[part] = 1000 * median(runs)
    found = {part: each - (found["Python itself"] if part != "Python itself" else 0) for part, each in found.items()}
    times = []
    for _ in range(3):
        start = time.perf_counter()
        Sandbox(courses.bundle.assignment.packages).close()
        times.append(time.perf_counter() - start)
    return found | {"the warm process (in addition)": 1000 * median(times)}


def finish() -> None:
    """Stop the clusters and servers that were measured."""
    _kept.close()


FUNCTIONS = {
    "nbgrader": stock,
    "gradus cold": cold,
    "gradus warm": warm,
    "gradus dask": dask,
    "gradus postgresql": postgresql,
}
