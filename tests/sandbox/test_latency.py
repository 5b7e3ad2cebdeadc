"""The sandbox is all but free: -s prints the numbers; the bounds are for the slowest machine that runs this."""

from __future__ import annotations

import itertools
import statistics
import time
from pathlib import Path

import numpy as np

from autograder.sandbox.client import Sandbox
from autograder.script import Step

SOURCE = b"import numpy as np\ndef f(x): return np.exp(x)\n"


def resident(process: int) -> float:
    """Megabytes of memory of a process, its shared pages counted in full."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = (line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def test_a_session_and_a_step_cost_milliseconds(sandbox: Sandbox) -> None:
    step = Step("f", (np.zeros(10),))
    opening, first, further, closing = [], [], [], []
    for _ in range(50):
        times = [time.perf_counter()]
        session = sandbox.open("module", SOURCE)
        for _ in range(2):
            times.append(time.perf_counter())
            assert session.run(step, 10).ok
        times.append(time.perf_counter())
        session.close()
        times.append(time.perf_counter())
        rows = (opening, first, further, closing)
        for row, (before, after) in zip(rows, itertools.pairwise(times), strict=True):
            row.append((after - before) * 1e3)
    medians = {
        "open": statistics.median(opening), "first step": statistics.median(first),
        "further step": statistics.median(further), "close": statistics.median(closing),
    }  # fmt: skip
    print({name: f"{value:.2f} ms" for name, value in medians.items()})
    assert sum(medians.values()) < 150
    assert medians["further step"] < 20


def test_a_warm_numpy_process_fits_its_memory(sandbox: Sandbox) -> None:
    assert sandbox._zygote is not None
    size = resident(sandbox._zygote.process.pid)
    print(f"{size:.0f} MB")
    assert size < 150


def test_large_arrays_cross_at_the_speed_of_memory(sandbox: Sandbox) -> None:
    array = np.zeros(4 << 20)
    with sandbox.open("module", b"def f(x): return x\n") as session:
        start = time.perf_counter()
        assert session.run(Step("f", (array,)), 30).value.nbytes == array.nbytes
        print(f"32 MB there and back: {(time.perf_counter() - start) * 1e3:.0f} ms")
        assert time.perf_counter() - start < 10
