"""How a worker handles a failing sandbox: a lost zygote is retried, a fault that concerns the class is reported."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.classroom import worker
from autograder.classroom.pool import DIED_TWICE, run_jobs
from autograder.grading import submission
from autograder.grading.jobs import Answer, Job
from autograder.result import SubmissionResult
from autograder.sandbox import SandboxError, ZygoteLost
from tests.classroom.test_pool import jobs

JOB = Job("ada", "", b"", ("double",))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception | None]]:
    """The planned outcome of each further try: an exception, or None for an answer."""
    planned: list[Exception | None] = []

    def answer(job: Job) -> Answer:
        problem = planned.pop(0)
        if problem is not None:
            raise problem
        return Answer(job.name, SubmissionResult("c9w1t-tiny", "none", ()))

    monkeypatch.setattr(submission, "_answer", answer)
    yield planned
    assert planned == [], "tried as often as planned"


def test_a_lost_zygote_costs_nothing(answers: list[Exception | None]) -> None:
    """If a zygote is lost once, the worker tries again and answers."""
    answers += [ZygoteLost("gone"), None]
    assert Answer.loads(worker.work(JOB.dumps())).result is not None


def test_two_lost_zygotes_are_raised(
    answers: list[Exception | None],
) -> None:
    """If two zygotes are lost, the worker raises ZygoteLost for the grader to try again; the class goes on."""
    answers += [ZygoteLost("gone"), ZygoteLost("gone")]
    with pytest.raises(ZygoteLost):
        worker.work(JOB.dumps())


def test_a_sandbox_that_fails_twice_stops_the_class(answers: list[Exception | None]) -> None:
    """A sandbox that fails twice stops the class with its sentence."""
    answers += [SandboxError("no Landlock here"), SandboxError("no Landlock here")]
    answer = Answer.loads(worker.work(JOB.dumps()))
    assert answer.stops and answer.fault == "no Landlock here"


def test_a_job_that_always_loses_its_zygote(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A job that always loses its zygote ends with a sentence, and the others get results."""

    def answer(job: Job) -> Answer:
        if job.name == "learner1":
            raise ZygoteLost("gone")
        return Answer(job.name, SubmissionResult("c9w1t-tiny", "none", ()))

    monkeypatch.setattr(submission, "_answer", answer)
    with ThreadPoolExecutor(1) as here:
        found = dict(run_jobs(jobs("", "", ""), here, 2))
    assert found[1].fault == DIED_TWICE and found[0].result and found[2].result
