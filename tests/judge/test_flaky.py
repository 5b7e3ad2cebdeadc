"""A busy machine must not decide: start-up time is not charged, and a verdict due to a limit is flaky."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import pytest

from autograder.authoring.stub import make_stub
from autograder.judge.judge import judge_submission
from autograder.result import SubmissionResult
from tests.judge.conftest import edited, key_of, reference, replace


def judged_in(sandbox, source: str, seconds: float, late: Callable[[], None] = lambda: None) -> SubmissionResult:
    """`late` is called while a process starts."""
    key = replace(key_of("e1"), seconds=seconds)

    def open_runner(stand_ins: Mapping[str, str]):
        late()
        return sandbox.open(key.module, source.encode(), stand_ins)

    return judge_submission(key, source.encode(), open_runner)


def test_start_up_time_is_not_charged(sandbox) -> None:
    """Start-up time is not charged to the learner.

    A warm process that was killed is started anew: on a busy machine that once used up the time for the answer.
    Here the grader computes for twice the learner's time while a process starts.
    """
    opened = []

    def late() -> None:
        opened.append(time.process_time() + 2.0)
        while time.process_time() < opened[-1]:
            pass

    result = judged_in(sandbox, edited("e1"), seconds=1.0, late=late)
    assert opened
    assert [item.verdict for item in result.exercises] == ["pass", "pass"]
    assert all(item.seconds < 1.0 for item in result.exercises)


@pytest.mark.parametrize(
    ("slow", "verdicts"),
    [("while True: pass", ["timeout", "pass"]), ("raise MemoryError", ["limit", "pass"])],
    ids=["time", "memory"],
)
def test_limits_make_a_verdict_flaky(sandbox, slow: str, verdicts: list[str]) -> None:
    """Verdicts in which a limit played a part are flaky.

    `covariance` passes with a stand-in because `center` was stopped, which may not happen next time.
    """
    source = edited("e1", ("mean = np.mean(X,", f"{slow}\n    mean = np.mean(X,"))
    result = judged_in(sandbox, source, seconds=3.0)
    assert [item.verdict for item in result.exercises] == verdicts
    assert [item.flaky for item in result.exercises] == [True, True]
    assert result.exercises[1].stand_ins == ("center",)


def test_wrong_beside_a_slow_case_is_flaky(sandbox) -> None:
    """A wrong answer beside a case that timed out is flaky."""
    slow = "if len(X) == 4:\n        while True: pass\n    mean = 2 + np.mean(X,"
    result = judged_in(sandbox, edited("e1", ("mean = np.mean(X,", slow)), seconds=2.0)
    assert result.exercises[0].verdict == "wrong" and result.exercises[0].flaky


def test_other_verdicts_are_not_flaky(sandbox) -> None:
    """Verdicts without a limit are not flaky."""
    for source in (
        edited("e1"),
        edited("e1", ("X - mean", "X + mean")),
        edited("e1", ("X - mean", "X - mean[:99, 7]")),
    ):
        assert not any(item.flaky for item in judged_in(sandbox, source, seconds=30.0).exercises)


def test_a_stub_runs_nothing() -> None:
    """Exercises that are still as in the stub are not attempted, and nothing is started to find that out."""

    def open_runner(stand_ins: Mapping[str, str]):
        raise AssertionError("a process was started")

    for example in ("e1", "e4", "e5"):
        source = make_stub(reference(example).reference_source, "stub").encode()
        result = judge_submission(key_of(example), source, open_runner)
        assert result.exercises and not any(item.attempted or item.fraction for item in result.exercises)
