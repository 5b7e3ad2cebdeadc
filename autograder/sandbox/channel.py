"""The grader's end of the channel to a learner's process: every frame has a deadline and a maximum size."""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Literal

_CHUNK = 1 << 20
_LEAST = 128 << 10


class ChannelEnd(Exception):
    """Nothing more will come over the channel. The subclasses say why."""


class TimedOut(ChannelEnd):
    """The deadline has passed: a long time on the clock, which only a machine in trouble lets pass."""

    def __init__(self) -> None:
        super().__init__("timeout")


class Closed(ChannelEnd):
    """The other side closed the channel."""

    def __init__(self) -> None:
        super().__init__("closed")


class TooLarge(ChannelEnd):
    """The other side announced a frame that is larger than allowed."""


class LimitPassed(ChannelEnd):
    """The other side used more of `resource` than allowed."""

    def __init__(self, resource: Literal["threads", "disk"], text: str) -> None:
        super().__init__(text)
        self.resource = resource


class Channel:
    """
    largest  maximum number of bytes of an incoming frame
    watch    called repeatedly until a frame is complete; may raise an exception if the other side uses too much
    """

    every = 0.05  # seconds between two calls of `watch`

    def __init__(self, sock: socket.socket, largest: int, watch: Callable[[], None]) -> None:
        self.sock = sock
        self.largest = largest
        self.watch = watch
        self._next = 0.0  # when to call `watch` again
        sock.setblocking(False)

    def send(self, frame: bytes, deadline: float) -> None:
        """Raises ChannelEnd, also when the other side does not read."""
        view = memoryview(struct.pack("<Q", len(frame)) + frame)
        while view:
            try:
                view = view[self.sock.send(view) :]
                self._look(deadline)
            except BlockingIOError:
                self._wait([], [self.sock], deadline)
            except OSError:
                raise Closed from None

    def receive(self, deadline: float) -> bytes:
        """The next frame. Raises ChannelEnd."""
        (length,) = struct.unpack("<Q", self._take(8, deadline))
        if length > self.largest:
            raise TooLarge(f"an answer of {length} bytes; {self.largest} are allowed")
        return self._take(length, deadline)

    def close(self) -> None:
        self.sock.close()

    def _take(self, size: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            try:
                part = self.sock.recv(min(size - len(parts), _CHUNK))
            except BlockingIOError:
                self._wait([self.sock], [], deadline)
                continue
            except OSError:
                raise Closed from None
            if not part:
                raise Closed
            parts += part
            self._look(deadline)  # otherwise a sender of single bytes would never be late
        return bytes(parts)

    def _wait(self, readers: list[socket.socket], writers: list[socket.socket], deadline: float) -> None:
        while not any(select.select(readers, writers, [], self.every)):
            self._look(deadline)

    def _look(self, deadline: float) -> None:
        now = time.monotonic()
        if now > deadline:
            raise TimedOut
        if now >= self._next:
            self._next = now + self.every
            self.watch()


def folder_size(folder: str, most: int) -> int:
    """The bytes that a folder and everything in it use on disk; stops counting beyond `most`.

    Each entry counts as at least 128 KiB, because many empty files delay the grader as much as one large file.
    """
    total = 0
    waiting = [folder]
    while waiting and total <= most:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    total += max(_LEAST, entry.stat(follow_symlinks=False).st_blocks * 512)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    if total > most:
                        break
        except OSError:  # it was removed in the meantime
            continue
    return total
