"""In a container the sandbox needs no namespaces and no capabilities, and it says whose profile refuses it.

The tests do to a process what a container's runtime does: a seccomp filter refuses calls, and it has no capabilities.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import syscalls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux sandbox")

ROOT = Path(__file__).parents[2]
# What Docker's own profile refuses to containers without capabilities (name: x86_64, aarch64).
REFUSED = {
    "unshare": (272, 97), "mount": (165, 40), "umount2": (166, 39), "setns": (308, 268), "pivot_root": (155, 41),
    "chroot": (161, 51), "ptrace": (101, 117), "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219),
    "userfaultfd": (323, 282), "open_by_handle_at": (304, 265), "io_uring_setup": (425, 425), "reboot": (169, 142),
    "process_vm_readv": (310, 270), "init_module": (175, 105), "swapon": (167, 224), "settimeofday": (164, 170),
}  # fmt: skip
LANDLOCK = {
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
SECCOMP = {"seccomp": (317, 277)}
PROBE = """
import json, os
from autograder.cli.doctor import _isolation
from autograder.sandbox import SandboxError
from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Step

SOURCE = b'''
import ctypes, os, socket
def right(z): return 2 * z
def read(): return open("/etc/passwd").read()
def write(): return open("/tmp/x", "w")
def fork(): return os.fork()
def connect(): return socket.socket()
def apart(): return ctypes.CDLL(None, use_errno=True).unshare(0x10000000) and ctypes.get_errno()
'''
finding = _isolation(needed=True)
said = {"doctor": [finding.ok, finding.text, finding.remedy], "rights": open("/proc/self/status").read()}
try:
    with Sandbox(("numpy",)) as sandbox, sandbox.open("module", SOURCE, limits=SandboxLimits(seconds=300)) as session:
        said["isolation"] = session.isolation
        for name in ("right", "read", "write", "fork", "connect", "apart"):
            outcome = session.run(Step(name, (21,) if name == "right" else ()), 300)
            said[name] = outcome.fault.type if outcome.fault else outcome.value
except SandboxError as error:
    said["refused"] = str(error)
print(json.dumps(said))
"""


def refusing(calls: Mapping[str, tuple[int, int]], error: int) -> bytes:
    """A filter like a container runtime's: these calls fail, all others are allowed."""
    machine = syscalls.machine()
    number = list(syscalls.ARCHITECTURES).index(machine)
    code = [struct.pack("HBBI", 0x20, 0, 0, 0)]
    for numbers in calls.values():
        code += [struct.pack("HBBI", 0x15, 0, 1, numbers[number]), struct.pack("HBBI", 0x06, 0, 0, 0x50000 | error)]
    return b"".join([*code, struct.pack("HBBI", 0x06, 0, 0, 0x7FFF0000)])


def contained(calls: Mapping[str, tuple[int, int]], error: int = errno.EPERM) -> dict[str, Any]:
    code = refusing(calls, error)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    filters = ctypes.create_string_buffer(program, len(program))
    none = (ctypes.c_uint32 * 6)()
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)

    def enter() -> None:
        library = ctypes.CDLL(None)
        library.syscall(ctypes.c_long(126 if syscalls.machine() == "x86_64" else 91), header, none)  # capset
        library.prctl(38, 1, 0, 0, 0)
        if library.prctl(22, 2, filters, 0, 0) != 0:  # seccomp, with a filter
            os._exit(9)

    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=enter,
        capture_output=True,
        text=True,
        timeout=300,  # only ends a process that hangs
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert "CapEff:\t0000000000000000" in said.pop("rights")
    return said


def test_works_without_namespaces_and_capabilities() -> None:
    """Without namespaces and capabilities, submissions are isolated as they are elsewhere."""
    said = contained(REFUSED)
    assert said["isolation"].startswith("landlock ") and said["isolation"].endswith(", seccomp")
    assert said["right"] == 42
    refused = ("read", "write", "fork", "connect")
    assert {name: said[name] for name in refused} == dict.fromkeys(refused, "PermissionError")
    assert said["apart"] == errno.EPERM
    well, text, _ = said["doctor"]
    assert well and text == f"{said['isolation']}; a function was run in it"


@pytest.mark.parametrize(
    ("calls", "error", "sentence"),
    [
        (
            LANDLOCK,
            errno.EPERM,
            "the seccomp profile around this process, such as a container's, refuses landlock_cr",
        ),
        (LANDLOCK, errno.ENOSYS, "the kernel has no Landlock, or a container's seccomp profile hides landlock_create_"),
        (LANDLOCK, errno.EOPNOTSUPP, "the kernel has Landlock, but it was turned off at boot"),
        (SECCOMP, errno.EPERM, "or a container's seccomp profile, accepts no seccomp filters"),
    ],
)
def test_a_refused_layer_is_named(calls: Mapping[str, tuple[int, int]], error: int, sentence: str) -> None:
    """If a profile refuses a layer, the message names it, no code runs, and `gradus doctor` says what to do."""
    said = contained(calls, error)
    assert sentence in said["refused"] and "right" not in said
    well, text, remedy = said["doctor"]
    assert not well and text == said["refused"]
    assert "docs/administrators.md" in remedy and "--no-isolation" in remedy
