"""The learner's side of the channel: loads the module, then answers requests until the channel closes."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Mapping
from typing import Any

from autograder.plain import Limits, PlainError, dumps, loads
from autograder.sandbox.callbacks import CallbackError
from autograder.sandbox.wire import outcome_to_plain, step_from_plain
from autograder.sandbox.workspace import LearnerModule, Workspace
from autograder.script import Callback, Fault, Outcome

# The grader is trusted, and may send whole data sets.
_FROM_GRADER = Limits(frame=4 << 30, header=256 << 20, depth=100, items=10_000_000, pairs=1_000_000)


class Server:
    """Serves one session on two file descriptors, which may be equal. `result`: maximum bytes of an answer."""

    def __init__(self, incoming: int, outgoing: int, result: int) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        self.limits = Limits(frame=result)
        self.asking = threading.Lock()

    def serve(self) -> None:
        """Load the module in the first frame, then run steps until the grader closes the channel."""
        opening = self.receive()
        if opening is None:
            return
        module = LearnerModule(opening["module"], opening["source"], opening["stand_ins"])
        workspace = Workspace(module, self.ask, register=True)
        while (plain := self.receive()) is not None:
            self.send(self._framed(workspace.run(step_from_plain(plain))))

    def _framed(self, outcome: Outcome) -> bytes:
        try:
            return dumps(outcome_to_plain(outcome), self.limits)
        except PlainError as error:
            fault = Fault("output", "PlainError", str(error))
        except MemoryError:
            fault = Fault("memory", "MemoryError", "the result does not fit into the allowed memory")
        return dumps(outcome_to_plain(Outcome(fault=fault, printed=outcome.printed)))

    def ask(self, callback: Callback, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The value of a callback, which the grader's side computes. Raises CallbackError."""
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
        """The next frame's value, or None if the channel is closed."""
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
