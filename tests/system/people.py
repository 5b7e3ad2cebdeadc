"""System users created for a test, each with their own shell."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LOCKS = Path("/run/lock")


@dataclass(frozen=True)
class Person:
    """A user of this machine without rights outside their home; `programs` is the folder of their `gradus`."""

    name: str
    home: Path
    programs: Path

    def run(self, *command: str | Path, cwd: Path | None = None, fails: bool = False, **environment: str) -> str:
        """Run a command as this person, in a clean environment, and return its output."""
        settings = {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "PATH": f"{self.programs}:{os.defpath}",
        }
        done = subprocess.run(
            [shutil.which("runuser") or "runuser", "-u", self.name, "--", *map(str, command)],
            cwd=cwd or self.home,
            env={**settings, "LANG": "C.UTF-8", "TF_CPP_MIN_LOG_LEVEL": "3", **environment},
            capture_output=True,
            text=True,
            timeout=900,  # only ends a command that hangs
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, f"{self.name}: {command} ended with {done.returncode}:\n{said}"
        return said


@contextmanager
def people(programs: Path, *names: str) -> Iterator[tuple[Person, ...]]:
    """Create these users, with homes that others cannot read; remove both at the end.

    Users belong to the whole machine: other tests that need the same users, in any run, wait until these are done.
    """
    made = []
    turns = [(LOCKS / f"{name}-tests").open("w") for name in sorted(names)]
    for turn in turns:
        fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        for name in names:
            _remove(name)
            subprocess.run(
                ["useradd", "--create-home", "--shell", "/bin/bash", name], check=True, capture_output=True, text=True
            )
            home = Path(pwd.getpwnam(name).pw_dir)
            home.chmod(0o700)
            made.append(Person(name, home, programs))
        yield tuple(made)
    finally:
        for name in names:
            _remove(name)
        for turn in turns:
            turn.close()


def _remove(name: str) -> None:
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        return
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if process.stat().st_uid == user.pw_uid:
                os.kill(int(process.name), signal.SIGKILL)
    subprocess.run(["userdel", name], check=True, capture_output=True)
    shutil.rmtree(user.pw_dir, ignore_errors=True)
