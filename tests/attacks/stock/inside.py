"""The first process of a jail: sets it up, runs the commands in turn, kills what they leave, and lists changes.

`python -m tests.attacks.stock.inside REQUEST`, started only by `jail.run`.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.attacks.stock.jail import DISK, HOME, PROCESSES, USER, WORK

SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin")
DEVICES = ("null", "zero", "full", "random", "urandom")
OPEN_TO_ALL = ("/tmp", "/var/tmp", "/dev/shm")
LARGEST_COPY = 64 << 20
LARGEST_LOOT = 1 << 20
# What programs leave in a home folder, and what grading should write.
ORDINARY = (f"{HOME}/.", f"{WORK}/autograded/", f"{WORK}/feedback/", f"{WORK}/gradebook.db")


class Inside:
    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.out = Path(request["out"])
        self.root = self.out / "root"

    def work(self) -> dict[str, Any]:
        # It will kill every process that it can see, so it must be in its own process namespace.
        if os.getpid() != 1 or str(Path("/proc/self/ns/pid").readlink()) == self.request["outside"]:
            raise SystemExit("this is not a separate process namespace")
        self._lay_out()
        before = self._look()
        runs = [self._run(command) for command in self.request["commands"]]
        after = self._look()
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        for name in self.request["keep"]:
            _copy(self._inner(name), self.out / "kept" / name.lstrip("/"))
        odd = [name for name in changed if not name.startswith(ORDINARY)]
        return {"runs": runs, "changed": odd[:50], "loot": self._loot(odd), "said": self._said()}

    def _inner(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def _lay_out(self) -> None:
        self.root.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={DISK},nr_inodes=100k,mode=755,nosuid,nodev", "tmpfs", str(self.root))
        for path in map(Path, SYSTEM):
            if path.is_symlink():
                self._inner(str(path)).symlink_to(path.readlink())
            elif path.is_dir():
                self._show(path)
        for path in {Path(sys.prefix), Path(sys.base_prefix)}:
            if not str(path).startswith("/usr"):
                self._show(path)
        for name in (*OPEN_TO_ALL, "/proc", "/etc", "/run", HOME, WORK):
            self._inner(name).mkdir(parents=True, exist_ok=True)
        for name in OPEN_TO_ALL:
            self._inner(name).chmod(0o1777)
        _mount("-t", "proc", "-o", "nosuid,nodev,noexec", "proc", str(self._inner("/proc")))
        for name in DEVICES:
            self._inner(f"/dev/{name}").touch()
            _mount("--bind", f"/dev/{name}", str(self._inner(f"/dev/{name}")))
        self._write_etc()
        for source, place in self.request["copy"].items():
            self._inner(place).mkdir(parents=True, exist_ok=True)  # `cp` can copy pipes and endless files, too
            subprocess.run(["cp", "-a", "--sparse=always", f"{source}/.", str(self._inner(place))], check=True)
        for place, text in self.request["secrets"].items():
            self._inner(place).parent.mkdir(parents=True, exist_ok=True)
            self._inner(place).write_text(text)
            self._inner(place).chmod(0o600)
        for top in (HOME, WORK):
            _give(self._inner(top))
        _raise_loopback()

    def _write_etc(self) -> None:
        for name in ("ld.so.cache", "localtime", "nsswitch.conf"):
            if Path("/etc", name).exists():
                shutil.copy(Path("/etc", name), self._inner(f"/etc/{name}"))
        self._inner("/etc/passwd").write_text(
            f"root:x:0:0::/root:/bin/sh\nteacher:x:{USER}:{USER}::{HOME}:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n"
        )
        self._inner("/etc/group").write_text(f"root:x:0:\nteacher:x:{USER}:\n")
        self._inner("/etc/hosts").write_text("127.0.0.1 localhost\n")

    def _show(self, path: Path) -> None:
        self._inner(str(path)).mkdir(parents=True, exist_ok=True)
        _mount("--bind", str(path), str(self._inner(str(path))))
        _mount("-o", "remount,bind,ro,nosuid,nodev", str(self._inner(str(path))))

    def _run(self, command: dict[str, Any]) -> dict[str, Any] | None:
        unless, where = command.get("unless"), command.get("where")
        if (unless and os.path.lexists(self._inner(unless))) or (where and not os.path.lexists(self._inner(where))):
            return None
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            try:
                self._become()
                os.execvpe(command["run"][0], command["run"], self.request["environment"])
            finally:
                os._exit(126)
        code: int | None = None
        while code is None and time.monotonic() < start + command["seconds"]:
            code = _reap(child)
            time.sleep(0.02)
        seconds = time.monotonic() - start
        left = [] if code is None else self._alive()
        for _ in range(500):
            try:
                os.kill(-1, signal.SIGKILL)
            except ProcessLookupError:
                break
            _reap(child)
            time.sleep(0.02)
        else:
            raise SystemExit("a process of the jail does not end")
        return {"code": code, "seconds": round(seconds, 1), "left": left}

    def _alive(self) -> list[str]:
        """The command lines of the other processes."""
        found = []
        for entry in self._inner("/proc").iterdir():
            if entry.name.isdecimal() and entry.name != "1":
                try:
                    found.append((entry / "cmdline").read_text(errors="replace").replace("\0", " ")[:80])
                except OSError:
                    continue
        return [text for text in found if text]

    def _become(self) -> None:
        """Drop all privileges and set the limits, in the child."""
        for group in self.request["groups"]:
            Path(group, "cgroup.procs").write_text("0")
        os.setsid()
        log = os.open(self._inner("/log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        nowhere = os.open("/dev/null", os.O_RDONLY)
        for source, number in ((nowhere, 0), (log, 1), (log, 2)):
            os.dup2(source, number)
        os.closerange(3, 65_536)
        os.chroot(self.root)
        os.chdir(WORK)
        limits = {
            resource.RLIMIT_NPROC: PROCESSES,
            resource.RLIMIT_FSIZE: 256 << 20,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_CPU: 120,
            resource.RLIMIT_AS: 8 << 30,
            resource.RLIMIT_NOFILE: 1024,
        }
        for which, value in limits.items():
            resource.setrlimit(which, (value, value))
        os.umask(0o022)
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # no new privileges

    def _look(self) -> dict[str, str]:
        """Every file that the user could have changed, with a hash of its content. Nothing else runs meanwhile."""
        found = {}
        for top in (HOME, WORK, *OPEN_TO_ALL, "/run"):
            for folder, folders, names in os.walk(self._inner(top)):
                if os.statvfs(folder).f_flag & os.ST_RDONLY:  # the environment, which others may write to meanwhile
                    folders.clear()
                    continue
                for name in names:
                    path = Path(folder, name)
                    found["/" + str(path.relative_to(self.root))] = _digest(path)
        return found

    def _said(self) -> str:
        with self._inner("/log").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 4000))
            return file.read().decode(errors="replace")

    def _loot(self, names: list[str]) -> str:
        """The content of the unexpected files, as far as a thief could read them."""
        parts = []
        for name in names[:200]:
            path = self._inner(name)
            if _plain_file(path) and path.stat().st_size < LARGEST_LOOT:
                parts.append(path.read_bytes().decode("latin-1"))
        return "\n".join(parts)[:LARGEST_LOOT]


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _give(top: Path) -> None:
    os.chown(top, USER, USER)
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            os.chown(Path(folder, name), USER, USER, follow_symlinks=False)


def _raise_loopback() -> None:
    """A Jupyter kernel and its client use 127.0.0.1; nothing else is connected."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sh22x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running


def _reap(child: int) -> int | None:
    """Reap dead processes; returns the exit code of `child` if it is among them."""
    code = None
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code
        if process == 0:
            return code
        if process == child:
            code = os.waitstatus_to_exitcode(status)


def _plain_file(path: Path) -> bool:
    return os.path.lexists(path) and stat.S_ISREG(path.lstat().st_mode)


def _digest(path: Path) -> str:
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST_COPY:
            return f"{stat.S_IFMT(state.st_mode)} {state.st_size}"
        return f"{stat.S_IMODE(state.st_mode)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError:
        return "gone"


def _copy(source: Path, target: Path) -> None:
    """Copy only ordinary files: those in the jail come from attackers."""
    if _plain_file(source):
        if source.stat().st_size <= LARGEST_COPY:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    elif source.is_dir() and not source.is_symlink():
        for entry in source.iterdir():
            _copy(entry, target / entry.name)


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[1]).read_text())
    Path(wanted["out"], "result.json").write_text(json.dumps(Inside(wanted).work()))
