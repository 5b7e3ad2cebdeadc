"""What the judge knows of the place where a learner's code runs."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from autograder.script import Outcome, Step


class Runner(Protocol):
    """One loaded module that answers steps. `isolation` says in words what keeps it apart from the grader."""

    isolation: str

    def run(self, step: Step, seconds: float) -> Outcome:
        """Never raises for what a learner's code does: that is an Outcome with a Fault."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
