"""What the machine's mood may not decide: time that the grader itself takes, and verdicts that time had a part in."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from autograder.judge.judge import judge_submission
from autograder.result import SubmissionResult
from tests.judge.conftest import edited, key_of, replace


def judged_in(sandbox, source: str, seconds: float, opening: float = 0.0) -> SubmissionResult:
    key = replace(key_of("e1"), seconds=seconds)

    def open_runner(stand_ins: Mapping[str, str]):
        time.sleep(opening)
        return sandbox.open(key.module, source.encode(), stand_ins)

    return judge_submission(key, source.encode(), open_runner)


def test_a_process_that_takes_long_to_start_costs_the_learner_no_time(sandbox) -> None:
    """A warm process that was killed is started anew: on a busy machine that once used up the time for the answer."""
    result = judged_in(sandbox, edited("e1"), seconds=2.0, opening=2.5)
    assert [item.verdict for item in result.exercises] == ["pass", "pass"]
    assert all(item.seconds < 2.0 for item in result.exercises)


@pytest.mark.parametrize(
    ("slow", "verdicts"),
    [("while True: pass", ["timeout", "pass"]), ("raise MemoryError", ["limit", "pass"])],
    ids=["time", "memory"],
)
def test_what_a_limit_had_a_part_in_is_never_settled(sandbox, slow: str, verdicts: list[str]) -> None:
    """`covariance` is credited with a stand-in, since `center` was stopped: on another day that may not be needed."""
    source = edited("e1", ("mean = np.mean(X,", f"{slow}\n    mean = np.mean(X,"))
    result = judged_in(sandbox, source, seconds=3.0)
    assert [item.verdict for item in result.exercises] == verdicts
    assert [item.flaky for item in result.exercises] == [True, True]
    assert result.exercises[1].stand_ins == ("center",)


def test_a_wrong_answer_beside_a_slow_case_is_not_settled_either(sandbox) -> None:
    slow = "if len(X) == 4:\n        while True: pass\n    mean = 2 + np.mean(X,"
    result = judged_in(sandbox, edited("e1", ("mean = np.mean(X,", slow)), seconds=2.0)
    assert result.exercises[0].verdict == "wrong" and result.exercises[0].flaky


def test_right_and_wrong_answers_are_settled(sandbox) -> None:
    for source in (
        edited("e1"),
        edited("e1", ("X - mean", "X + mean")),
        edited("e1", ("X - mean", "X - mean[:99, 7]")),
    ):
        assert not any(item.flaky for item in judged_in(sandbox, source, seconds=30.0).exercises)
