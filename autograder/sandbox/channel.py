"""The trusted end of the channel to a learner's process: frames out and in, each with a deadline and a largest size."""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import NoReturn

_CHUNK = 1 << 20
_LEAST = 128 << 10


class ChannelEnd(Exception):
    """No further word will come. kind: "timeout", "closed", "size", or what the watch found."""

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(text or kind)
        self.kind = kind
        self.text = text


class Channel:
    """
    largest  bytes of one frame that comes in
    watch    called now and then while nothing comes: raises ChannelEnd where the other side takes too much
    """

    every = 0.05  # seconds between two looks of the watch

    def __init__(self, sock: socket.socket, largest: int, watch: Callable[[], None]) -> None:
        self.sock = sock
        self.largest = largest
        self.watch = watch
        sock.setblocking(False)

    def send(self, frame: bytes, deadline: float) -> None:
        """Raises ChannelEnd. A side that does not read is a side that does not answer."""
        view = memoryview(struct.pack("<Q", len(frame)) + frame)
        while view:
            try:
                view = view[self.sock.send(view) :]
            except BlockingIOError:
                self._wait([], [self.sock], deadline)
            except OSError:
                _closed()

    def receive(self, deadline: float) -> bytes:
        """The next frame. Raises ChannelEnd."""
        (length,) = struct.unpack("<Q", self._take(8, deadline))
        if length > self.largest:
            raise ChannelEnd("size", f"an answer of {length} bytes; {self.largest} are allowed")
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
                _closed()
            if not part:
                _closed()
            parts += part
            if time.monotonic() > deadline:  # one who sends drop by drop would else never be late
                raise ChannelEnd("timeout")
        return bytes(parts)

    def _wait(self, readers: list[socket.socket], writers: list[socket.socket], deadline: float) -> None:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ChannelEnd("timeout")
            if any(select.select(readers, writers, [], min(left, self.every))):
                return
            self.watch()


def _closed() -> NoReturn:
    raise ChannelEnd("closed")


def folder_size(folder: str, most: int) -> int:
    """Bytes on disk of a folder and all in it; stops counting beyond `most`.

    Each entry counts as 128 KiB at least: many empty files hold a grader up as well as a large one.
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
        except OSError:  # it went away while it was looked at
            continue
    return total
