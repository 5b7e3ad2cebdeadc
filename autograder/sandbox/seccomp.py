"""Seccomp: a filter, a small program in the kernel, decides which system calls a process may make from now on.

It is an allow-list: calls that are not in `syscalls` are refused with EPERM, calls newer than its review with ENOSYS.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from autograder.sandbox import syscalls
from autograder.sandbox.syscalls import machine, prctl, syscall

_LOAD, _EQUAL, _GREATER, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1

_TEMPORARY_UNNAMED = 0x400000  # O_TMPFILE: a file that is not counted in the scratch folder
_ACCESS, _TRUNCATE = 0x3, 0x200  # O_ACCMODE, O_TRUNC
_THREAD = 0x10000
_NAMESPACES = 0x7E020000
# Queries about a terminal or a pipe, and what Python sets on its own file descriptors.
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# Owners and signals of file descriptors affect other processes; leases and larger pipes cost time or memory.
_FCNTLS_REFUSED = (8, 10, 15, 1024, 1026, 1031)
# Names of threads and of memory; reading one's own state.
_PRCTLS = (15, 16, 21, 23, 39, 0x53564D41)


def available() -> bool:
    """Whether the kernel accepts filters."""
    try:
        machine()
        # A filter at address 0 cannot be read: EFAULT means that everything else works.
        syscall("seccomp", _SET_MODE_FILTER, 0, None)
    except OSError as error:
        return error.errno == errno.EFAULT
    return False


def restrict(threads: bool) -> None:
    """Give up, in this process and for good, all calls that are not allowed. Raises OSError."""
    code = program(machine(), os.getpid(), threads)
    buffer = ctypes.create_string_buffer(code, len(code))
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    syscall("seccomp", _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(_Program(len(code) // 8, ctypes.addressof(buffer))))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def program(architecture: str, own_id: int, threads: bool) -> bytes:
    """The filter in the kernel's BPF: for the number and arguments of a call it returns "allow" or an error."""
    special = syscalls.special(architecture)
    code = _Code(special)
    code.add(_LOAD, _ARCHITECTURE)
    code.add(_EQUAL, syscalls.ARCHITECTURES[architecture], jump_true=1)
    code.add(_RETURN, _KILL)
    code.add(_LOAD, _NUMBER)
    code.add(_GREATER, syscalls.LAST_REVIEWED, jump_false=1)
    code.add(_RETURN, _ERRNO | errno.ENOSYS)
    for number in syscalls.allowed(architecture).values():
        code.when(number, _ALLOW)
    for number in syscalls.pretended(architecture).values():
        code.when(number, _ERRNO)
    for name in ("clone3", "openat2"):  # their arguments are in memory; the C library falls back to clone and openat
        code.when(special[name], _ERRNO | errno.ENOSYS)
    code.opening(special["openat"], 2)
    if "open" in special:
        code.opening(special["open"], 1)
    code.one_of("ioctl", 1, _IOCTLS, errno.ENOTTY)
    code.one_of("prctl", 0, _PRCTLS, errno.EPERM)
    code.one_of("prlimit64", 0, (0, own_id), errno.EPERM)
    code.one_of("kill", 0, (own_id,), errno.EPERM)
    code.one_of("tgkill", 0, (own_id,), errno.EPERM)
    code.none_of("fcntl", 1, _FCNTLS_REFUSED, errno.EPERM)
    if threads:
        code.thread(special["clone"])
    code.add(_RETURN, _ERRNO | errno.EPERM)
    return code.bytes()


class _Code:
    """The filter's instructions. Every block starts with the call's number in the register and ends with an answer.

    numbers  of the calls that are allowed with some arguments only, by name
    """

    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.instructions: list[bytes] = []

    def add(self, operation: int, value: int, jump_true: int = 0, jump_false: int = 0) -> None:
        self.instructions.append(struct.pack("HBBI", operation, jump_true, jump_false, value))

    def when(self, number: int, answer: int) -> None:
        self.add(_EQUAL, number, jump_false=1)
        self.add(_RETURN, answer)

    def opening(self, number: int, argument: int) -> None:
        """Allow opening files, except files without a name, and except O_TRUNC on a file not opened for writing.

        Before version 3, Landlock ignores O_TRUNC, and it checks nothing if both access bits are set.
        """
        self.add(_EQUAL, number, jump_false=11)
        self.add(_LOAD, _ARGUMENTS + 8 * argument)
        self.add(_ANY_BIT, _TEMPORARY_UNNAMED, jump_false=1)
        self.add(_RETURN, _ERRNO | errno.EOPNOTSUPP)
        self.add(_AND, _ACCESS)
        self.add(_EQUAL, _ACCESS, jump_false=1)
        self.add(_RETURN, _ERRNO | errno.EPERM)
        self.add(_EQUAL, 0, jump_false=3)
        self.add(_LOAD, _ARGUMENTS + 8 * argument)
        self.add(_ANY_BIT, _TRUNCATE, jump_false=1)
        self.add(_RETURN, _ERRNO | errno.EPERM)
        self.add(_RETURN, _ALLOW)

    def one_of(self, name: str, argument: int, values: tuple[int, ...], error: int) -> None:
        """Allow the call only with these values of the argument."""
        self._choose(self.numbers[name], argument, values, _ALLOW, _ERRNO | error)

    def none_of(self, name: str, argument: int, values: tuple[int, ...], error: int) -> None:
        """Allow the call except with these values of the argument."""
        self._choose(self.numbers[name], argument, values, _ERRNO | error, _ALLOW)

    def _choose(self, number: int, argument: int, values: tuple[int, ...], then: int, otherwise: int) -> None:
        self.add(_EQUAL, number, jump_false=2 + 2 * len(values))
        self.add(_LOAD, _ARGUMENTS + 8 * argument)
        for value in values:
            self.when(value, then)
        self.add(_RETURN, otherwise)

    def thread(self, number: int) -> None:
        """Allow `clone` only for a new thread of this process, without namespaces."""
        self.add(_EQUAL, number, jump_false=5)
        self.add(_LOAD, _ARGUMENTS)
        self.add(_ANY_BIT, _NAMESPACES, jump_true=1)
        self.add(_ANY_BIT, _THREAD, jump_true=1)
        self.add(_RETURN, _ERRNO | errno.EPERM)
        self.add(_RETURN, _ALLOW)

    def bytes(self) -> bytes:
        return b"".join(self.instructions)
