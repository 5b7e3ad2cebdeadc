"""A throw-away machine for attacks on a grader that does not defend itself: what runs in it cannot hurt this one.

Namespaces of its own (mounts, processes, network, IPC, host name); a root folder in memory, of root's, with the
system's programs to read and two folders to write; an ordinary user without rights or a way to them (a chroot allows no
user namespace); control groups for memory, processes and one core; a clock. Linux, as root. Its first process is
`inside`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

USER = 62_000
HOME, WORK = "/home/teacher", "/srv/class"
MEMORY, PROCESSES, DISK = 3 << 30, 250, "768m"
CGROUPS = Path("/sys/fs/cgroup")
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Command:
    """Something to run in WORK as the jail's user, so long at most; only if `where` is there and `unless` is not."""

    run: Sequence[str]
    seconds: float
    unless: str = ""
    where: str = ""


@dataclass(frozen=True)
class Request:
    """
    out      an empty folder on this machine for what comes back
    copy     {folder on this machine: folder in the jail}, given to the jail's user
    secrets  {file in the jail: text}, for its user alone
    keep     folders and files of the jail that are copied to `out`/kept
    """

    out: str
    commands: Sequence[Command]
    copy: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    keep: Sequence[str] = (WORK,)


@dataclass(frozen=True)
class Run:
    """What became of a command: its exit code (None: out of time), and what still ran when it had ended."""

    code: int | None
    seconds: float
    left: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """
    runs     as the commands (None: left out)
    changed  files that are not as before where nothing had to be written; loot: what they hold
    said     the end of what the commands printed
    """

    runs: tuple[Run | None, ...]
    changed: tuple[str, ...]
    loot: str
    said: str


def unavailable() -> str:
    """Why no jail can be made here, in words; empty where one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "the jail needs root on Linux"
    if not shutil.which("unshare") or not shutil.which("mount"):
        return "the jail needs `unshare` and `mount` of util-linux"
    if not _limits():
        return "the jail needs control groups for memory and processes"
    tried = subprocess.run([*_apart(), "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else ""


def run(request: Request, seconds: float) -> Report:
    """Run a request in a fresh jail. `seconds` is a backstop for all of it."""
    name = f"gradus-attacks-{os.getpid()}-{time.monotonic_ns()}"
    groups = [top / name for top in _limits()]
    place = Path(request.out) / "request.json"
    outside = str(Path("/proc/self/ns/pid").readlink())
    told = {**asdict(request), "groups": [str(group) for group in groups], "outside": outside}
    place.write_text(json.dumps(told))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    command = [*_apart(), sys.executable, "-P", "-B", "-m", "tests.attacks.stock.inside", str(place)]
    try:
        for group, values in zip(groups, _limits().values(), strict=True):
            group.mkdir()
            for file, value in values.items():
                (group / file).write_text(str(value))
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=seconds)
    finally:
        for group in groups:
            _remove(group)
    return _report(json.loads((Path(request.out) / "result.json").read_text()))


def _report(plain: dict[str, Any]) -> Report:
    runs = tuple(one and Run(one["code"], one["seconds"], tuple(one["left"])) for one in plain["runs"])
    return Report(runs, tuple(plain["changed"]), plain["loot"], plain["said"])


def _apart() -> list[str]:
    return ["unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]


def _limits() -> dict[Path, dict[str, object]]:
    """{folder of control groups: what is set in one of them}, of either version; empty where there are none."""
    kinds: dict[str, dict[str, object]] = {
        "memory": {"memory.limit_in_bytes": MEMORY},
        "pids": {"pids.max": PROCESSES},
        "cpu": {"cpu.cfs_quota_us": 100_000, "cpu.cfs_period_us": 100_000},
    }
    if all((CGROUPS / kind).is_dir() for kind in kinds):
        return {CGROUPS / kind: values for kind, values in kinds.items()}
    controllers = CGROUPS / "cgroup.subtree_control"
    if controllers.is_file() and set(kinds) <= set(controllers.read_text().split()):
        one = {"memory.max": MEMORY, "memory.swap.max": 0, "pids.max": PROCESSES, "cpu.max": "100000 100000"}
        return {CGROUPS: one}
    return {}


def _remove(group: Path) -> None:
    """Its last processes are on their way out, or there is none."""
    for _ in range(100):
        if not group.exists():
            return
        try:
            group.rmdir()
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"processes are left in {group}")
