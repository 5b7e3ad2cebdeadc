"""The sandbox needs no root: for an ordinary user it isolates as well, even from that user's own files."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import packaging
import pytest

import autograder

pytestmark = pytest.mark.system

SCRIPT = '''
import json, os, subprocess, sys, time
from pathlib import Path
from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Step

mine = Path(sys.argv[1]) / "mine"
mine.write_text("secret of the same user")
mine.chmod(0o600)
neighbour = subprocess.Popen(["sleep", "1000"], env={"SECRET": "in the environment"})
SOURCE = b"""
import os, signal, socket
import numpy as np
def right(z): return 1 / (1 + np.exp(-z))
def read(place): return open(place).read()
def write(place): return open(place, "w").write("x")
def chmod(place): os.chmod(place, 0o777)
def kill(process): os.kill(process, signal.SIGKILL)
def fork(): return os.fork()
def connect(): return socket.socket()
"""
with Sandbox(("numpy",), secrets=[mine]) as sandbox:
    steps = {
        "right": Step("right", (0.0,)),
        "own file": Step("read", (str(mine),)),
        "environment of a neighbour": Step("read", (f"/proc/{neighbour.pid}/environ",)),
        "environment of the grader": Step("read", (f"/proc/{os.getpid()}/environ",)),
        "memory of the zygote": Step("read", (f"/proc/{sandbox._zygote.process.pid}/mem",)),
        "write": Step("write", (str(mine),)),
        "signal": Step("kill", (neighbour.pid,)),
        "signal to the grader": Step("kill", (os.getpid(),)),
        "fork": Step("fork"),
        "socket": Step("connect"),
    }
    said = {}
    with sandbox.open("module", SOURCE, limits=SandboxLimits(seconds=300)) as session:
        for name, step in steps.items():
            outcome = session.run(step, 300)
            said[name] = outcome.fault.type if outcome.fault else outcome.value
        session.run(Step("chmod", (str(mine),)), 300)
    times = []
    for _ in range(30):
        start = time.perf_counter()
        with sandbox.open("module", SOURCE) as session:
            session.run(Step("right", (0.0,)), 300)
        times.append(time.perf_counter() - start)
    said["milliseconds"] = sorted(times)[15] * 1e3
    said["isolation"] = sandbox.isolation
said["alive"] = neighbour.poll() is None
said["mode"] = oct(mine.stat().st_mode & 0o777)
said["text"] = mine.read_text()
neighbour.kill()
print(json.dumps(said))
'''


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """What the sandbox needs, readable by every user: the engine and NumPy, without the checkout."""
    folder = Path(tempfile.mkdtemp(prefix="gradus-"))
    folder.chmod(0o755)
    shutil.copytree(Path(autograder.__file__).parent, folder / "autograder")
    for package in (numpy, packaging):
        where = Path(package.__file__).parent
        for part in (where, *where.parent.glob(f"{where.name}.libs"), *where.parent.glob(f"{where.name}-*.dist-info")):
            shutil.copytree(part, folder / part.name)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("user", ["nobody", "root"])
def test_the_sandbox_isolates_for_every_user(place: Path, user: str) -> None:
    """The sandbox isolates submissions for an ordinary user and for root."""
    home = Path(tempfile.mkdtemp(prefix="gradus-home-"))
    shutil.chown(home, user)
    (place / "script.py").write_text(SCRIPT)
    become = ["setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups"] if user != "root" else []
    done = subprocess.run(
        [*become, "/usr/bin/python3", "-S", str(place / "script.py"), str(home)],
        env={"PYTHONPATH": str(place), "PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=900,  # only ends a process that hangs
        check=False,
    )
    shutil.rmtree(home)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["isolation"].startswith("landlock ") and said["isolation"].endswith(", seccomp")
    assert said["right"] == 0.5
    refused = {
        "own file", "environment of a neighbour", "environment of the grader", "memory of the zygote", "write",
        "signal", "signal to the grader", "fork", "socket",
    }  # fmt: skip
    assert {name: said[name] for name in refused} == dict.fromkeys(refused, "PermissionError")
    assert said["alive"] and said["mode"] == "0o600" and said["text"] == "secret of the same user"
    print(f"as {user}: {said['milliseconds']:.1f} ms a session")
