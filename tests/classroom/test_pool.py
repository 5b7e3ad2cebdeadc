"""Many at once: the order is kept, the dead are replaced, and no submission holds up the others."""

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

EXERCISES = ("double", "triple")


@pytest.fixture(scope="module")
def pool() -> Iterator[LocalPool]:
    with LocalPool(2, seconds=20) as pool:
        yield pool


def jobs(*sources: str) -> list[Job]:
    return [Job(f"learner{index}", "", source.encode(), EXERCISES) for index, source in enumerate(sources)]


def run(pool: LocalPool, *sources: str, stop: threading.Event | None = None) -> dict[int, Answer]:
    return dict(run_jobs(jobs(*sources), pool, 4, stop, fakes.work))


def test_every_job_gets_its_own_answer(pool: LocalPool) -> None:
    answers = run(pool, *["sleep 0.05", ""] * 6)
    assert sorted(answers) == list(range(12))
    assert all(answer.result and answer.name == f"learner{number}" for number, answer in answers.items())


def test_answers_come_in_the_order_of_the_jobs(monkeypatch: pytest.MonkeyPatch, pool: LocalPool) -> None:
    from autograder.classroom import pool as module

    slow_first = jobs("sleep 0.4", "", "", "sleep 0.1", "timeout first", "")
    monkeypatch.setattr(module, "run_jobs", lambda *a, **k: run_jobs(*a, **k, function=fakes.work))
    names = [answer.name for answer in module.judge_many(slow_first, 2, pool)]
    assert names == [job.name for job in slow_first]


def test_a_worker_that_dies_is_replaced_and_its_job_done(pool: LocalPool, tmp_path: Path) -> None:
    answers = run(pool, "", f"die {tmp_path / 'dead'}", "", "", "")
    assert len(answers) == 5
    assert all(answer.result is not None for answer in answers.values())


def test_a_job_that_kills_its_worker_twice_ends_with_a_sentence_and_the_rest_is_done(pool: LocalPool) -> None:
    answers = run(pool, "", "die", "", "die", "")
    assert [answers[number].fault for number in (1, 3)] == [DIED_TWICE, DIED_TWICE]
    assert all(answers[number].result for number in (0, 2, 4))


def test_time_is_tried_once_more_when_nothing_else_runs(pool: LocalPool, tmp_path: Path) -> None:
    log = tmp_path / "log"
    answers = run(pool, f"log {log}\ntimeout first", f"log {log}\nsleep 0.2", f"log {log}\ntimeout always")
    assert answers[0].result and [item.verdict for item in answers[0].result.exercises] == ["pass", "pass"]
    assert answers[2].result and answers[2].flaky
    tries = [line.split()[0::2] for line in log.read_text().splitlines()]
    assert tries[:3] != tries[3:] and sorted(tries[3:]) == [["learner0", "alone"], ["learner2", "alone"]]


def test_only_what_was_not_settled_is_tried_again() -> None:
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


def test_a_fault_of_the_whole_class_stops_it_with_its_sentence(pool: LocalPool) -> None:
    with pytest.raises(ClassFault, match="no Landlock here"):
        run(pool, "fault no Landlock here", "", "")


def test_after_a_stop_what_runs_is_finished_and_no_more_is_begun(pool: LocalPool) -> None:
    stop = threading.Event()
    answers = []
    for _, answer in run_jobs(jobs(*["sleep 0.1"] * 30), pool, 4, stop, fakes.work):
        answers.append(answer)
        stop.set()
    assert 1 <= len(answers) <= 5
    assert all(answer.result for answer in answers)


def test_a_worker_that_hangs_is_ended_by_the_backstop() -> None:
    with LocalPool(1, seconds=0.7) as hurried:
        answers = dict(run_jobs(jobs("sleep 60", ""), hurried, 2, None, fakes.work))
    assert answers[0].fault == DIED_TWICE and answers[1].result


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(2) as executor:
        answers = dict(run_jobs(jobs("", "", ""), executor, 2, None, fakes.work))
    assert all(answer.result for answer in answers.values())


def test_no_process_is_left_when_the_pool_closes() -> None:
    with LocalPool(2) as pool:
        run(pool, "", "", "")
        pids = pool.pids
        assert pids
    for pid in pids:
        assert not Path(f"/proc/{pid}").exists()


def test_what_is_prepared_serves_the_first_job(tmp_path: Path) -> None:
    with LocalPool(2) as pool:
        pool.prepare(fakes.note, str(tmp_path / "prepared").encode())
        pool.limit(1)
        assert run(pool, f"log {tmp_path / 'log'}")[0].result
        assert len(pool.pids) == 1
    assert (tmp_path / "log").read_text().split()[1] == (tmp_path / "prepared").read_text()


@pytest.mark.parametrize("why", ["no job came", "the caller gave up"])
def test_nobody_waits_for_what_was_prepared_in_vain(why: str) -> None:
    start = time.monotonic()
    with LocalPool(2) as pool:
        pool.prepare(fakes.dawdle, b"")
        while not pool.pids:
            time.sleep(0.01)
        pool.limit(0) if why == "no job came" else pool.abandon()
    assert time.monotonic() - start < 20 and not pool.pids


def test_a_preparation_that_fails_costs_no_job(pool: LocalPool) -> None:
    pool.prepare(fakes.work, b"no job at all")
    assert run(pool, "", "")[1].result
