"""The sandbox costs little processor time. `pytest -s` prints the numbers; the bounds suit a slow machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from autograder.sandbox.client import Sandbox
from autograder.script import Step
from tests.bench.machine import processor_seconds
from tests.sandbox.conftest import PATIENCE

SOURCE = b"import numpy as np\ndef f(x): return np.exp(x)\n"


def resident(process: int) -> float:
    """Megabytes of memory that a process uses; shared pages count in full."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = (line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def test_a_session_costs_milliseconds(sandbox: Sandbox) -> None:
    """A session with two steps costs under 150 ms of processor time of all processes, a further step under 20 ms."""
    step, sessions, steps = Step("f", (np.zeros(10),)), 50, 100
    assert sandbox._zygote is not None
    zygote = sandbox._zygote.process.pid
    start = time.process_time() + processor_seconds(zygote)
    for _ in range(sessions):
        with sandbox.open("module", SOURCE) as session:
            assert session.run(step, PATIENCE).ok
            assert session.run(step, PATIENCE).ok
    each = (time.process_time() + processor_seconds(zygote) - start) / sessions
    with sandbox.open("module", SOURCE) as session:
        child = session._process.number  # type: ignore[attr-defined]
        assert session.run(step, PATIENCE).ok
        start = time.process_time() + processor_seconds(child)
        for _ in range(steps):
            assert session.run(step, PATIENCE).ok
        further = (time.process_time() + processor_seconds(child) - start) / steps
    print(f"a session with two steps: {each * 1e3:.2f} ms; a further step: {further * 1e3:.2f} ms")
    assert each < 0.150
    assert further < 0.020


def test_a_step_does_not_wait(sandbox: Sandbox) -> None:
    """The fastest of many steps takes less than a sleep of 20 ms, so no step waits for a clock."""
    step = Step("f", (np.zeros(10),))
    with sandbox.open("module", SOURCE) as session:
        assert session.run(step, PATIENCE).ok
        fastest = min(seconds(lambda: session.run(step, PATIENCE)) for _ in range(100))
    assert fastest < seconds(lambda: time.sleep(0.020))


def test_a_session_does_not_wait(sandbox: Sandbox) -> None:
    """The fastest of many sessions takes less than a sleep of 150 ms, so no session waits for a clock."""

    def one() -> None:
        with sandbox.open("module", SOURCE) as session:
            assert session.run(Step("f", (np.zeros(10),)), PATIENCE).ok

    assert min(seconds(one) for _ in range(30)) < seconds(lambda: time.sleep(0.150))


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def test_a_warm_process_stays_small(sandbox: Sandbox) -> None:
    """A warm process with NumPy needs less than 150 MB."""
    assert sandbox._zygote is not None
    size = resident(sandbox._zygote.process.pid)
    print(f"{size:.0f} MB")
    assert size < 150


def test_large_arrays_cross_fast(sandbox: Sandbox) -> None:
    """An array of 32 MB goes to the child and back in under 2 s of processor time of both processes."""
    array = np.zeros(4 << 20)
    with sandbox.open("module", b"def f(x): return x\n") as session:
        child = session._process.number  # type: ignore[attr-defined]
        start = time.process_time() + processor_seconds(child)
        assert session.run(Step("f", (array,)), PATIENCE).value.nbytes == array.nbytes
        spent = time.process_time() + processor_seconds(child) - start
    print(f"32 MB there and back: {spent * 1e3:.0f} ms")
    assert spent < 2
