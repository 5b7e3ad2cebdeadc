"""A disposable machine for attacks on a grader that does not defend itself: programs in it cannot harm this one.

It has its own namespaces (mounts, processes, network, IPC, host name); a root folder in memory, owned by root, with the
system's programs to read and two folders to write; an ordinary user who can gain no rights (a chroot allows no user
namespace); control groups for memory, processes and one core; and a time limit. It needs Linux and root. Its first
process is `inside`.
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
    """A command to run in WORK as the jail's user, with a time limit; only if `where` exists and `unless` does not."""

    run: Sequence[str]
    seconds: float
    unless: str = ""
    where: str = ""


@dataclass(frozen=True)
class Request:
    """
    out      an empty folder on this machine for the results
    copy     {folder on this machine: folder in the jail}, given to the jail's user
    secrets  {file in the jail: text}, readable only by its user
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
    """The outcome of a command: its exit code (None: out of time) and the processes that still ran after it."""

    code: int | None
    seconds: float
    left: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """
    runs     one for each command (None: skipped)
    changed  files that changed although nothing had to be written there; loot: their content
    said     the end of the commands' output
    """

    runs: tuple[Run | None, ...]
    changed: tuple[str, ...]
    loot: str
    said: str


def unavailable() -> str:
    """Why no jail can be made here, in words; empty if one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "the jail needs root on Linux"
    if not shutil.which("unshare") or not shutil.which("mount"):
        return "the jail needs `unshare` and `mount` of util-linux"
    if not _limits():
        return "the jail needs control groups for memory and processes"
    tried = subprocess.run([*_apart(), "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else ""


def run(request: Request, seconds: float) -> Report:
    """Run a request in a fresh jail. `seconds` is a backstop for the whole request."""
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
    """{folder of control groups: the settings of a group}, for either version; empty if there are none."""
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
    """Remove a control group as soon as its last processes have ended."""
    for _ in range(100):
        if not group.exists():
            return
        try:
            group.rmdir()
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"there are still processes in {group}")
