"""If parts of a cluster fail while it grades, nothing is lost, nothing is graded twice and no learner loses points.

All tests share one cluster of real processes, with TLS; each starts the workers that it needs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grade import GradeError, GradeRequest, GradeSummary, grade
from autograder.classroom.joining import ClusterError, connect
from autograder.classroom.run import Progress
from autograder.project import Project
from tests.classroom import tiny
from tests.classroom.clusters import Cluster, cluster, end
from tests.classroom.runs import CLASS, SLOW, children, results, state
from tests.classroom.warm import pool

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")]


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("machines") / "cluster", "ada", "bob", "cyn") as made, made.settings():
        yield made


def run(
    project: Project,
    machines: Cluster,
    fault: Callable[[], None],
    at: int = 2,
    seconds: float = 600.0,
    busy: str = "",
) -> tuple[GradeSummary, list[str]]:
    """Grade the class and call `fault` once, when `at` submissions are done and the worker `busy` has a task.

    Returns the summary and the messages.
    """
    said: list[str] = []
    happened = threading.Event()

    def follow(step: Progress) -> None:
        if step.done >= at and step.learner and not happened.is_set() and (not busy or has_work(busy)):
            happened.set()
            fault()

    def has_work(name: str) -> bool:
        (address,) = [address for address, member in executor.members.items() if member.name.split()[0] == name]
        return bool(executor.client.processing().get(address))

    with connect(machines.address, said.append, seconds=seconds) as executor:
        for _ in range(600):
            if len(executor.members) + len(executor.refused) >= len(machines.workers):
                break
            threading.Event().wait(0.1)
        done = grade(project, GradeRequest("c9w1t"), executor=executor, progress=follow)
    assert happened.is_set(), f"{busy} never had a task then"
    assert done.failures == {} and done.left == () and len(done.graded) == len(CLASS)
    return done, said


def judging(machines: Cluster, name: str) -> list[int]:
    """The judging processes of a worker."""
    return children(machines.workers[name].pid)


def test_a_killed_judging_process_costs_nothing(
    handed_in: Project, undisturbed: dict[str, Any], machines: Cluster
) -> None:
    """If a judging process is killed, the class is graded as if nothing had happened."""
    hit: list[int] = []

    def kill() -> None:
        for process in judging(machines, "ada"):
            hit.append(process)
            os.kill(process, signal.SIGKILL)

    run(handed_in, machines, kill)
    assert hit and state(handed_in) == undisturbed


def test_a_slow_workers_retry_goes_to_another(handed_in: Project, machines: Cluster) -> None:
    """If submissions run out of time on a slow worker, another worker tries them again, and no learner loses points."""
    machines.have("ada", "bob", "cyn")
    # Submissions on bob run for a fortieth of the time only, so that those which take a while run out of it.
    busy = "import time\nend = time.process_time() + 0.15\nwhile time.process_time() < end: pass\n"
    tiny.hand_in(handed_in, {name: text.replace(SLOW, busy) for name, text in CLASS.items()})
    over = threading.Event()

    def tell(number: int) -> None:
        for judge in judging(machines, "bob"):
            for warm in children(judge):
                for submission in children(warm):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(submission, number)

    def hinder() -> None:
        while not over.is_set():
            for _ in range(40):  # also those that begin meanwhile
                tell(signal.SIGSTOP)
                over.wait(0.03)
            tell(signal.SIGCONT)
            over.wait(0.03)

    thread = threading.Thread(target=hinder)
    try:
        done, _ = run(handed_in, machines, thread.start, at=1)
    finally:
        over.set()
        thread.join()
    noted = [note for item in done.graded for note in item.notes]
    assert noted and all("but not when it was judged again, alone" in note for note in noted), noted
    wanted = [(4.0, 2.0), (0.0, 2.0), (4.0, 0.0)]
    scores = tiny.scores(handed_in)
    for index, name in enumerate(CLASS):
        assert (scores[name]["check-double"], scores[name]["check-triple"]) == wanted[index % 3], (
            "no learner loses points"
        )


def test_a_killed_workers_work_goes_to_others(
    handed_in: Project, undisturbed: dict[str, Any], machines: Cluster
) -> None:
    """If a worker is killed in the middle of a submission, other workers do its work."""
    machines.have("ada", "bob", "cyn")
    _, said = run(handed_in, machines, lambda: end(machines.workers["cyn"]), busy="cyn")
    assert any("cyn" in line and "is gone; its work goes to others" in line for line in said), said
    assert state(handed_in) == undisturbed


def test_a_silent_worker_is_given_up(handed_in: Project, undisturbed: dict[str, Any], machines: Cluster) -> None:
    """A worker that no longer answers is given up, with its name, and others do its work."""
    machines.have("ada", "bob")
    _, said = run(
        handed_in, machines, lambda: machines.workers["bob"].send_signal(signal.SIGSTOP), seconds=8.0, busy="bob"
    )
    assert any("bob" in line and "has not answered for" in line for line in said), said
    assert state(handed_in) == undisturbed
    end(machines.workers["bob"])


def test_a_worker_of_another_version_is_refused(
    handed_in: Project, undisturbed: dict[str, Any], machines: Cluster, tmp_path: Path
) -> None:
    """A worker with another version of Gradus is refused by name and gets no work."""
    other = tmp_path / "other"
    shutil.copytree(tiny.REPOSITORY / "autograder", other / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    start = other / "autograder" / "version.py"
    start.write_text(start.read_text().replace('__version__ = "', '__version__ = "9.'))
    machines.have("ada")
    machines.add("old", PYTHONPATH=str(other))
    _, said = run(handed_in, machines, lambda: None)
    (line,) = [line for line in said if "old" in line]
    assert "runs gradus 9." in line and "It gets no work." in line
    assert judging(machines, "old") == [] and state(handed_in) == undisturbed
    machines.have()
    machines.add("old", PYTHONPATH=str(other))
    with pytest.raises(ClusterError, match=r"No worker of the cluster can grade. Worker old .* runs gradus 9"):
        run(handed_in, machines, lambda: None)


def test_a_dead_scheduler_ends_the_run(handed_in: Project, undisturbed: dict[str, Any], machines: Cluster) -> None:
    """If the scheduler dies, a sentence says so, and the next run continues from the ledger."""
    machines.have("ada", "bob")
    with pytest.raises(GradeError, match=r"scheduler no longer answers.*saved.*same command") as ended:
        run(handed_in, machines, machines.scheduler.kill, at=3)
    assert "Traceback" not in str(ended.value)
    graded, kept = set(tiny.scores(handed_in)), results(handed_in)
    assert 3 <= len(graded) < len(CLASS)
    again = grade(handed_in, GradeRequest("c9w1t"), executor=pool())
    assert {item.learner for item in again.graded} == set(CLASS) - graded, "nobody is graded twice"
    after = results(handed_in)
    assert all(after[name] == text for name, text in kept.items()), "a finished result was computed again"
    assert state(handed_in) == undisturbed
    with pytest.raises(ClusterError, match="cannot be reached"), connect(machines.address, print):
        pass
