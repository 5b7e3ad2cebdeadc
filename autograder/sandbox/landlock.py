"""Landlock: the process itself tells the kernel which files it may use from now on. This cannot be undone.

https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.sandbox.syscalls import prctl, syscall

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG = 1 << 7, 1 << 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
READ = READ_FILE | READ_DIR
# Only files and folders: no devices, sockets, pipes or links can be made.
READ_WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

_PR_SET_NO_NEW_PRIVS = 38
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_CALLS = "landlock_create_ruleset, landlock_add_rule and landlock_restrict_self"


@dataclass(frozen=True)
class Rule:
    """A rule: the access allowed to an open file, or beneath an open folder."""

    descriptor: int
    access: int


def version() -> int:
    """The kernel's Landlock version; 0 if it has none."""
    try:
        return _version()
    except OSError:
        return 0


def lacking() -> str:
    """Why Landlock is not available, in words that say who can change this."""
    try:
        _version()
    except OSError as error:
        return {
            errno.EPERM: f"the seccomp profile around this process, such as a container's, refuses {_CALLS}",
            errno.EOPNOTSUPP: "the kernel has Landlock, but it was turned off at boot (lsm=)",
        }.get(error.errno or 0, f"the kernel has no Landlock, or a container's seccomp profile hides {_CALLS}")
    return "the kernel has no Landlock"


def _version() -> int:
    return syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint32(_CREATE_RULESET_VERSION))


def rules(paths: Iterable[str | os.PathLike[str]], access: int) -> list[Rule]:
    """Rules for those paths that exist. Links are followed: a rule is for the target."""
    found = []
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            found.append(Rule(descriptor, access if folder else access & _OF_A_FILE))
    return found


def restrict(allowed: Iterable[Rule]) -> int:
    """Give up, in this process and for good, all rights that no rule allows. Returns the Landlock version.

    Apart from files, this forbids TCP (from version 4), and signals and abstract sockets to processes outside (from
    version 6). Raises OSError.
    """
    kernel = version()
    if kernel == 0:
        raise OSError("the kernel has no Landlock")
    handled = (1 << 13) - 1
    handled |= (REFER if kernel >= 2 else 0) | (TRUNCATE if kernel >= 3 else 0) | (IOCTL_DEV if kernel >= 5 else 0)
    size = 24 if kernel >= 6 else 16 if kernel >= 4 else 8
    attributes = struct.pack("QQQ", handled, 0b11, 0b11)[:size]
    ruleset = syscall("landlock_create_ruleset", attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for rule in allowed:
            beneath = struct.pack("=Qi", rule.access & handled, rule.descriptor)
            syscall("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, beneath, ctypes.c_uint32(0))
        prctl(_PR_SET_NO_NEW_PRIVS, 1)
        syscall("landlock_restrict_self", ruleset, ctypes.c_uint32(0))
    finally:
        os.close(ruleset)
    return kernel
