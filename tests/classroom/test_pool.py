"""A pool of workers: the order is kept, dead workers are replaced, and no submission delays the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.classroom.pool import DIED_TWICE, ClassFault, LocalPool, run_jobs
from autograder.grading.jobs import Answer, Job
from tests.classroom import fakes
from tests.classroom.runs import PATIENCE

EXERCISES = ("double", "triple")


@pytest.fixture(scope="module")
def pool() -> Iterator[LocalPool]:
    with LocalPool(2, seconds=PATIENCE) as pool:
        yield pool


def jobs(*sources: str) -> list[Job]:
    return [Job(f"learner{index}", "", source.encode(), EXERCISES) for index, source in enumerate(sources)]


def run(pool: LocalPool, *sources: str, stop: threading.Event | None = None) -> dict[int, Answer]:
    return dict(run_jobs(jobs(*sources), pool, 4, stop, fakes.work))


def test_every_job_gets_its_own_answer(pool: LocalPool) -> None:
    """Every job gets its own answer."""
    answers = run(pool, *["sleep 0.05", ""] * 6)
    assert sorted(answers) == list(range(12))
    assert all(answer.result and answer.name == f"learner{number}" for number, answer in answers.items())


def test_answers_keep_the_order_of_the_jobs(monkeypatch: pytest.MonkeyPatch, pool: LocalPool) -> None:
    """Answers arrive in the order of the jobs, whichever finishes first."""
    from autograder.classroom import pool as module

    slow_first = jobs("sleep 0.4", "", "", "sleep 0.1", "timeout first", "")
    monkeypatch.setattr(module, "run_jobs", lambda *a, **k: run_jobs(*a, **k, function=fakes.work))
    names = [answer.name for answer in module.judge_many(slow_first, 2, pool)]
    assert names == [job.name for job in slow_first]


def test_a_dead_worker_is_replaced(pool: LocalPool, tmp_path: Path) -> None:
    """A worker that dies is replaced, and its job is done."""
    answers = run(pool, "", f"die {tmp_path / 'dead'}", "", "", "")
    assert len(answers) == 5
    assert all(answer.result is not None for answer in answers.values())


def test_a_job_that_kills_twice_is_given_up(pool: LocalPool) -> None:
    """A job that kills its worker twice ends with a sentence, and the others are done."""
    answers = run(pool, "", "die", "", "die", "")
    assert [answers[number].fault for number in (1, 3)] == [DIED_TWICE, DIED_TWICE]
    assert all(answers[number].result for number in (0, 2, 4))


def test_a_timeout_is_retried_alone(pool: LocalPool, tmp_path: Path) -> None:
    """A job that ran out of time is tried once more when nothing else runs."""
    log = tmp_path / "log"
    answers = run(pool, f"log {log}\ntimeout first", f"log {log}\nsleep 0.2", f"log {log}\ntimeout always")
    assert answers[0].result and [item.verdict for item in answers[0].result.exercises] == ["pass", "pass"]
    assert answers[2].result and answers[2].flaky
    tries = [line.split()[0::2] for line in log.read_text().splitlines()]
    assert tries[:3] != tries[3:] and sorted(tries[3:]) == [["learner0", "alone"], ["learner2", "alone"]]


def test_only_flaky_exercises_are_retried() -> None:
    """Only the exercises that ran out of time are tried again."""
    answer = Answer.loads(
        fakes.work(
            Job(
                "a", "", b"timeout first", ("triple",), ({"exercise": "double", "fraction": 1.0, "verdict": "pass"},)
            ).dumps()
        )
    )
    assert answer.result is not None
    again = jobs("")[0].again(answer.result)
    assert again.exercises == ("triple",) and [item["exercise"] for item in again.known] == ["double"] and again.alone


def test_a_fault_of_the_class_stops_the_run(pool: LocalPool) -> None:
    """A fault that concerns the whole class stops the run with its sentence."""
    with pytest.raises(ClassFault, match="no Landlock here"):
        run(pool, "fault no Landlock here", "", "")


def test_a_stop_finishes_only_running_jobs(pool: LocalPool) -> None:
    """After a stop, running jobs are finished and no others are started."""
    stop = threading.Event()
    answers = []
    for _, answer in run_jobs(jobs(*["sleep 0.1"] * 30), pool, 4, stop, fakes.work):
        answers.append(answer)
        stop.set()
    assert 1 <= len(answers) <= 5
    assert all(answer.result for answer in answers)


def test_a_hanging_worker_is_killed() -> None:
    """A worker that hangs is killed by the backstop, and the other jobs are done."""
    with LocalPool(1, seconds=5) as hurried:  # enough for a new worker's start on a busy machine
        answers = dict(run_jobs(jobs("sleep 600", ""), hurried, 2, None, fakes.work))
    assert answers[0].fault == DIED_TWICE and answers[1].result


def test_any_executor_works() -> None:
    """`run_jobs` works with any executor."""
    with ThreadPoolExecutor(2) as executor:
        answers = dict(run_jobs(jobs("", "", ""), executor, 2, None, fakes.work))
    assert all(answer.result for answer in answers.values())


def test_a_closed_pool_leaves_no_process() -> None:
    """A pool that is closed leaves no process."""
    with LocalPool(2) as pool:
        run(pool, "", "", "")
        pids = pool.pids
        assert pids
    for pid in pids:
        assert not Path(f"/proc/{pid}").exists()


def test_a_prepared_worker_does_the_first_job(tmp_path: Path) -> None:
    """The worker that was prepared does the first job."""
    with LocalPool(2) as pool:
        pool.prepare(fakes.note, str(tmp_path / "prepared").encode())
        pool.limit(1)
        assert run(pool, f"log {tmp_path / 'log'}")[0].result
        assert len(pool.pids) == 1
    assert (tmp_path / "log").read_text().split()[1] == (tmp_path / "prepared").read_text()


@pytest.mark.parametrize("why", ["no job came", "the caller gave up"])
def test_an_unneeded_preparation_is_ended(why: str) -> None:
    """A preparation that is no longer needed is ended and not waited for."""
    start = time.monotonic()
    with LocalPool(2) as pool:
        pool.prepare(fakes.dawdle, b"")
        while not pool.pids:
            time.sleep(0.01)
        pool.limit(0) if why == "no job came" else pool.abandon()
    assert not pool.pids
    assert time.monotonic() - start < PATIENCE, "the preparation takes 600 s: it was waited for"


def test_a_failed_preparation_costs_no_job(pool: LocalPool) -> None:
    """A preparation that fails costs no job."""
    pool.prepare(fakes.work, b"no job at all")
    assert run(pool, "", "")[1].result
