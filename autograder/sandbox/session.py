"""A submission's process as the grader sees it: steps go in, claims come out, and every way to end is a Fault."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox import SandboxError
from autograder.sandbox.callbacks import CallbackError, Callbacks
from autograder.sandbox.channel import Channel, ChannelEnd, Closed, LimitPassed, TimedOut, TooLarge
from autograder.sandbox.clock import Budget, OutOfTime
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.wire import outcome_from_plain, step_to_plain
from autograder.script import Callback, Fault, Outcome, Recipe, Step

_STARTING = 20.0  # seconds that a fresh process has to report its isolation
_LONGEST = 3600.0  # seconds on the clock for a step: a machine on which it neither computes nor waits is in trouble
_PATIENCE = 0.1  # seconds that a process has to end by itself after it closed its channel


@dataclass(frozen=True)
class End:
    """How a process ended: whether it was killed, its exit code (negative: a signal), its processor time in seconds."""

    killed: bool = False
    code: int = 0
    cpu: float = 0.0


class Process(Protocol):
    """The process behind a session. `number`: its process id."""

    channel: Channel
    number: int

    def end(self, patience: float) -> End:
        """Wait up to `patience` seconds for it to end, then kill it; remove its scratch folder."""
        ...

    def drop(self) -> None:
        """Kill it and remove its folder, possibly after this call returns."""
        ...


class Session:
    """Implements Runner. After its process has died, every step gives the same fault; the judge opens a new one."""

    def __init__(self, process: Process, limits: SandboxLimits) -> None:
        self._process = process
        self._limits = limits
        self._accepted = Limits(frame=limits.result)
        self._left = limits.seconds
        self._kills = out_of_memory_kills()
        self._budget: Budget | None = None  # of the current step
        self._watch, process.channel.watch = process.channel.watch, self._look
        self._fault: Fault | None = None
        self._ended = False
        try:
            word = loads(process.channel.receive(time.monotonic() + _STARTING), self._accepted)
        except (ChannelEnd, PlainError) as error:
            how = self._end(_PATIENCE)
            raise SandboxError(f"a process for a submission did not start ({error}; exit status {how.code})") from None
        if "error" in word:
            self._end(_PATIENCE)
            raise SandboxError(word["error"])
        self.isolation: str = word["isolation"]  # reported before the learner's code is loaded
        self.word: Mapping[str, Any] = word

    def load(self, module: str, source: bytes, stand_ins: Mapping[str, str]) -> None:
        """Send the learner's module. It is loaded during the first step, within its time."""
        opening = {"module": module, "source": source, "stand_ins": dict(stand_ins)}
        try:
            self._process.channel.send(dumps(opening), time.monotonic() + _STARTING)
        except ChannelEnd as end:
            self._fault = self._why(end)

    def run(self, step: Step, seconds: float) -> Outcome:
        """The step's outcome. Raises ZygoteLost if the process was lost through no fault of the submission."""
        if self._fault is not None:
            return Outcome(fault=self._fault)
        allowed = min(seconds, self._left)
        budget = self._budget = Budget(self._process.number, allowed)
        try:
            outcome = self._ask(step, time.monotonic() + _LONGEST)
            spent = budget.used() if charged(step) else 0.0
            self._left -= spent
            return replace(outcome, seconds=spent)
        except OutOfTime as end:
            self._end(0.0)
            self._fault = Fault("timeout", "waiting" if end.waiting else "", str(end))
        except ChannelEnd as end:
            self._fault = self._why(end)
        except PlainError as error:
            self._end(0.0)
            self._fault = Fault("protocol", "PlainError", str(error))
        finally:
            self._budget = None
        return Outcome(fault=self._fault, seconds=allowed if self._fault.kind == "timeout" else budget.used())

    def _look(self) -> None:
        self._watch()
        if self._budget is not None:
            self._budget.check()

    def close(self) -> None:
        if not self._ended:
            self._ended = True
            self._process.channel.close()
            with contextlib.suppress(SandboxError):  # its zygote died, and the process with it
                self._process.drop()
        if self._fault is None:
            self._fault = Fault("died", text="the session was closed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, step: Step, deadline: float) -> Outcome:
        framed = _framed(step)
        callbacks = Callbacks()
        channel = self._process.channel
        channel.send(framed.frame, deadline)
        while True:
            claim = loads(channel.receive(deadline), self._accepted)
            if type(claim) is not dict or "ask" not in claim:
                return outcome_from_plain(claim)
            channel.send(_answer(claim, framed.callbacks, callbacks), deadline)

    def _why(self, end: ChannelEnd) -> Fault:
        """The fault of a process that gave no answer."""
        how = self._end(_PATIENCE if isinstance(end, Closed) else 0.0)
        if isinstance(end, TimedOut):
            return Fault("machine", text="the computer was too busy to run it")
        if isinstance(end, TooLarge):
            return Fault("output", text=str(end))
        if isinstance(end, LimitPassed):
            return Fault("memory", end.resource, str(end))
        if how.code == -getattr(signal, "SIGXCPU", 0) or how.cpu >= self._limits.cpu:
            return Fault("timeout", text=f"more than {self._limits.cpu} s of processor time")
        if how.killed:
            return Fault("died", text="the code closed its connection to the grader")
        if how.code == -9 and out_of_memory_kills() > self._kills:
            return Fault("machine", text="the computer ran out of memory")
        if how.code == -9:
            return Fault("memory", text="the system killed the process, probably because memory ran out")
        status = f"exit status {how.code}" if how.code >= 0 else _signal_name(-how.code)
        return Fault("died", status, f"the code ended its own process ({status})")

    def _end(self, patience: float) -> End:
        if self._ended:
            return End()
        self._ended = True
        self._process.channel.close()
        return self._process.end(patience)


@dataclass(frozen=True)
class _Framed:
    """A step, its frame as sent, and its callbacks, which stay here."""

    step: Step
    frame: bytes
    callbacks: list[Callback]


_frames: dict[int, _Framed] = {}  # by the step's id: a key's steps are sent to every submission of a class
_MOST_FRAMES, _LARGEST_FRAME = 1000, 1 << 13


def _framed(step: Step) -> _Framed:
    cached = _frames.get(id(step))
    if cached is not None:
        return cached
    given: list[Callback] = []
    plain = step_to_plain(step)
    plain["args"] = _without_source(plain["args"], given)
    plain["kwargs"] = _without_source(plain["kwargs"], given)
    framed = _Framed(step, dumps(plain), given)
    if len(framed.frame) <= _LARGEST_FRAME:
        if len(_frames) >= _MOST_FRAMES:
            _frames.clear()
        _frames[id(step)] = framed  # it contains the step: while that is alive, no other object has its id
    return framed


def _answer(claim: dict[Any, Any], given: list[Callback], callbacks: Callbacks) -> bytes:
    """Answer a request to call a callback. Every part of the claim is checked before it is used."""
    number, args, kwargs = claim["ask"], claim.get("args"), claim.get("kwargs")
    if type(number) is not str or not number.isdecimal() or int(number) >= len(given):
        raise PlainError("the request names no callback")
    if type(args) is not tuple or type(kwargs) is not dict or not all(type(name) is str for name in kwargs):
        raise PlainError("the request has no valid arguments")
    try:
        return dumps({"value": callbacks.answer(given[int(number)], args, kwargs), "error": None})
    except CallbackError as error:
        return dumps({"value": None, "error": str(error)})


def _without_source(value: Any, given: list[Callback]) -> Any:
    """The value with the source of each callback replaced by a number; the callback is added to `given`."""
    if isinstance(value, Callback):
        given.append(value)
        return Callback(str(len(given) - 1), value.name)
    if isinstance(value, Recipe):
        return Recipe(value.kind, _without_source(dict(value.params), given))
    if isinstance(value, list | tuple):
        return type(value)([_without_source(item, given) for item in value])
    if isinstance(value, dict):
        return {key: _without_source(item, given) for key, item in value.items()}
    return value


def out_of_memory_kills() -> int:
    """How many processes this machine has killed because its memory ran out; 0 if the system does not tell."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/vmstat").read_text().splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0


def charged(step: Step) -> bool:
    """Whether a step's time is the learner's. To answer a question about an object is our own work."""
    return step.action in ("call", "get")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
