"""What a worker makes of a sandbox that fails it: its own misfortune is tried again, the class's is told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.classroom import worker
from autograder.classroom.pool import DIED_TWICE, run_jobs
from autograder.grading import submission
from autograder.grading.jobs import Answer, Job
from autograder.result import SubmissionResult
from autograder.sandbox.errors import SandboxError, ZygoteLost
from tests.classroom.test_pool import jobs

JOB = Job("ada", "", b"", ("double",))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception | None]]:
    """What becomes of each further try to judge: an exception, or an answer."""
    planned: list[Exception | None] = []

    def answer(job: Job) -> Answer:
        problem = planned.pop(0)
        if problem is not None:
            raise problem
        return Answer(job.name, SubmissionResult("c9w1t-tiny", "none", ()))

    monkeypatch.setattr(submission, "_answer", answer)
    yield planned
    assert planned == [], "tried as often as planned"


def test_a_lost_warm_process_costs_nothing(answers: list[Exception | None]) -> None:
    answers += [ZygoteLost("gone"), None]
    assert Answer.loads(worker.work(JOB.dumps())).result is not None


def test_two_lost_ones_are_the_grader_s_to_try_again_and_no_fault_of_the_class(
    answers: list[Exception | None],
) -> None:
    answers += [ZygoteLost("gone"), ZygoteLost("gone")]
    with pytest.raises(ZygoteLost):
        worker.work(JOB.dumps())


def test_a_sandbox_that_fails_twice_is_the_class_s_concern(answers: list[Exception | None]) -> None:
    answers += [SandboxError("no Landlock here"), SandboxError("no Landlock here")]
    answer = Answer.loads(worker.work(JOB.dumps()))
    assert answer.stops and answer.fault == "no Landlock here"


def test_one_whose_warm_processes_always_die_has_a_sentence_and_the_others_their_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(job: Job) -> Answer:
        if job.name == "learner1":
            raise ZygoteLost("gone")
        return Answer(job.name, SubmissionResult("c9w1t-tiny", "none", ()))

    monkeypatch.setattr(submission, "_answer", answer)
    with ThreadPoolExecutor(1) as here:
        found = dict(run_jobs(jobs("", "", ""), here, 2))
    assert found[1].fault == DIED_TWICE and found[0].result and found[2].result
