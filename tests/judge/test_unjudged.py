"""What the machine's trouble keeps from being judged is "not judged yet": never wrong, and never without points."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from autograder.card import html, text
from autograder.grading import submission
from autograder.grading.jobs import Job, is_flaky
from autograder.judge.judge import judge_submission
from autograder.result import DONE, ExerciseResult, SubmissionResult
from autograder.sandbox import session
from autograder.sandbox.local import LocalRunner
from autograder.script import Fault, Outcome, Step
from tests.judge.conftest import edited, key_of

TROUBLE = Fault("machine", text="the computer ran out of memory")


class Failing(LocalRunner):
    """A runner on a machine that fails in some steps."""

    fails: Callable[[Step], bool] = staticmethod(lambda step: True)

    def run(self, step: Step, seconds: float) -> Outcome:
        return Outcome(fault=TROUBLE) if self.fails(step) else super().run(step, seconds)


def results(source: str, fails: Callable[[Step], bool] = lambda step: True) -> list[ExerciseResult]:
    """The results of example e1 on a machine that fails in these steps."""
    key, runner = key_of("e1"), type("Runner", (Failing,), {"fails": staticmethod(fails)})
    judged = judge_submission(key, source.encode(), lambda stand_ins: runner(key.module, source.encode(), stand_ins))
    return list(judged.exercises)


@pytest.mark.parametrize("change", [(), ("X - mean", "X + mean")])
def test_trouble_is_not_judged(change: tuple[str, str] | tuple[()]) -> None:
    """Right and wrong answers alike are not judged, and the card says that it is nobody's mistake."""
    for result in results(edited("e1", change) if change else edited("e1")):
        assert (result.verdict, result.state, result.fraction) == ("unjudged", "not judged", 0.0)
        assert result.state not in DONE and result.misconception is None and is_flaky(result)
        card = text.render(result)
        assert "Could not be judged yet" in card and "memory" in card and "not your mistake" in card
        assert "Wrong" not in card and "Wrong" not in html.render(result)


def test_one_failing_case_decides() -> None:
    """An exercise of which a single case could not be judged is not judged, and the others are."""
    calls = []

    def second(step: Step) -> bool:
        calls.append(step.target)
        return step.target == "center" and calls.count("center") == 2

    first, other = results(edited("e1"), second)
    assert (first.verdict, other.verdict) == ("unjudged", "pass")


class TestGrading:
    @pytest.fixture
    def answer(self, monkeypatch: pytest.MonkeyPatch):
        unjudged = ExerciseResult("center", 0.0, "unjudged", message="`center` could not be judged yet.", flaky=True)
        monkeypatch.setattr(submission, "_key_of", lambda job: key_of("e1"))
        monkeypatch.setattr(submission, "_judge", lambda key, job: SubmissionResult("e1", "jail", (unjudged,)))
        return lambda **more: submission.grade(Job("ann", "key", b"", ("center",), **more))

    def test_the_first_try_is_repeated(self, answer) -> None:
        assert answer().flaky

    def test_after_the_second_nothing_is_scored(self, answer) -> None:
        """There is no result that could cost points: the learner counts as not graded, with the reason."""
        last = answer(alone=True, retried=("center",))
        assert last.result is None and not last.stops
        assert last.fault == "`center` could not be judged yet. Grade again."


def test_a_kill_for_memory_is_the_machines(sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that the system killed for want of memory is told from one that killed itself."""
    if not hasattr(os, "pidfd_open"):
        pytest.skip("only on Linux")
    kills = iter([0, 1])
    monkeypatch.setattr(session, "out_of_memory_kills", lambda: next(kills))
    with sandbox.open("module", b"import time\ndef f(): time.sleep(60)\n") as opened:
        monkeypatch.setattr(opened, "_look", lambda: os.kill(opened._process.number, signal.SIGKILL))
        opened._process.channel.watch = opened._look
        fault = opened.run(Step("f"), 60.0).fault
    assert fault == TROUBLE
