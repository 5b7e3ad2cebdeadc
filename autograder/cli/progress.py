"""Shows the progress of grading: a bar on a terminal, a line every ten seconds in a log. Always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from autograder.cli import say

if TYPE_CHECKING:
    from autograder.classroom.run import Progress, Report

LOG_SECONDS = 10.0


@contextmanager
def bar(title: str) -> Iterator[Report]:
    if not sys.stderr.isatty():
        yield _lines(title)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[who]}"),
    )
    with Bar(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task(title, total=None, who="", rate="")

        def report(progress: Progress) -> None:
            if progress.message:
                shown.console.print(progress.message, markup=False)
                return
            rate = _rate(progress)
            shown.update(task, total=progress.total, completed=progress.done, who=progress.learner, rate=rate)

        yield report


def _lines(title: str) -> Report:
    last = time.monotonic()

    def report(progress: Progress) -> None:
        nonlocal last
        if progress.message:
            say.note(progress.message)
        elif time.monotonic() - last > LOG_SECONDS:
            last = time.monotonic()
            left = f", {_rate(progress)}, about {progress.seconds_left:.0f} s left" if progress.rate else ""
            say.note(f"{title}: {progress.done} of {progress.total}{left}")

    return report


def _rate(progress: Progress) -> str:
    """The speed, in the unit that gives a readable number."""
    if not progress.rate:
        return ""
    return f"{progress.rate:.1f} a second" if progress.rate >= 1 else f"{60 * progress.rate:.0f} a minute"
