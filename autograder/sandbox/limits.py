"""How much of the machine a submission may use."""

from __future__ import annotations

import contextlib
import math
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

MiB = 1 << 20


@dataclass(frozen=True)
class SandboxLimits:
    """
    seconds   processor time of the learner's code in all steps of a session together, enforced by the grader
    cpu       processor time of the child and its threads, also while it prepares itself and answers our questions, in
              seconds, enforced by the kernel; 0: depends on `seconds` and the packages
    memory    address space beyond the size of the warm process, in bytes; 0: depends on the packages
    file      bytes of one file
    disk      bytes of the whole scratch folder
    files     number of open files
    result    bytes of one answer
    threads   number of threads alive
    """

    seconds: float = 30.0
    cpu: int = 0
    memory: int = 0
    file: int = 8 * MiB
    disk: int = 64 * MiB
    files: int = 64
    result: int = 64 * MiB
    threads: int = 256

    def completed(self, packages: Iterable[str]) -> SandboxLimits:
        """The same with `cpu` and `memory` filled in. TensorFlow uses many threads and reserves memory."""
        large = not {"tensorflow", "keras"}.isdisjoint(packages)
        cpu = self.cpu or 2 * math.ceil(self.seconds) + (120 if large else 10)
        return replace(self, cpu=cpu, memory=self.memory or (4 << 30 if large else 2 << 30))


def apply(limits: SandboxLimits) -> None:
    """Set the limits that the kernel enforces, in this process and for good. Only on Unix."""
    import resource

    wanted = {
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_FSIZE: limits.file,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_CORE: 0,
    }
    size = address_space()
    if size is not None:
        wanted[resource.RLIMIT_AS] = size + limits.memory
        wanted[resource.RLIMIT_MEMLOCK] = 0
    for which, value in wanted.items():
        _, hard = resource.getrlimit(which)
        most = sys.maxsize if hard == resource.RLIM_INFINITY else hard
        # At the soft limit of processor time comes a signal that says so; a second later the process is killed.
        last = value + 1 if which == resource.RLIMIT_CPU else value
        resource.setrlimit(which, (min(value, most), min(last, most)))


def address_space() -> int | None:
    """The size of this process's address space in bytes, or None if the system does not tell."""
    with contextlib.suppress(OSError):
        import resource

        statm = os.open("/proc/self/statm", os.O_RDONLY)
        try:
            return int(os.read(statm, 256).split()[0]) * resource.getpagesize()
        finally:
            os.close(statm)
    return None
