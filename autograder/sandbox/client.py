"""The sandbox as the grader uses it: a warm process for an assignment's packages, a fresh jailed child per session."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.sandbox import IsolationUnavailable, SandboxError, ZygoteLost
from autograder.sandbox.forking import ZygoteProcess
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.portable import PlainProcess
from autograder.sandbox.session import Session

__all__ = ["IsolationUnavailable", "Sandbox", "SandboxError", "SandboxLimits", "Session", "ZygoteLost"]


class Sandbox:
    """
    packages  import names of what a submission may import, and therefore read, apart from the standard library
    require   whether to refuse to work without both Landlock and seccomp; if not, sessions say what isolates them
    secrets   files and folders that no submission may read; a child tries to read them before the first submission
    ahead     prepare the next process while one is running; for many submissions in sequence

    Raises IsolationUnavailable, and SandboxError if a package is missing or a secret can be read.
    """

    def __init__(
        self,
        packages: Iterable[str],
        require: bool = True,
        secrets: Iterable[Path] = (),
        ahead: bool = False,
    ) -> None:
        self.packages = tuple(packages)
        self.require = require
        self.ahead = ahead
        self._secrets = {str(place) for place in (*_places_of_solutions(), *secrets)}
        self._lock = threading.Lock()
        missing = missing_layers()
        if missing and require:
            raise IsolationUnavailable(
                f"This machine cannot isolate untrusted code: {missing}. "
                "Grade on Linux 5.13 or newer with Landlock and seccomp, or ask for the process boundary alone."
            )
        self._zygote: ZygoteProcess | None = None
        self.isolation = "process only"
        if sys.platform == "linux":
            self._start()

    def open(
        self,
        module: str,
        source: bytes,
        stand_ins: Mapping[str, str] | None = None,
        limits: SandboxLimits | None = None,
    ) -> Session:
        """A session in a fresh process. The module is loaded there with the first step."""
        limits = (limits or SandboxLimits()).completed(self.packages)
        if sys.platform == "linux":
            session = self._forked(limits)
        else:
            session = Session(PlainProcess(self.packages, limits), limits)
        session.load(module, source, stand_ins or {})
        return session

    def deny(self, secrets: Iterable[Path]) -> None:
        """Add places that no submission may read, and test them now. Raises SandboxError if one can be read."""
        with self._lock:
            places = self._secrets | {str(place) for place in secrets}
            if self._zygote is not None and places != self._secrets:
                self._probe(self._zygote, places)
            self._secrets = places

    def close(self) -> None:
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _forked(self, limits: SandboxLimits) -> Session:
        """A child of the zygote; of a new zygote if that one was killed."""
        with self._lock:
            if self._zygote is None or not self._zygote.alive():
                self._start()
        assert self._zygote is not None
        try:
            return Session(self._zygote.fork(limits), limits)
        except ZygoteLost:
            with self._lock:
                self._start()
            return Session(self._zygote.fork(limits), limits)

    def _start(self) -> None:
        self.close()
        zygote = ZygoteProcess(self.packages, self.require, self.ahead)
        try:
            self._probe(zygote, self._secrets)
        except BaseException:
            zygote.close()
            raise
        self._zygote = zygote

    def _probe(self, zygote: ZygoteProcess, secrets: set[str]) -> None:
        """Let a child without a learner's code try to read the secrets. Raises SandboxError if it can."""
        limits = SandboxLimits().completed(self.packages)
        probe = Session(zygote.fork(limits, probe=sorted(secrets)), limits)
        probe.close()
        self.isolation = probe.isolation
        if self.require and probe.word["readable"]:
            raise SandboxError(f"A submission could read {', '.join(probe.word['readable'])}. Nothing was run.")


def missing_layers() -> str:
    """Which layers of isolation this machine lacks, in words; empty if none."""
    if sys.platform != "linux":
        return f"on {sys.platform} there is only the process boundary"
    from autograder.sandbox import landlock, seccomp, syscalls

    try:
        syscalls.machine()
    except OSError as error:
        return str(error)
    lacking = [] if landlock.version() else [landlock.lacking()]
    if not seccomp.available():
        lacking.append("the kernel, or a container's seccomp profile, accepts no seccomp filters")
    return " and ".join(lacking)


def _places_of_solutions() -> list[Path]:
    """The solutions of a project: beside this package, or in the working folder or above it."""
    above = [Path(__file__).resolve().parents[2], Path.cwd(), *Path.cwd().parents]
    return [folder / "solutions" for folder in above if (folder / "solutions").exists()]
