"""The next process is made ready while one is at work, and the last is buried in its own time: nothing else changes."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.client import Sandbox
from autograder.sandbox.errors import SandboxError, ZygoteLost
from autograder.sandbox.limits import SandboxLimits
from autograder.script import Step

COUNT = b"""
import os
from pathlib import Path
seen = []
def f(name):
    seen.append(name)
    Path(name).write_text("mine")
    return [os.getpid(), seen, sorted(os.listdir("."))]
"""
SLEEP = b"import time\ndef f(seconds): time.sleep(seconds); return 1\n"


@pytest.fixture
def ahead() -> Iterator[Sandbox]:
    with Sandbox(["numpy"], ahead=True) as made:
        yield made


def scratch(sandbox: Sandbox) -> list[str]:
    assert sandbox._zygote is not None
    return [path.name for path in sandbox._zygote.scratch.iterdir()]


def test_no_submission_meets_what_another_left(ahead: Sandbox) -> None:
    ids = set()
    for name in ("ada", "bob", "cy"):
        with ahead.open("module", COUNT) as session:
            own, seen, files = session.run(Step("f", (name,)), 10).value
            ids.add(own)
            assert seen == [name] and files == [name]
    assert len(ids) == 3


def test_one_process_waits_and_no_folder_of_an_earlier_one_is_left(ahead: Sandbox) -> None:
    for _ in range(5):
        with ahead.open("module", COUNT) as session:
            session.run(Step("f", ("x",)), 10)
    with ahead.open("module", COUNT) as session:  # its own process comes after all burials
        assert session.run(Step("f", ("x",)), 10).ok
        assert len(scratch(ahead)) <= 3, "its own, the one that waits, and at most one that is being buried"
    zygote = ahead._zygote
    assert zygote is not None
    folder = Path(f"/proc/{zygote.process.pid}/task/{zygote.process.pid}/children")
    assert len(folder.read_text().split()) <= 3


def test_other_limits_get_a_process_of_their_own(ahead: Sandbox) -> None:
    ahead.open("module", SLEEP).close()
    with ahead.open("module", SLEEP, limits=SandboxLimits(seconds=0.5)) as session:
        fault = session.run(Step("f", (5.0,)), 10).fault
        assert fault is not None and fault.kind == "timeout"


def test_its_time_begins_with_the_first_step_and_not_while_it_waits(ahead: Sandbox) -> None:
    limits = SandboxLimits(seconds=1.0)
    ahead.open("module", SLEEP, limits=limits).close()
    time.sleep(1.2)
    with ahead.open("module", SLEEP, limits=limits) as session:
        assert session.run(Step("f", (0.1,)), 10).value == 1


@pytest.mark.parametrize("moment", ["before the next is asked for", "while one is at work"])
def test_a_killed_zygote_is_replaced_and_what_was_made_ready_is_forgotten(ahead: Sandbox, moment: str) -> None:
    first = ahead.open("module", COUNT)
    assert first.run(Step("f", ("ada",)), 10).ok
    if moment == "before the next is asked for":
        first.close()
    assert ahead._zygote is not None
    ahead._zygote.process.kill()
    ahead._zygote.process.wait()
    with ahead.open("module", COUNT) as second:
        assert second.run(Step("f", ("bob",)), 10).value[1] == ["bob"]
        if moment == "while one is at work":
            with pytest.raises(ZygoteLost):  # never EBADF: its channel to the old zygote is closed by now
                first.run(Step("f", ("ada",)), 10)
        first.close()


def test_a_session_outlives_no_sandbox_and_closing_it_late_is_no_error() -> None:
    for ahead in (False, True):
        sandbox = Sandbox(["numpy"], ahead=ahead)
        session = sandbox.open("module", COUNT)
        sandbox.close()
        session.close()


def test_killed_at_any_moment_it_is_lost_or_it_answers(ahead: Sandbox) -> None:
    """Whichever call meets the death of the zygote says ZygoteLost, or the next zygote serves it."""
    for number in itertools.count():
        assert ahead._zygote is not None
        if number % 3 == 0:
            ahead._zygote.process.kill()  # and no wait: the death comes a little later
        try:
            with ahead.open("module", COUNT) as session:
                assert session.run(Step("f", ("x",)), 10).ok
        except ZygoteLost:
            pass
        if number == 12:
            break


def test_a_secret_that_is_named_later_is_tried_and_refused_each_time(ahead: Sandbox, tmp_path: Path) -> None:
    hidden, linked = tmp_path / "hidden.key", Path("/etc/localtime")
    hidden.write_text("answers")
    ahead.deny([hidden])
    assert linked.exists(), "a place that every submission can read stands for a key that lies where it should not"
    for _ in range(2):
        with pytest.raises(SandboxError, match="could read /etc/localtime"):
            ahead.deny([linked])
    with ahead.open("module", COUNT) as session:
        assert session.run(Step("f", ("x",)), 10).ok
