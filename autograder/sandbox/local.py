"""Runs a learner's module in their own process, for their own check. There the code needs no isolation."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox.callbacks import Callbacks
from autograder.sandbox.wire import outcome_from_plain, outcome_to_plain, step_from_plain, step_to_plain
from autograder.sandbox.workspace import LearnerModule, Workspace
from autograder.script import Callback, Fault, Outcome, Step

_ROOMY = Limits(frame=4 << 30, header=256 << 20, depth=100, items=10_000_000, pairs=1_000_000)


class LocalRunner:
    """The Runner of `check`. Values are copied in both directions as in the sandbox: both give the same verdict.

    In the main thread on Linux and macOS, a signal ends an endless loop after the step's time; elsewhere the learner
    must stop the kernel. Ctrl-C passes through.
    """

    isolation = "own process"

    def __init__(self, module: str, source: bytes, stand_ins: Mapping[str, str] | None = None) -> None:
        self._module = LearnerModule(module, source, dict(stand_ins or {}))
        self._workspace: Workspace | None = None
        self._callbacks = Callbacks()

    def run(self, step: Step, seconds: float) -> Outcome:
        """The step's outcome. The first step also loads the module, within its time."""
        copied = step_from_plain(loads(dumps(step_to_plain(step)), _ROOMY, marks=True))
        self._callbacks = Callbacks()
        try:
            with _alarm(seconds):
                if self._workspace is None:
                    self._workspace = Workspace(self._module, self._answer, (KeyboardInterrupt, _TimeIsUp))
                outcome = self._workspace.run(copied)
                return outcome_from_plain(loads(dumps(outcome_to_plain(outcome), _ROOMY), _ROOMY))
        except _TimeIsUp:
            return Outcome(fault=Fault("timeout", text=f"not done after {seconds:.0f} s"))
        except PlainError as error:
            return Outcome(fault=Fault("output", "PlainError", str(error)))

    def close(self) -> None:
        self._workspace = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        args, kwargs = loads(dumps((args, dict(kwargs)), _ROOMY), _ROOMY)
        return loads(dumps(self._callbacks.answer(callback, args, kwargs)), _ROOMY)


class _TimeIsUp(BaseException):
    """Raised in the learner's code when its time is up."""


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise _TimeIsUp

    handler = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), 0.5)  # again, in case the code catches it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, handler)
