"""Runs a learner's module in their own process, for their own check. There the code needs no isolation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox.alarm import Alarm, TimeIsUp
from autograder.sandbox.callbacks import Callbacks
from autograder.sandbox.session import charged
from autograder.sandbox.wire import outcome_from_plain, outcome_to_plain, step_from_plain, step_to_plain
from autograder.sandbox.workspace import LearnerModule, Workspace
from autograder.script import Callback, Fault, Outcome, Step

_ROOMY = Limits(frame=4 << 30, header=256 << 20, depth=100, items=10_000_000, pairs=1_000_000)


class LocalRunner:
    """The Runner of `check`. Values are copied in both directions as in the sandbox: both give the same verdict.

    In the main thread on Linux and macOS, an alarm ends an endless loop after the step's time; elsewhere the learner
    must stop the kernel. Ctrl-C passes through. After a time-out, the module is loaded again with the next step.
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
        alarm = Alarm(seconds)
        try:
            try:
                alarm.start()
                outcome = self._loaded().run(copied)
            finally:
                alarm.stop()
        except TimeIsUp as end:
            self._workspace = None
            fault = Fault("timeout", "waiting" if end.reason.waiting else "", str(end.reason))
            return Outcome(fault=fault, seconds=seconds)
        spent = alarm.used if charged(step) else 0.0
        try:
            return replace(outcome_from_plain(loads(dumps(outcome_to_plain(outcome), _ROOMY), _ROOMY)), seconds=spent)
        except PlainError as error:
            return Outcome(fault=Fault("output", "PlainError", str(error)), seconds=spent)

    def close(self) -> None:
        self._workspace = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _loaded(self) -> Workspace:
        if self._workspace is None:
            self._workspace = Workspace(self._module, self._answer, (KeyboardInterrupt, TimeIsUp))
        return self._workspace

    def _answer(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        args, kwargs = loads(dumps((args, dict(kwargs)), _ROOMY), _ROOMY)
        return loads(dumps(self._callbacks.answer(callback, args, kwargs)), _ROOMY)
