"""Measures a process that runs a learner's code: the processor time it uses, and the time it only waits.

A busy machine makes code take longer, but it makes it neither use more processor time nor wait for itself. So both
limits hold there, too, and blame nobody for the machine's load.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator

WAITS = 2.0
"""Code may wait (sleep, or wait for a thread) this many times as long as it may compute."""
SHARE = 5.0
"""Where processor time cannot be measured: how many seconds on the clock count as one second of it."""
_LONGEST = 0.1  # seconds of waiting that one look can find: the grader itself may have been late
_LEAST = 0.001  # seconds of processor time between two looks that show that a process computes


class OutOfTime(Exception):
    """The code used up its time. `waiting`: it did not compute, but waited. The text says how long."""

    def __init__(self, seconds: float, waiting: bool) -> None:
        self.waiting = waiting
        how = "waited without computing for" if waiting else "not done after"
        super().__init__(f"{how} {seconds:.3g} s{'' if waiting else ' of processor time'}")


class Budget:
    """
    process  the process's id
    seconds  processor time that it may use from now on; it may wait for WAITS times as long
    """

    def __init__(self, process: int, seconds: float) -> None:
        self.process, self.seconds = process, seconds
        self.waited = 0.0
        self._looked = time.monotonic()
        self._start = self._last = self._clock()

    def used(self) -> float:
        """Processor time since the budget was made, in seconds; of a process that has ended, as last seen."""
        return self._clock() - self._start

    def check(self) -> None:
        """To be called often. Raises OutOfTime."""
        now, used = time.monotonic(), self.used()
        since, self._looked = now - self._looked, now
        computed = used - (self._last - self._start)
        self._last = self._start + used
        if used > self.seconds:
            raise OutOfTime(self.seconds, waiting=False)
        if computed < _LEAST and _sleeps(self.process):
            self.waited += min(since, _LONGEST)
        if self.waited > WAITS * self.seconds:
            raise OutOfTime(WAITS * self.seconds, waiting=True)

    def _clock(self) -> float:
        if sys.platform != "linux":
            return time.monotonic() / SHARE
        with contextlib.suppress(OSError):
            return time.clock_gettime(_cpu_clock(self.process))
        return getattr(self, "_last", 0.0)


def _cpu_clock(process: int) -> int:
    """The number of a process's CPU clock, as `clock_getcpuclockid` of the C library gives it on Linux."""
    return (~process << 3) | 2


def _sleeps(process: int) -> bool:
    """Whether all threads of the process sleep: none computes, is about to compute, or waits for a disk."""
    try:
        states = list(_states(process))
    except OSError:
        return False
    return bool(states) and all(state == b"S" for state in states)


def _states(process: int) -> Iterator[bytes]:
    folder = f"/proc/{process}/task"
    for thread in os.listdir(folder):  # noqa: PTH208 (this runs often)
        descriptor = os.open(f"{folder}/{thread}/stat", os.O_RDONLY)
        try:
            yield os.read(descriptor, 512).rpartition(b")")[2].split()[0]
        finally:
            os.close(descriptor)
