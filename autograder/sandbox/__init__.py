"""Runs a learner's code: in a jailed process for grading, in the learner's own kernel for their own check.

Here is what the rest of the engine needs to know about it: the interface of a runner, and what can go wrong with the
sandbox itself.
"""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from autograder.script import Outcome, Step


class Runner(Protocol):
    """One loaded module that answers steps. `isolation` says in words what separates it from the grader."""

    isolation: str

    def run(self, step: Step, seconds: float) -> Outcome:
        """Never raises because of what a learner's code does: that becomes an Outcome with a Fault."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SandboxError(RuntimeError):
    """The sandbox cannot start, or it died: never a learner's fault. The message is a sentence for the teacher."""


class IsolationUnavailable(SandboxError):
    """This machine cannot isolate untrusted code, and isolation is required."""


class ZygoteLost(SandboxError):
    """The zygote died, through no submission's fault. The next session starts a fresh one."""
