"""One submission's process, seen from the grader: steps go in, claims come out, and every way it can end is a Fault."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox import SandboxError
from autograder.sandbox.callbacks import CallbackError, Callbacks
from autograder.sandbox.channel import Channel, ChannelEnd
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.wire import outcome_from_plain, step_to_plain
from autograder.script import Callback, Fault, Outcome, Recipe, Step

_STARTING = 20.0  # seconds until a fresh process must have said what holds it
_PATIENCE = 0.1  # seconds that a process which closed its channel has to end by itself


@dataclass(frozen=True)
class End:
    """How a process ended: whether it had to be killed, its exit code (negative: a signal), its processor seconds."""

    killed: bool = False
    code: int = 0
    cpu: float = 0.0


class Process(Protocol):
    """The process behind a session."""

    channel: Channel

    def end(self, patience: float) -> End:
        """Wait so many seconds for it to end, then kill it; remove its scratch folder."""
        ...

    def drop(self) -> None:
        """The same at once, where nobody asks how it ended, and perhaps after this returns."""
        ...


class Session:
    """A Runner. After it died every later step gives the same fault; it is the judge's to open a new one."""

    def __init__(self, process: Process, limits: SandboxLimits) -> None:
        self._process = process
        self._limits = limits
        self._accepted = Limits(frame=limits.result)
        self._left = limits.seconds
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
        self.isolation: str = word["isolation"]  # said before the learner's code is there
        self.word: Mapping[str, Any] = word

    def load(self, module: str, source: bytes, stand_ins: Mapping[str, str]) -> None:
        """Send the learner's module. It is loaded within the time of the first step."""
        opening = {"module": module, "source": source, "stand_ins": dict(stand_ins)}
        try:
            self._process.channel.send(dumps(opening), time.monotonic() + _STARTING)
        except ChannelEnd as end:
            self._fault = self._why(end, _STARTING)

    def run(self, step: Step, seconds: float) -> Outcome:
        """The step's outcome. Raises ZygoteLost where the process was lost through no fault of its own."""
        if self._fault is None:
            allowed = min(seconds, self._left)
            start = time.monotonic()
            try:
                return self._ask(step, start + allowed)
            except ChannelEnd as end:
                self._fault = self._why(end, allowed)
            except PlainError as error:
                self._end(0.0)
                self._fault = Fault("protocol", "PlainError", str(error))
            finally:
                self._left -= time.monotonic() - start
        return Outcome(fault=self._fault)

    def close(self) -> None:
        if not self._ended:
            self._ended = True
            self._process.channel.close()
            with contextlib.suppress(SandboxError):  # its zygote died, and took the process with it
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
        frame, given = _framed(step)
        callbacks = Callbacks()
        channel = self._process.channel
        channel.send(frame, deadline)
        while True:
            claim = loads(channel.receive(deadline), self._accepted)
            if type(claim) is not dict or "ask" not in claim:
                return outcome_from_plain(claim)
            channel.send(_answer(claim, given, callbacks), deadline)

    def _why(self, end: ChannelEnd, seconds: float) -> Fault:
        """What is said of a process that gave no answer."""
        how = self._end(_PATIENCE if end.kind == "closed" else 0.0)
        if end.kind == "timeout":
            return Fault("timeout", text=f"not done after {seconds:.3g} s")
        if end.kind == "size":
            return Fault("output", text=end.text)
        if end.kind != "closed":
            return Fault("memory", end.kind, end.text)
        if how.code == -getattr(signal, "SIGXCPU", 0) or how.cpu >= self._limits.cpu:
            return Fault("timeout", text=f"more than {self._limits.cpu} s of processor time")
        if how.killed:
            return Fault("died", text="the code closed its connection to the grader")
        if how.code == -9:
            return Fault("memory", text="the system ended the process, most likely for want of memory")
        status = f"exit status {how.code}" if how.code >= 0 else _signal_name(-how.code)
        return Fault("died", status, f"the code ended its own process ({status})")

    def _end(self, patience: float) -> End:
        if self._ended:
            return End()
        self._ended = True
        self._process.channel.close()
        return self._process.end(patience)


_frames: dict[int, tuple[Step, bytes, list[Callback]]] = {}  # by identity: a key's steps are asked of a whole class
_MOST_FRAMES, _LARGEST_FRAME = 1000, 1 << 13


def _framed(step: Step) -> tuple[bytes, list[Callback]]:
    """The step as it goes out, and the callbacks that stay here."""
    kept = _frames.get(id(step))
    if kept is not None:
        return kept[1], kept[2]
    given: list[Callback] = []
    plain = step_to_plain(step)
    plain["args"] = _without_source(plain["args"], given)
    plain["kwargs"] = _without_source(plain["kwargs"], given)
    frame = dumps(plain)
    if len(frame) <= _LARGEST_FRAME:
        if len(_frames) >= _MOST_FRAMES:
            _frames.clear()
        _frames[id(step)] = step, frame, given  # the step itself, too: while it lives, nothing else has its identity
    return frame, given


def _answer(claim: dict[Any, Any], given: list[Callback], callbacks: Callbacks) -> bytes:
    """Answer a question about a callback. Nothing in it is believed but that it was asked."""
    number, args, kwargs = claim["ask"], claim.get("args"), claim.get("kwargs")
    if type(number) is not str or not number.isdecimal() or int(number) >= len(given):
        raise PlainError("a question about no callback")
    if type(args) is not tuple or type(kwargs) is not dict or not all(type(name) is str for name in kwargs):
        raise PlainError("a question without arguments")
    try:
        return dumps({"value": callbacks.answer(given[int(number)], args, kwargs), "error": None})
    except CallbackError as error:
        return dumps({"value": None, "error": str(error)})


def _without_source(value: Any, given: list[Callback]) -> Any:
    """The value with each callback's source replaced by its number: the function itself stays here."""
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


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
