"""The system-call filter does what it says on both architectures: the tests interpret its program step by step."""

from __future__ import annotations

import errno
import struct
from itertools import product

import pytest

from autograder.sandbox import syscalls
from autograder.sandbox.seccomp import program

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
OWN = 4242


def answer(code: bytes, number: int, arguments: tuple[int, ...] = (), architecture: int = 0) -> int:
    """What the kernel would answer: interprets the few instructions that the filter uses."""
    data = struct.pack("<iIQ6Q", number, architecture, 0, *(*arguments, *[0] * 6)[:6])
    register, place = 0, 0
    while True:
        operation, true, false, value = struct.unpack_from("HBBI", code, 8 * place)
        place += 1
        if operation == 0x20:
            (register,) = struct.unpack_from("<I", data, value)
        elif operation == 0x06:
            return int(value)
        else:
            if operation == 0x54:
                register &= value
                continue
            holds = {0x15: register == value, 0x25: register > value, 0x45: bool(register & value)}[operation]
            place += true if holds else false


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def ask(machine: str, name: str, *arguments: int, threads: bool = True) -> int:
    number = {**syscalls.special(machine), **syscalls.allowed(machine), **syscalls.pretended(machine)}[name]
    return answer(program(machine, OWN, threads), number, arguments, syscalls.ARCHITECTURES[machine])


def test_only_listed_calls_are_allowed(machine: str) -> None:
    """The filter allows every listed call and refuses all others."""
    code = program(machine, OWN, True)
    architecture = syscalls.ARCHITECTURES[machine]
    known = dict.fromkeys(syscalls.allowed(machine).values(), ALLOW)
    known |= dict.fromkeys(syscalls.pretended(machine).values(), ERROR)
    special = set(syscalls.special(machine).values())
    for number in range(500):
        if number not in special:
            other = ERROR | (errno.ENOSYS if number > syscalls.LAST_REVIEWED else errno.EPERM)
            assert answer(code, number, (), architecture) == known.get(number, other), number


def test_another_architecture_kills(machine: str) -> None:
    """A call made for another architecture kills the process."""
    assert answer(program(machine, OWN, True), 0, (), 0x40000003) == KILL


def test_x32_calls_do_not_exist() -> None:
    """Calls of the x32 ABI fail with ENOSYS."""
    assert (
        answer(program("x86_64", OWN, True), 0x40000000, (), syscalls.ARCHITECTURES["x86_64"]) == ERROR | errno.ENOSYS
    )


def test_clone_makes_only_threads(machine: str) -> None:
    """`clone` may start a thread, but not a process or a namespace."""
    thread = 0x3D0F00
    assert ask(machine, "clone", thread) == ALLOW
    assert ask(machine, "clone", thread, threads=False) == ERROR | errno.EPERM
    assert ask(machine, "clone", 17) == ERROR | errno.EPERM
    for namespace in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert ask(machine, "clone", thread | namespace) == ERROR | errno.EPERM
    assert ask(machine, "clone3") == ERROR | errno.ENOSYS


def test_signals_and_limits_reach_only_oneself(machine: str) -> None:
    """A process may signal only itself and change only its own limits."""
    for name, target in product(("kill", "tgkill"), (OWN, 1, 0, 0xFFFFFFFF)):
        assert (ask(machine, name, target, 9) == ALLOW) == (target == OWN)
    assert ask(machine, "prlimit64", 0) == ask(machine, "prlimit64", OWN) == ALLOW
    assert ask(machine, "prlimit64", 1) == ERROR | errno.EPERM


def test_truncation_needs_an_open_for_writing(machine: str) -> None:
    """Only a file opened for writing can be truncated. Landlock before version 3 allowed `truncate` and O_TRUNC on
    every readable file.
    """
    for number, place in [("openat", 2), *([("open", 1)] if machine == "x86_64" else [])]:
        for flags, allowed in ((0x200, False), (0x3, False), (0x203, False), (0x201, True), (0x80000, True)):
            assert (ask(machine, number, *[0] * place, flags) == ALLOW) == allowed
    assert "truncate" not in syscalls.allowed(machine)


def test_special_calls_depend_on_arguments(machine: str) -> None:
    """Whether a special call is allowed depends on its arguments."""
    assert ask(machine, "openat", 0, 0, 0x241) == ALLOW
    assert ask(machine, "openat", 0, 0, 0x410002) == ERROR | errno.EOPNOTSUPP
    assert ask(machine, "openat", 0, 0, 0) == ask(machine, "openat", 0, 0, 0x202) == ALLOW
    assert ask(machine, "openat2") == ERROR | errno.ENOSYS
    assert ask(machine, "ioctl", 1, 0x5401) == ALLOW
    assert ask(machine, "ioctl", 1, 0x5412) == ERROR | errno.ENOTTY  # TIOCSTI: types into a terminal
    assert ask(machine, "prctl", 15) == ALLOW
    assert ask(machine, "prctl", 1) == ERROR | errno.EPERM
    assert ask(machine, "fcntl", 1, 3) == ALLOW
    assert ask(machine, "fcntl", 1, 8) == ERROR | errno.EPERM


def test_no_number_is_listed_twice(machine: str) -> None:
    """No system-call number is in two lists."""
    tables = (syscalls.allowed, syscalls.pretended, syscalls.special, syscalls.setup)
    numbers = [number for table in tables for number in table(machine).values()]
    assert len(numbers) == len(set(numbers))
