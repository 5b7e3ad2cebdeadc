"""The few calls of Linux that Python has no function for, by ctypes."""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache
from typing import Any

from autograder.sandbox import syscalls

_libc = ctypes.CDLL(None, use_errno=True)


@cache
def machine() -> str:
    """The architecture, as `syscalls` calls it; raises OSError where its numbers are not known."""
    name = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine())
    if name not in syscalls.ARCHITECTURES:
        raise OSError(f"the system calls of {name} are not known")
    return name


def syscall(name: str, *args: Any) -> int:
    """Make one system call of `syscalls.setup`. Raises OSError."""
    result = int(_libc.syscall(_numbers()[name], *args))
    if result < 0:
        raise _error(name)
    return result


@cache
def _numbers() -> dict[str, ctypes.c_long]:
    return {name: ctypes.c_long(number) for name, number in syscalls.setup(machine()).items()}


def prctl(option: int, *args: int) -> int:
    values = [ctypes.c_ulong(value) for value in (*args, 0, 0, 0, 0)[:4]]
    result = int(_libc.prctl(option, *values))
    if result < 0:
        raise _error(f"prctl {option}")
    return result


def _error(what: str) -> OSError:
    code = ctypes.get_errno()
    return OSError(code, f"{what}: {os.strerror(code)}")
