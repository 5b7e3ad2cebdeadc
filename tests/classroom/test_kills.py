"""Whichever process is killed, and when: the next run completes the class, repeats nothing and leaves no trace."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.project import Project
from tests.classroom.runs import CLASS, Grader, Graders, alive, children, results, state, wait_until

KILLS = 100 if os.environ.get("GRADUS_STRESS") else 5
WHO = ("grader", "worker", "zygote")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")]


@pytest.fixture(scope="module")
def met() -> Iterator[list[bool]]:
    """Whether each kill hit a process. If most came too late, the tests would prove nothing."""
    found: list[bool] = []
    yield found
    assert sum(found) >= len(found) / 2, f"{sum(found)} of {len(found)} kills hit a process"


def of(grader: int, who: str, choice: random.Random) -> int | None:
    """One process of a grader: the grader, one of its workers, or one of their zygotes."""
    found = {
        "grader": lambda: [grader],
        "worker": lambda: children(grader),
        "zygote": lambda: [warm for worker in children(grader) for warm in children(worker)],
    }[who]()
    return choice.choice(found) if found else None


def moment(grader: Grader, usual: float, choice: random.Random) -> None:
    """Wait for a random moment: during the grader's start, or shortly after a random number of submissions. The clock
    alone would not do: when a fast machine has finished, a busy one may not have begun."""
    done = choice.randrange(len(CLASS) - 1)
    if done:
        wait_until(lambda: not grader.running or grader.done() >= done, f"{done} submissions")
    time.sleep(choice.uniform(0.0, usual / len(CLASS)))


@pytest.mark.stress
@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_at_any_moment_loses_nothing(
    handed_in: Project, graders: Graders, undisturbed: dict[str, Any], met: list[bool], number: int
) -> None:
    """After a kill at any moment, the next run completes the class, and the state is as if nothing had happened."""
    choice = random.Random(number)
    who = WHO[number % len(WHO)]
    grader = graders.start(handed_in, workers=choice.choice((1, 2)))
    moment(grader, graders.usual, choice)
    wait_until(lambda: not grader.running or of(grader.pid, who, choice), f"a {who} to kill")
    target = of(grader.pid, who, choice)
    workers = children(grader.pid)
    met.append(target is not None and grader.running)
    if target is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(target, signal.SIGKILL)
    if who == "grader":
        grader.wait()
        wait_until(lambda: not any(map(alive, workers)), "the end of a dead grader's workers")
        kept = results(handed_in)
    else:
        ended = grader.finish()
        assert ended["failures"] == {} and ended["left"] == []
        kept = results(handed_in)
        assert len(kept) == 3, "three different modules were submitted"
    again = graders.start(handed_in, workers=1).finish()
    assert again["failures"] == {} and again["left"] == []
    assert who == "grader" or again["graded"] == [], "nobody is graded twice"
    after = results(handed_in)
    assert all(after[name] == text for name, text in kept.items()), "a finished result was computed again"
    assert state(handed_in) == undisturbed
