"""With `ahead=True` the next process starts while one works, and the last is reaped later: nothing else changes."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import SandboxError, ZygoteLost
from autograder.sandbox.client import Sandbox
from autograder.sandbox.limits import SandboxLimits
from autograder.script import Step
from tests.sandbox.conftest import PATIENCE

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


def test_submissions_share_nothing(ahead: Sandbox) -> None:
    """Each submission gets a new process with an empty scratch folder and fresh globals."""
    ids = set()
    for name in ("ada", "bob", "cy"):
        with ahead.open("module", COUNT) as session:
            own, seen, files = session.run(Step("f", (name,)), PATIENCE).value
            ids.add(own)
            assert seen == [name] and files == [name]
    assert len(ids) == 3


def test_only_one_process_waits(ahead: Sandbox) -> None:
    """At most one process waits and one is being reaped; earlier ones leave no folder and no process."""
    for _ in range(5):
        with ahead.open("module", COUNT) as session:
            session.run(Step("f", ("x",)), PATIENCE)
    with ahead.open("module", COUNT) as session:  # its own process comes after all others were reaped
        assert session.run(Step("f", ("x",)), PATIENCE).ok
        assert len(scratch(ahead)) <= 3, "its own, the one that waits, and at most one that is being reaped"
    zygote = ahead._zygote
    assert zygote is not None
    folder = Path(f"/proc/{zygote.process.pid}/task/{zygote.process.pid}/children")
    assert len(folder.read_text().split()) <= 3


def test_other_limits_get_another_process(ahead: Sandbox) -> None:
    """A session with other limits gets a new process to which these limits apply."""
    ahead.open("module", SLEEP).close()
    with ahead.open("module", SLEEP, limits=SandboxLimits(seconds=0.5)) as session:
        fault = session.run(Step("f", (10 * PATIENCE,)), PATIENCE).fault
        assert fault is not None and fault.text == "waited without computing for 1 s"


def test_waiting_uses_no_time_of_the_submission(ahead: Sandbox) -> None:
    """The time of a submission starts with its first step, not while its process waits."""
    limits = SandboxLimits(seconds=3.0)
    ahead.open("module", SLEEP, limits=limits).close()
    time.sleep(3.1)
    with ahead.open("module", SLEEP, limits=limits) as session:
        assert session.run(Step("f", (0.1,)), PATIENCE).value == 1


@pytest.mark.parametrize("moment", ["before the next is asked for", "while one is at work"])
def test_a_killed_zygote_is_replaced(ahead: Sandbox, moment: str) -> None:
    """If the zygote is killed, the next session gets a new zygote, and the process that waited is not used."""
    first = ahead.open("module", COUNT)
    assert first.run(Step("f", ("ada",)), PATIENCE).ok
    if moment == "before the next is asked for":
        first.close()
    assert ahead._zygote is not None
    ahead._zygote.process.kill()
    ahead._zygote.process.wait()
    with ahead.open("module", COUNT) as second:
        assert second.run(Step("f", ("bob",)), PATIENCE).value[1] == ["bob"]
        if moment == "while one is at work":
            with pytest.raises(ZygoteLost):  # never EBADF: its channel to the old zygote is closed by now
                first.run(Step("f", ("ada",)), PATIENCE)
        first.close()


def test_a_session_may_be_closed_late() -> None:
    """Closing a session after its sandbox is not an error."""
    for ahead in (False, True):
        sandbox = Sandbox(["numpy"], ahead=ahead)
        session = sandbox.open("module", COUNT)
        sandbox.close()
        session.close()


def test_a_kill_at_any_moment_is_noticed(ahead: Sandbox) -> None:
    """Whenever the zygote is killed, the call that notices raises ZygoteLost, or the next zygote serves it."""
    for number in itertools.count():
        assert ahead._zygote is not None
        if number % 3 == 0:
            ahead._zygote.process.kill()  # without waiting: it dies a little later
        try:
            with ahead.open("module", COUNT) as session:
                assert session.run(Step("f", ("x",)), PATIENCE).ok
        except ZygoteLost:
            pass
        if number == 12:
            break


def test_a_readable_secret_is_refused_each_time(ahead: Sandbox, tmp_path: Path) -> None:
    """A secret that submissions could read is refused each time it is declared, and the sandbox still works."""
    hidden, linked = tmp_path / "hidden.key", Path("/etc/localtime")
    hidden.write_text("answers")
    ahead.deny([hidden])
    assert linked.exists(), "a file that every submission can read plays a key in the wrong place"
    for _ in range(2):
        with pytest.raises(SandboxError, match="could read /etc/localtime"):
            ahead.deny([linked])
    with ahead.open("module", COUNT) as session:
        assert session.run(Step("f", ("x",)), PATIENCE).ok
