"""The process boundary without Landlock or a zygote, for macOS and Windows.

Each session starts a plain Python with a clean environment. The grader enforces wall-clock time and sizes. The code can
read everything that its user may read, so untrusted submissions are refused here unless the grader permits them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from autograder import trees
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.session import End
from autograder.sandbox.view import parts

_CHUNK = 1 << 16
_BOOT = """
import sys
sys.path[:0] = sys.argv[2:]
from autograder.sandbox.portable import serve
serve(int(sys.argv[1]))
"""
_KEPT = ("SYSTEMROOT", "PATH", "LANG")  # what Python itself needs to start


class PlainProcess:
    """Implements Process. Two threads copy bytes between the process's pipes and the session's channel."""

    def __init__(self, packages: Sequence[str], limits: SandboxLimits) -> None:
        self._scratch = tempfile.mkdtemp(prefix="gradus-")
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {"HOME": self._scratch, "TMPDIR": self._scratch, "TEMP": self._scratch, "MPLBACKEND": "agg"}
        path = dict.fromkeys(str(place.parent) for name, place in parts(packages) if "/" not in name)
        engine = str(Path(__file__).resolve().parents[2])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, str(limits.result), engine, *path],
            env=environment,
            cwd=self._scratch,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.number = self._process.pid
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours, limits.result, lambda: None)
        assert self._process.stdin and self._process.stdout
        for carry, pipe in ((_inward, self._process.stdin), (_outward, self._process.stdout)):
            threading.Thread(target=carry, args=(theirs, pipe), daemon=True).start()

    def end(self, patience: float) -> End:
        killed = False
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            killed = True
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, 9)
            self._process.kill()
            self._process.wait()
        trees.remove(Path(self._scratch))
        return End(killed, self._process.returncode)

    def drop(self) -> None:
        self.end(0.0)


def serve(result: int) -> None:
    """The learner's side: the pipes become the channel, and prints are discarded. `result`: see SandboxLimits."""
    from autograder.plain import dumps
    from autograder.sandbox.serving import Server

    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    server = Server(incoming, outgoing, result)
    server.send(dumps({"isolation": "process only"}))
    server.serve()


def _inward(sock: socket.socket, pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError), pipe:
        while data := sock.recv(_CHUNK):
            pipe.write(data)
            pipe.flush()


def _outward(sock: socket.socket, pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError), pipe, sock:
        while data := os.read(pipe.fileno(), _CHUNK):
            sock.sendall(data)
        sock.shutdown(socket.SHUT_RDWR)
