"""A second machine for the network: a network namespace, connected to this one by a cable that can be cut."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Wire:
    """`far` is the prefix of a command that runs on the other side; `here` and `there` are the two addresses."""

    here: str
    there: str
    far: tuple[str, ...]
    device: str

    def cut(self) -> None:
        """Stop all traffic without notice to either side."""
        _ip("link", "set", self.device, "down")

    def mend(self) -> None:
        _ip("link", "set", self.device, "up")


_numbers = itertools.count()


@contextmanager
def wire() -> Iterator[Wire]:
    """A cable with names and addresses of its own: the kernel takes a moment to delete the previous one."""
    number = next(_numbers)
    subnet = f"10.{200 + number % 50}.{os.getpid() % 250}"
    name, device = f"gradus{os.getpid()}x{number}", f"gr{os.getpid()}x{number}"
    made = Wire(f"{subnet}.1", f"{subnet}.2", ("ip", "netns", "exec", name), device)
    if not shutil.which("ip"):
        pytest.fail("The tests of the network need the Debian package iproute2. Run them by: make test-system")
    _ip("netns", "add", name)
    try:
        _ip("link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("addr", "add", f"{made.here}/24", "dev", device)
        _ip("link", "set", device, "up")
        _ip("-n", name, "addr", "add", f"{made.there}/24", "dev", "eth0")
        for far in ("eth0", "lo"):
            _ip("-n", name, "link", "set", far, "up")
        yield made
    finally:
        _ip("netns", "delete", name)  # which deletes the cable, too


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True)
    assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr}"
