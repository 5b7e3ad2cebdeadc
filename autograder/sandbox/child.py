"""What a fresh fork of the zygote does: it gives up its rights, reports which, and only then loads a learner's code."""

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

CHANNEL = 3  # the only file descriptor of a child apart from 0, 1 and 2, which lead to /dev/null

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_CAPABILITIES_VERSION = 0x20080522
_HIGHEST = 0xFFFFFFFF
# What NumPy and TensorFlow read about the machine.
_MACHINE = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/dev/urandom", "/sys/devices/system/cpu")


@dataclass(frozen=True)
class Jail:
    """What the zygote prepares for all its children.

    readable  rules for what they may read
    require   whether every layer of isolation must work
    threads   whether they may start threads
    packages  the packages that the zygote has imported
    """

    readable: tuple[landlock.Rule, ...]
    require: bool
    threads: bool = True
    packages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fork:
    """One child: the file descriptor of its channel, its scratch folder, its limits, and its parent's process id."""

    channel: int
    scratch: str
    limits: SandboxLimits
    parent: int


def live(fork: Fork, jail: Jail) -> None:
    """Everything that a child does. The caller ends the process afterwards."""
    isolation = _enter_or_complain(fork, jail)
    rehearse(jail.packages)
    server = Server(CHANNEL, CHANNEL, fork.limits.result)
    server.send(dumps({"isolation": isolation}))
    server.serve()


def probe(fork: Fork, jail: Jail, secrets: Sequence[str]) -> None:
    """Report which of these places a child can read, and whether it can import `solutions`. Runs no learner's code."""
    isolation = _enter_or_complain(fork, jail)
    found = [place for place in secrets if _readable(place)]
    if importlib.util.find_spec("solutions") is not None:
        found.append("the package `solutions`, by import")
    Server(CHANNEL, CHANNEL, 1 << 20).send(dumps({"isolation": isolation, "readable": found}))


def _enter_or_complain(fork: Fork, jail: Jail) -> str:
    try:
        return enter(fork, jail)
    except OSError as error:
        moved = not _open(fork.channel)  # the channel already has its own number
        text = f"a submission's process could not give up its rights: {error}"
        Server(CHANNEL, CHANNEL if moved else fork.channel, 1 << 20).send(dumps({"error": text}))
        raise


def enter(fork: Fork, jail: Jail) -> str:
    """Give up every right that a learner's code does not need. Returns a description of its isolation.

    Raises OSError if a layer fails and the jail is required.
    """
    os.setsid()
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != fork.parent:  # the zygote died before that was set
        os._exit(0)
    prctl(_PR_SET_DUMPABLE, 0)
    os.dup2(fork.channel, CHANNEL)
    nowhere = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.chdir(fork.scratch)
    applied: list[str] = []
    with _needed(jail.require):
        applied.append(f"landlock {landlock.restrict([*jail.readable, *_own_rules(fork.scratch)])}")
    syscall("close_range", CHANNEL + 1, ctypes.c_uint(_HIGHEST), 0)  # what the zygote had open, including rules
    limits.apply(fork.limits)
    _drop_capabilities()
    _forget(fork.scratch)
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
    """Around a layer of isolation. If the jail is not required, a layer that the kernel does not have is left out."""
    try:
        yield
    except OSError:
        if require:
            raise


def _drop_capabilities() -> None:
    """Without capabilities, root is an ordinary user who owns root's files."""
    with contextlib.suppress(OSError):
        for capability in range(64):
            prctl(_PR_CAPBSET_DROP, capability)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    syscall("capset", header, (ctypes.c_uint32 * 6)())


def _forget(scratch: str) -> None:
    """Forget what children would share: the random state, the folder for temporary files, the command line."""
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
        os.close(os.open(place, os.O_RDONLY))  # this also opens a folder
    except OSError:
        return False
    return True
