"""The zygote, a warm process that imports packages, forks a child for each submission, and reaps it.

It never runs a learner's code. It is started as `python -I -S` with a clean environment and a fixed import path (see
`autograder.sandbox.view`). It knows no secret: it gets paths, limits and file descriptors, but no inputs, which go
directly to the child, and no expected values.
"""

from __future__ import annotations

import array
import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder import trees
from autograder.plain import dumps, loads
from autograder.sandbox import SandboxError, child, landlock, seccomp, syscalls
from autograder.sandbox.child import CHANNEL, Fork, Jail
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.warming import warm
from autograder.sandbox.wire import outcome_to_plain, step_from_plain, step_to_plain
from autograder.sandbox.workspace import LearnerModule, Workspace
from autograder.script import Step

_LIBRARIES = ("/lib/{0}-linux-gnu", "/usr/lib/{0}-linux-gnu", "/etc/ld.so.cache", "/etc/localtime")
_LARGEST_MESSAGE = 1 << 16
_PATIENCE = 1.0  # seconds between two checks whether the grader is still alive


def main(control: int) -> None:
    """Serve the grader on this socket until it is gone; then remove the zygote's private folder."""
    if control != CHANNEL:  # so that a child's channel replaces this socket and not the file descriptor of a rule
        os.dup2(control, CHANNEL)
        os.close(control)
    grader = os.getppid()
    with socket.socket(fileno=CHANNEL) as sock:
        home = ""
        try:
            settings = json.loads(sock.recv(_LARGEST_MESSAGE))
            home = settings["home"]
            zygote = Zygote(sock, grader, settings)
            zygote.answer({"ready": os.getpid()})
            zygote.serve()
        except SandboxError as error:
            sock.send(json.dumps({"error": str(error)}).encode())
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            if home:
                trees.remove(Path(home))


class Zygote:
    """
    sock      the socket to the grader
    grader    the grader's process id
    settings  the grader's first message
    """

    def __init__(self, sock: socket.socket, grader: int, settings: dict[str, Any]) -> None:
        self.sock = sock
        self.grader = grader
        self.own_id = os.getpid()
        self.children: set[int] = set()
        warm(settings["packages"])
        self.jail = Jail(tuple(self._readable(settings)), settings["require"], packages=tuple(settings["packages"]))
        self._rehearse()
        gc.collect()
        gc.freeze()  # otherwise a child's garbage collector would copy every page that it visits

    def _rehearse(self) -> None:
        """Fill tables and caches, and make imports, that would otherwise slow down a child's first step."""
        with contextlib.suppress(OSError):
            seccomp.program(syscalls.machine(), self.own_id, True)
        module = LearnerModule("rehearsal", b"import numpy as np\ndef f(x): return x\n")
        workspace = Workspace(module, lambda *_: None)
        step = Step("f", ([1.0, {"a": 1}],))
        loads(dumps(outcome_to_plain(workspace.run(step_from_plain(loads(dumps(step_to_plain(step))))))))

    def _readable(self, settings: dict[str, Any]) -> list[landlock.Rule]:
        """Rules for the view, the targets of its links, and native libraries (loaded, and in the usual folders)."""
        architecture = os.uname().machine
        libraries = [path.format(architecture) for path in _LIBRARIES]
        loaded = {line.split(maxsplit=5)[5].strip() for line in _lines("/proc/self/maps") if "/" in line}
        paths = [settings["view"], *settings["targets"], *libraries, *sorted(loaded)]
        return landlock.rules(paths, landlock.READ)

    def serve(self) -> None:
        watch = select.poll()
        watch.register(self.sock, select.POLLIN)
        try:
            while True:
                if not watch.poll(_PATIENCE * 1000):
                    if os.getppid() != self.grader:
                        return
                    continue
                data, descriptors = self._receive()
                if not data:
                    return
                try:
                    request = json.loads(data)
                    if "reap" in request:  # nobody waits for an answer
                        self.end(request["reap"], 0.0)
                        trees.remove(Path(request["scratch"]))
                    else:
                        self.answer(self._do(request, descriptors))
                finally:
                    for descriptor in descriptors:
                        os.close(descriptor)
        finally:
            for process in list(self.children):
                self.end(process, 0.0)

    def _receive(self) -> tuple[bytes, Sequence[int]]:
        data, ancillary, _, _ = self.sock.recvmsg(_LARGEST_MESSAGE, socket.CMSG_LEN(4))
        descriptors = array.array("i")
        for _, _, raw in ancillary:
            descriptors.frombytes(raw[: len(raw) - len(raw) % descriptors.itemsize])
        return data, descriptors

    def answer(self, message: dict[str, Any]) -> None:
        self.sock.send(json.dumps(message).encode())

    def _do(self, request: dict[str, Any], descriptors: Sequence[int]) -> dict[str, Any]:
        if "end" in request:
            return self.end(request["end"], request["patience"])
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads != 1:
            return {"error": f"the warm process has {threads} threads; a fork of it would hang"}
        return {"child": self._fork(request, descriptors[0])}

    def _fork(self, request: dict[str, Any], channel: int) -> int:
        process = os.fork()
        if process:
            self.children.add(process)
            return process
        status = 97
        try:
            fork = Fork(channel, request["scratch"], SandboxLimits(**request["limits"]), self.own_id)
            if "probe" in request:
                child.probe(fork, self.jail, request["probe"])
            else:
                child.live(fork, self.jail)
            status = 0
        except SystemExit:
            status = 96
        finally:
            os._exit(status)

    def end(self, process: int, patience: float) -> dict[str, Any]:
        """Reap a child: wait up to `patience` seconds for it to end, then kill it. Returns how it ended."""
        if process not in self.children:
            return {"error": "no such child"}
        until = time.monotonic() + patience
        while True:
            found, status, usage = os.wait4(process, os.WNOHANG)
            if found or time.monotonic() > until:
                break
            time.sleep(0.001)
        if not found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            _, status, usage = os.wait4(process, 0)
        self.children.discard(process)
        code = os.waitstatus_to_exitcode(status)
        used = usage.ru_utime + usage.ru_stime
        return {"killed": not found, "code": code, "memory": usage.ru_maxrss * 1024, "cpu": used}


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main(int(sys.argv[1]))
