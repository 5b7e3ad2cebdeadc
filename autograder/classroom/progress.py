"""How far a class is, how fast it goes and when it will be done."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """
    done, total   submissions to be graded in this run; unchanged ones are not among them
    learner       whose was done last
    rate          submissions per second; seconds_left: None until there is something to reckon with
    message       something to be told beside the bar, or ""
    """

    done: int
    total: int
    learner: str = ""
    rate: float = 0.0
    seconds_left: float | None = None
    message: str = ""


Report = Callable[[Progress], None]


class Meter:
    """Turns each finished submission into a Progress."""

    def __init__(self, report: Report | None) -> None:
        self._report = report or (lambda _: None)
        self._start = time.monotonic()
        self.done = 0
        self.total = 0

    def begin(self, total: int) -> None:
        self.total = total
        self._start = time.monotonic()
        self._report(Progress(0, total))

    def one(self, learner: str) -> None:
        self.done += 1
        elapsed = max(time.monotonic() - self._start, 1e-6)
        rate = self.done / elapsed
        self._report(Progress(self.done, self.total, learner, rate, (self.total - self.done) / rate))

    def say(self, message: str) -> None:
        self._report(Progress(self.done, self.total, message=message))


@contextmanager
def stopping(say: Callable[[str], None]) -> Iterator[threading.Event]:
    """In the block the first Ctrl-C sets the event, so that what runs is finished and saved; the second one ends it."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(number: int, frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        say("Stopping: what is running is finished and saved. Ctrl-C again gives up on it too.")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
