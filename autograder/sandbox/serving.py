"""The learner's side of the channel: loads the module, answers one request after another until the channel closes."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Mapping
from typing import Any

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox.callbacks import CallbackError
from autograder.sandbox.wire import outcome_to_plain, step_from_plain
from autograder.sandbox.workspace import Workspace
from autograder.script import Callback, Fault, Outcome

# What the grader sends is trusted: whole data sets may cross.
_FROM_GRADER = Limits(frame=4 << 30, header=256 << 20, depth=100, items=10_000_000, pairs=1_000_000)


class Server:
    """Serves one session on two descriptors, which may be the same."""

    def __init__(self, incoming: int, outgoing: int, result: int) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        self.limits = Limits(frame=result)
        self.asking = threading.Lock()

    def serve(self) -> None:
        """Load what the first frame holds, then run steps until the grader closes the channel."""
        opening = self.receive()
        if opening is None:
            return
        workspace = Workspace(opening["module"], opening["source"], opening["stand_ins"], self.ask, register=True)
        while (plain := self.receive()) is not None:
            self.send(self._framed(workspace.run(step_from_plain(plain))))

    def _framed(self, outcome: Outcome) -> bytes:
        try:
            return dumps(outcome_to_plain(outcome), self.limits)
        except PlainError as error:
            fault = Fault("output", "PlainError", str(error))
        except MemoryError:
            fault = Fault("memory", "MemoryError", "the result does not fit into the memory that is allowed")
        return dumps(outcome_to_plain(Outcome(fault=fault, printed=outcome.printed)))

    def ask(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """A callback's value, from the grader's side."""
        with self.asking:
            try:
                question = dumps({"ask": callback.source, "args": args, "kwargs": dict(kwargs)}, self.limits)
            except PlainError as error:
                raise CallbackError(f"the arguments cannot be sent: {error}") from None
            self.send(question)
            reply = self.receive()
        if reply is None:
            raise SystemExit
        if reply["error"] is not None:
            raise CallbackError(reply["error"])
        return reply["value"]

    def send(self, frame: bytes) -> None:
        view = memoryview(struct.pack("<Q", len(frame)) + frame)
        while view:
            view = view[os.write(self.outgoing, view) :]

    def receive(self) -> Any:
        """The next frame's value, or None when the channel is closed."""
        head = self._take(8)
        if head is None:
            return None
        body = self._take(struct.unpack("<Q", head)[0])
        return None if body is None else loads(body, _FROM_GRADER, marks=True)

    def _take(self, size: int) -> bytes | None:
        parts = []
        while size:
            part = os.read(self.incoming, min(size, 1 << 20))
            if not part:
                return None
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
