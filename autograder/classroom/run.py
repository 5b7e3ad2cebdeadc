"""One run of the grader as its caller sees it: the request, the progress and the summary."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class GradeRequest:
    """
    assignment  the assignment's name, or the beginning of it if that is unique
    students    grade only these; by default everybody whose submission was collected
    workers     the number of worker processes; by default one per CPU
    force       also grade submissions that have not changed
    isolate     refuse to run submitted code if this system cannot isolate it
    """

    assignment: str
    students: Sequence[str] = ()
    workers: int | None = None
    force: bool = False
    isolate: bool = True


@dataclass(frozen=True)
class Progress:
    """
    done, total   submissions to grade in this run; unchanged submissions are not counted
    learner       whose submission was finished last
    rate          submissions per second
    seconds_left  an estimate; None before the first submission is finished
    message       a sentence to show beside the progress bar, or ""
    """

    done: int
    total: int
    learner: str = ""
    rate: float = 0.0
    seconds_left: float | None = None
    message: str = ""


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Graded:
    """
    reasons   why this submission was graded
    points    the points of its automatically graded cells
    waits     whether some cells need manual grading
    changed   exercises whose fraction differs from last time: {name: (before, now)}
    notices   repairs that the notebook needed
    notes     exercises that were tried twice
    """

    learner: str
    reasons: tuple[str, ...]
    points: float
    waits: bool
    changed: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    isolation: str = ""


@dataclass(frozen=True)
class GradeSummary:
    """
    graded      sorted by learner
    unchanged   learners for whom nothing had changed
    failures    {learner: why the grader itself failed}; the gradebook rows of these learners are unchanged
    left        learners not reached before Ctrl-C
    """

    assignment: str
    graded: tuple[Graded, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    seconds: float = 0.0
    workers: int = 1


def describe_changes(summary: GradeSummary) -> Iterator[str]:
    """Sentences for a regrade: who was graded and why, and whose results changed."""
    by_reason: dict[str, list[str]] = {}
    for item in summary.graded:
        by_reason.setdefault("; ".join(item.reasons), []).append(item.learner)
    for reason, learners in by_reason.items():
        who = ", ".join(learners[:5]) + (f" and {len(learners) - 5} more" if len(learners) > 5 else "")
        yield f"{len(learners)} graded ({reason}): {who}"
    for item in summary.graded:
        for name, (old, new) in item.changed.items():
            yield f"{item.learner}, {name}: {old:.0%} before, {new:.0%} now"


class Meter:
    """Reports a Progress for each finished submission."""

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
    """In the block, the first Ctrl-C sets the event, so that running jobs finish; the second one interrupts them."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(number: int, frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        say("Stopping: submissions that are being graded will be finished and saved. Press Ctrl-C again to abort them.")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
