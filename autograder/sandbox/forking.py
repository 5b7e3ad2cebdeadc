"""The grader's side of a zygote and of the processes forked from it. Only on Linux."""

from __future__ import annotations

import array
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder import trees
from autograder.sandbox import SandboxError, ZygoteLost, view
from autograder.sandbox.channel import Channel, LimitPassed, folder_size
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.session import End

_STARTING = 120.0  # seconds: importing TensorFlow on a busy machine
_ANSWERING = 60.0
_LARGEST_MESSAGE = 1 << 16
_LOST = "the process that submissions are forked from has died"
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from autograder.sandbox.zygote import main; main(int(sys.argv[1]))"
# One thread each, because processes grade a class in parallel. TensorFlow runs on the CPU, without messages.
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    # A child's first matrix product compiles code for these instructions. AVX-512 takes twice as long, for no speed.
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "KERAS_BACKEND": "tensorflow",
    "MPLBACKEND": "agg",
}


class ZygoteProcess:
    """A running zygote with its private folder: the view it imports from, and a scratch folder for each child.

    ahead  prepare the next child while one is running, and do not wait until the last one is reaped
    """

    def __init__(self, packages: Sequence[str], require: bool, ahead: bool = False) -> None:
        self.home = _private_folder()
        self.ahead = ahead
        self._ordered: _Order | None = None  # sent, but the answer has not been read
        self._spare: Child | None = None
        self._serial = itertools.count()
        self._lock = threading.Lock()
        try:
            seen = view.build(self.home / "view", packages)
            self.scratch = self.home / "scratch"
            self.scratch.mkdir()
            self._sock, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._sock.settimeout(_STARTING)
            for size in (socket.SO_SNDBUF, socket.SO_RCVBUF):
                self._sock.setsockopt(socket.SOL_SOCKET, size, _LARGEST_MESSAGE * 4)
            environment = {**_ENVIRONMENT, "HOME": str(self.home), "TMPDIR": str(self.home)}
            command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, str(theirs.fileno()), *seen.path]
            self.process = subprocess.Popen(
                command,
                env=environment,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
            theirs.close()
            settings = {
                "home": str(self.home),
                "view": str(seen.folder),
                "targets": seen.targets,
                "packages": list(packages),
                "require": require,
            }
            self._tell(settings)
            self._sock.settimeout(_ANSWERING)
        except BaseException:
            self.close()
            raise

    def alive(self) -> bool:
        return self.process.poll() is None

    def fork(self, limits: SandboxLimits, probe: Sequence[str] | None = None) -> Child:
        """A fresh child with its own scratch folder and channel. Raises SandboxError, ZygoteLost.

        probe  the child runs no learner's code, but reports which of these places it can read
        """
        with self._lock:
            self._settle()
            child, self._spare = self._spare, None
        if child is not None and (probe is not None or child.limits != limits):
            child.channel.close()
            child.drop()
            child = None
        if child is None:
            order = self._order(limits, probe)
            try:
                child = Child(self, self._tell(order.message, order.theirs)["child"], order)
            except BaseException:
                order.cancel()
                raise
            finally:
                order.theirs.close()
        if self.ahead and probe is None:
            self._make_ready(limits)
        return child

    def end(self, child: int, patience: float) -> End:
        answer = self._tell({"end": child, "patience": patience})
        return End(answer["killed"], answer["code"], answer["cpu"])

    def reap(self, child: int, scratch: Path) -> None:
        """End a child and remove its folder. Does not wait, but the zygote does it before any later request."""
        with self._lock:
            self._send({"reap": child, "scratch": str(scratch)})

    def close(self) -> None:
        """Close the channel: the zygote then ends, with all its children."""
        if hasattr(self, "_sock"):
            self._sock.close()
        if self._ordered is not None:
            self._ordered.cancel()
        if self._spare is not None:
            self._spare.channel.close()
        if hasattr(self, "process"):
            try:
                self.process.wait(2.0)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        trees.remove(self.home)

    def _order(self, limits: SandboxLimits, probe: Sequence[str] | None = None) -> _Order:
        scratch = self.scratch / str(next(self._serial))
        scratch.mkdir(mode=0o700)
        message = {"scratch": str(scratch), "limits": asdict(limits)}
        if probe is not None:
            message["probe"] = list(probe)
        return _Order(message, *socket.socketpair(), scratch, limits)

    def _make_ready(self, limits: SandboxLimits) -> None:
        """Order the next child without waiting for it. If this fails, the next call of `fork` reports the error."""
        order = self._order(limits)
        with self._lock:
            try:
                self._send(order.message, order.theirs)
                self._ordered = order
            except SandboxError:
                order.cancel()
        order.theirs.close()

    def _settle(self) -> None:
        """Read the answer to an earlier order, so that the next answer belongs to the next request."""
        order, self._ordered = self._ordered, None
        if order is not None:
            try:
                self._spare = Child(self, self._read()["child"], order)
            except SandboxError:
                order.cancel()

    def _tell(self, message: dict[str, Any], descriptor: socket.socket | None = None) -> dict[str, Any]:
        """Send a request and return the answer. Raises ZygoteLost, or SandboxError if the zygote reports an error."""
        with self._lock:
            self._settle()
            self._send(message, descriptor)
            return self._read()

    def _send(self, message: dict[str, Any], descriptor: socket.socket | None = None) -> None:
        ancillary = []
        if descriptor is not None:
            ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor.fileno()]))]
        try:
            self._sock.sendmsg([json.dumps(message).encode()], ancillary)
        except OSError:  # also if this end is closed because another zygote has replaced this one
            raise ZygoteLost(_LOST) from None

    def _read(self) -> dict[str, Any]:
        try:
            data = self._sock.recv(_LARGEST_MESSAGE)
        except TimeoutError:
            self.process.kill()
            data = b""
        except OSError:
            data = b""
        if not data:
            raise ZygoteLost(_LOST)
        answer: dict[str, Any] = json.loads(data)
        if "error" in answer:
            raise SandboxError(answer["error"])
        return answer


@dataclass(frozen=True)
class _Order:
    """A request for a child. The zygote receives the message and the socket `theirs`."""

    message: dict[str, Any]
    ours: socket.socket
    theirs: socket.socket
    scratch: Path
    limits: SandboxLimits

    def cancel(self) -> None:
        self.ours.close()
        trees.remove(self.scratch)


def _private_folder() -> Path:
    """In memory if possible: then no disk fills, and removing what a submission leaves is fast."""
    if "TMPDIR" not in os.environ:
        with contextlib.suppress(OSError):
            return Path(tempfile.mkdtemp(prefix="gradus-", dir="/dev/shm"))
    return Path(tempfile.mkdtemp(prefix="gradus-"))


class Child:
    """A forked process; implements Process."""

    def __init__(self, zygote: ZygoteProcess, number: int, order: _Order) -> None:
        self.number = number
        self.limits = order.limits
        self._zygote = zygote
        self._scratch = order.scratch
        self.channel = Channel(order.ours, order.limits.result, self._watch)

    def end(self, patience: float) -> End:
        try:
            return self._zygote.end(self.number, patience)
        finally:
            trees.remove(self._scratch)

    def drop(self) -> None:
        if self._zygote.ahead:
            self._zygote.reap(self.number, self._scratch)
        else:
            self.end(0.0)

    def _watch(self) -> None:
        """Check the limits that the kernel does not enforce per process: number of threads, size of all files."""
        with contextlib.suppress(OSError):
            threads = len(os.listdir(f"/proc/{self.number}/task"))  # noqa: PTH208 (this runs often)
            if threads > self.limits.threads:
                raise LimitPassed("threads", f"{threads} threads; {self.limits.threads} are allowed")
        if folder_size(str(self._scratch), self.limits.disk) > self.limits.disk:
            raise LimitPassed("disk", f"more than {self.limits.disk >> 20} MB of files")
