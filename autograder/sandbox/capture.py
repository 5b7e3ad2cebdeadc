"""Captures what a learner's code prints and its warnings, up to a limit, so that a flood costs the grader nothing."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.faults import cut

MOST_PRINTED = 16 << 10
MOST_WARNINGS = 20
LONGEST_WARNING = 400


class Capped(io.TextIOBase):
    """A text stream that keeps the first characters and only counts the rest."""

    def __init__(self, most: int = MOST_PRINTED) -> None:
        self.most = most
        self.kept: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.size < self.most:
            self.kept.append(str(text[: self.most - self.size]))
        self.size += len(text)
        return len(text)

    def text(self) -> str:
        return "".join(self.kept) + ("…" if self.size > self.most else "")


@dataclass
class Captured:
    """What was printed, and the different warnings."""

    stream: Capped = field(default_factory=Capped)
    warned: list[str] = field(default_factory=list)


@contextlib.contextmanager
def captured() -> Iterator[Captured]:
    """Within the block, prints and warnings go to the result instead of the process's own streams."""
    result = Captured()

    def show(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
        if len(result.warned) < MOST_WARNINGS:
            text = cut(f"{category.__name__}: {message}", LONGEST_WARNING)
            if text not in result.warned:
                result.warned.append(text)

    stdin = sys.stdin
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(result.stream),
        contextlib.redirect_stderr(result.stream),
    ):
        warnings.simplefilter("always")
        warnings.showwarning = show
        sys.stdin = io.StringIO()  # input() fails at once: nobody is there to answer it
        try:
            yield result
        finally:
            sys.stdin = stdin
