"""What a fresh fork of the zygote does: gives up its rights, says which, and only then meets a learner's code."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import random
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.plain import dumps
from autograder.sandbox import landlock, limits, seccomp
from autograder.sandbox.limits import SandboxLimits
from autograder.sandbox.serving import Server
from autograder.sandbox.syscalls import prctl, syscall
from autograder.sandbox.warming import rehearse

CHANNEL = 3  # the number of the one descriptor that a child has beside 0, 1 and 2, which lead nowhere

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_CAPABILITIES_VERSION = 0x20080522
_HIGHEST = 0xFFFFFFFF
# What NumPy and TensorFlow read about the machine.
_MACHINE = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/dev/urandom", "/sys/devices/system/cpu")


@dataclass(frozen=True)
class Jail:
    """What the zygote prepared for its children: rules of what they may read, whether less than all layers do, and
    the packages that are there."""

    readable: tuple[landlock.Rule, ...]
    require: bool
    threads: bool = True
    packages: tuple[str, ...] = ()


def live(channel: int, scratch: str, limit: SandboxLimits, jail: Jail, parent: int) -> None:
    """The whole life of a child; the caller ends the process after it."""
    isolation = _enter_or_complain(channel, scratch, limit, jail, parent)
    rehearse(jail.packages)
    server = Server(CHANNEL, CHANNEL, limit.result)
    server.send(dumps({"isolation": isolation}))
    server.serve()


def probe(channel: int, scratch: str, limit: SandboxLimits, jail: Jail, parent: int, secret: Sequence[str]) -> None:
    """In place of a learner's code: tell which of these places a child can read, or import as `solutions`."""
    isolation = _enter_or_complain(channel, scratch, limit, jail, parent)
    found = [place for place in secret if _readable(place)]
    if importlib.util.find_spec("solutions") is not None:
        found.append("the package `solutions`, by import")
    Server(CHANNEL, CHANNEL, 1 << 20).send(dumps({"isolation": isolation, "readable": found}))


def _enter_or_complain(channel: int, scratch: str, limit: SandboxLimits, jail: Jail, parent: int) -> str:
    try:
        return enter(channel, scratch, limit, jail, parent)
    except OSError as error:
        moved = not _open(channel)  # the channel already has its own number
        text = f"a submission's process could not give up its rights: {error}"
        Server(CHANNEL, CHANNEL if moved else channel, 1 << 20).send(dumps({"error": text}))
        raise


def enter(channel: int, scratch: str, limit: SandboxLimits, jail: Jail, parent: int) -> str:
    """Give up every right that a learner's code does not need. Returns in words what the kernel holds from now on.

    Raises OSError where a layer fails and the jail is required.
    """
    os.setsid()
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the zygote died before that was set
        os._exit(0)
    prctl(_PR_SET_DUMPABLE, 0)
    os.dup2(channel, CHANNEL)
    nowhere = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.chdir(scratch)
    applied: list[str] = []
    with _needed(jail.require):
        applied.append(f"landlock {landlock.restrict([*jail.readable, *_own_rules(scratch)])}")
    syscall("close_range", CHANNEL + 1, ctypes.c_uint(_HIGHEST), 0)  # what the zygote had open, rules and all
    limits.apply(limit)
    _drop_capabilities()
    _forget(scratch)
    with _needed(jail.require):
        seccomp.restrict(jail.threads)
        applied.append("seccomp")
    return ", ".join(applied) or "process only"


def _own_rules(scratch: str) -> list[landlock.Rule]:
    return [
        *landlock.rules(_MACHINE, landlock.READ),
        *landlock.rules([scratch], landlock.READ_WRITE),
        *landlock.rules(["/dev/null"], landlock.READ_FILE | landlock.WRITE_FILE),
    ]


@contextlib.contextmanager
def _needed(require: bool) -> Iterator[None]:
    """A layer that must hold where the jail is required, and else is left out where the kernel has it not."""
    try:
        yield
    except OSError:
        if require:
            raise


def _drop_capabilities() -> None:
    """Root without capabilities is an ordinary user who owns root's files."""
    with contextlib.suppress(OSError):
        for capability in range(64):
            prctl(_PR_CAPBSET_DROP, capability)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    syscall("capset", header, (ctypes.c_uint32 * 6)())


def _forget(scratch: str) -> None:
    """No child shares a random state, a folder for temporary files or a command line with another."""
    os.environ.update(HOME=scratch, TMPDIR=scratch)
    tempfile.tempdir = None
    sys.argv[:] = [""]
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _readable(place: str) -> bool:
    try:
        os.close(os.open(place, os.O_RDONLY))  # a folder opens as well as a file
    except OSError:
        return False
    return True
