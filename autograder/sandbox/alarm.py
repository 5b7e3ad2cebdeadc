"""Interrupts a learner's code in the learner's own process when its processor time is used up.

A signal looks at the clocks a few times a second. Imports are not interrupted, because a module that is half imported
breaks every later check in the same process, and their time is not charged.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

from autograder.sandbox.clock import WAITS, OutOfTime

_TICK = 0.25  # seconds between two looks
_IDLE = 0.01  # a process that computes less than this share of the time waits
_LATE = 4.0  # a look that comes this many ticks late shows that the whole machine stood still
_LONGEST_IMPORT = 600.0  # seconds of processor time
_IMPORTING = "<frozen importlib._bootstrap>"


class TimeIsUp(BaseException):
    """Raised in the learner's code when its time is up."""

    def __init__(self, reason: OutOfTime) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Alarm:
    """
    seconds  processor time until the alarm rings; the code may wait for WAITS times as long
    used     processor time so far, without imports

    It rings in the main thread on Linux and macOS; elsewhere it only measures.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.used = self.waited = self.imported = 0.0
        self._rings = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        self._on = False
        self._time = self._clock = 0.0
        self._before: tuple[Any, float] = (None, 0.0)
        self._caller: FrameType | None = None

    def start(self) -> None:
        self._time, self._clock = time.process_time(), time.monotonic()
        self._on = True
        self._caller = sys._getframe(1)
        if self._rings:
            tick = min(_TICK, max(self.seconds / 4, 0.001))
            handler = signal.signal(signal.SIGALRM, self._ring)
            left, _ = signal.setitimer(signal.ITIMER_REAL, tick, tick)
            self._before = handler, left

    def stop(self) -> None:
        """May be called more than once."""
        if not self._on:
            return
        self._on = False
        self._caller = None
        if self._rings:
            handler, left = self._before
            signal.setitimer(signal.ITIMER_REAL, left)
            signal.signal(signal.SIGALRM, handler)
        self._look(importing=False)

    def _look(self, importing: bool) -> None:
        now, clock = time.process_time(), time.monotonic()
        computed, passed = now - self._time, clock - self._clock
        self._time, self._clock = now, clock
        if importing:
            self.imported += computed
            return
        self.used += computed
        if computed < _IDLE * passed and passed < _LATE * _TICK:
            self.waited += passed

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if not self._on:
            return
        importing = self._imports(frame)
        self._look(importing)
        if importing and self.imported < _LONGEST_IMPORT:
            return
        if self.used > self.seconds or importing:
            raise TimeIsUp(OutOfTime(self.seconds, waiting=False))
        if self.waited > WAITS * self.seconds:
            raise TimeIsUp(OutOfTime(WAITS * self.seconds, waiting=True))

    def _imports(self, frame: FrameType | None) -> bool:
        """Whether the learner's code is importing something."""
        while frame is not None and frame is not self._caller:
            if frame.f_code.co_filename == _IMPORTING:
                return True
            frame = frame.f_back
        return False
