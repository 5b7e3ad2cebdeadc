"""Harmless probes show that the jail in which stock nbgrader grades hostile modules is closed."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.stock import jail
from tests.attacks.stock.jail import Command, Request

pytestmark = pytest.mark.system

PATIENCE = 600.0  # seconds; only something that hangs takes so long
PROBE = """
import ctypes, json, os, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
said = {}

def attempt(name, action):
    try:
        said[name] = repr(action())
    except OSError as error:
        said[name] = type(error).__name__

def call(*arguments):
    if libc.syscall(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "")
    return "done"

status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
said["user"], said["rights"] = os.getresuid(), status["CapEff"].strip() + status["CapPrm"].strip()
said["no new"] = status["NoNewPrivs"].strip()
said["groups"] = os.getgroups()
said["processes"] = sum(name.isdecimal() for name in os.listdir("/proc"))
said["networks"] = [name for _, name in socket.if_nameindex()]
said["descriptors"] = sorted(map(int, os.listdir("/proc/self/fd")))[:-1]
said["root"] = sorted(os.listdir("/"))
said["variables"] = sorted(os.environ)
for outside in sys.argv[1:]:
    attempt("see " + outside, lambda: os.stat(outside))
attempt("network", lambda: socket.create_connection(("192.0.2.1", 53), 1))
attempt("name", lambda: socket.getaddrinfo("example.org", 80))
attempt("loopback", lambda: socket.create_server(("127.0.0.1", 0)).getsockname()[0])
for place in ("/x", "/usr/x", "/etc/passwd", "/proc/sys/kernel/hostname", "/dev/x", "/log", sys.prefix + "/x"):
    attempt("write " + place, lambda: open(place, "w"))
attempt("first process", lambda: os.listdir("/proc/1/root"))
attempt("kill the first process", lambda: os.kill(1, 9))
attempt("memory of the first process", lambda: open("/proc/1/mem"))
attempt("user namespace", lambda: call(272, 0x10000000))
attempt("mount namespace", lambda: call(272, 0x20000))
attempt("chroot", lambda: os.chroot("."))
attempt("mount", lambda: call(165, b"none", b"/tmp", b"tmpfs", 0, None))
attempt("device", lambda: os.mknod("disk", 0o60666, os.makedev(8, 0)))
attempt("root again", lambda: os.setuid(0))
if subprocess.call(["/bin/su", "-c", "id"], stdin=subprocess.DEVNULL) == 0:
    said["a set-uid program"] = "done"
open("seen.json", "w").write(json.dumps(said))
subprocess.Popen(["sleep", "1000"], start_new_session=True)
os.symlink("/etc/passwd", "link")
"""
HUNGRY = {
    "memory": "kept = [bytearray(1 << 26) for _ in range(100)]",
    "disk": "open('full', 'wb'); import os\nfor n in range(20): open(f'f{n}', 'wb').write(bytes(100 << 20))",
    "processes": "import subprocess\nkept = [subprocess.Popen(['sleep', '600']) for _ in range(400)]",
}


def enter(tmp_path: Path, *commands: Command, **more: Any) -> jail.Report:
    out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    out.mkdir()
    environment = {"PATH": "/usr/bin:/bin", "HOME": jail.HOME}
    return jail.run(Request(str(out), commands, environment=environment, **more), PATIENCE)


@pytest.fixture(scope="module", autouse=True)
def available() -> None:
    assert jail.unavailable() == ""


def test_a_probe_reaches_nothing_outside(tmp_path: Path) -> None:
    """A program in the jail sees and reaches nothing of this machine."""
    course = tmp_path / "course"
    course.mkdir()
    os.mkfifo(course / "pipe")
    with (course / "endless").open("w") as file:
        file.truncate(1 << 40)
    outside = [str(jail.ROOT / "solutions"), str(jail.ROOT / "pyproject.toml"), str(tmp_path), "/etc/shadow"]
    probe = Command((sys.executable, "-c", PROBE, *outside), PATIENCE / 2)
    report = enter(tmp_path, probe, copy={str(course): jail.WORK}, secrets={f"{jail.HOME}/vault/key": "s"})
    kept = next(tmp_path.glob("out*")) / "kept" / "srv" / "class"
    assert report.runs[0] and report.runs[0].code == 0, report.said
    said = json.loads((kept / "seen.json").read_text())
    assert said["user"] == [jail.USER] * 3 and set(said["rights"]) == {"0"} and said["no new"] == "1"
    assert said["groups"] == [] and said["processes"] == 2 and said["networks"] == ["lo"]
    assert said["descriptors"] == [0, 1, 2] and set(said["variables"]) == {"HOME", "PATH", "LC_CTYPE"}
    assert {"usr", "home", "srv", "proc"} <= set(said["root"]) and not {"sys", "boot", "mnt"} & set(said["root"])
    assert said["loopback"] == "'127.0.0.1'"
    refused = {name: value for name, value in said.items() if " " in name and name != "no new"}
    refused |= {name: said[name] for name in ("network", "name", "chroot", "mount", "device")}
    errors = {"PermissionError", "FileNotFoundError", "OSError", "gaierror"}
    assert {name: value for name, value in refused.items() if value not in errors} == {}
    assert {f"see {place}" for place in outside} <= set(refused)
    assert report.runs[0].left == ("sleep 1000 ",)
    assert report.changed == ("/srv/class/link", "/srv/class/seen.json") and "user" in report.loot
    assert sorted(path.name for path in kept.iterdir()) == ["seen.json"], "no link, pipe or endless file"


@pytest.mark.parametrize("what", HUNGRY)
def test_memory_disk_and_processes_are_limited(tmp_path: Path, what: str) -> None:
    """A limit stops a program that takes too much memory, disk or processes, and the next command runs."""
    hungry = Command((sys.executable, "-c", HUNGRY[what]), PATIENCE / 4)
    report = enter(tmp_path, hungry, Command(("true",), PATIENCE / 4))
    first, second = report.runs
    assert first and first.code not in (0, None), "a limit stopped it, not the clock"
    assert second and second.code == 0, "the next command runs"


def test_nothing_outlives_the_jail(tmp_path: Path) -> None:
    """After a command ran out of time, no process, mount or control group of the jail is left."""
    before = set(Path("/proc/mounts").read_text().splitlines())
    start = time.monotonic()
    report = enter(tmp_path, Command(("sleep", "3000"), 1), Command(("true",), 5, unless="/etc/passwd"))
    assert time.monotonic() - start < PATIENCE, "600 times its limit: the sleep was not ended"
    assert report.runs[0] and report.runs[0].code is None and report.runs[1] is None
    assert set(Path("/proc/mounts").read_text().splitlines()) <= before
    owners = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            owners.add(process.stat().st_uid)
        except OSError:  # it has just ended
            continue
    assert jail.USER not in owners
    assert not [group for top in jail._limits() for group in top.glob(f"gradus-attacks-{os.getpid()}-*")]
