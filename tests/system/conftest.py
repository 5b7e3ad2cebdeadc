"""What the system tests stand on: root, Debian's packages, a browser, JupyterLab. What is missing fails them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.house.tree import ROOT, build_wheel
from tests.system.lab import BIN, Lab, lab
from tests.system.people import Person, people

PROGRAMS = {"chromium": "chromium", "runuser": "util-linux", "useradd": "passwd", "setpriv": "util-linux"}

# Chromium as root in a container, on a machine without a GPU, that shall not call home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What the commands and servers of ordinary users import.
USED = "nbgrader.apps, jupyterlab.labapp, notebook.app, ipykernel.kernelapp, numpy, autograder.learner.check"


@pytest.fixture(scope="session", autouse=True)
def machine_is_ready() -> None:
    """Every test here fails, in a sentence, on a machine that cannot run it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.fail("The system tests need root on Linux: they make system users. Run them by: sudo make test-system")
    missing = sorted({package for program, package in PROGRAMS.items() if not shutil.which(program)})
    if missing:
        pytest.fail(f"The system tests need the Debian packages {', '.join(missing)}. Run them by: make test-system")


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures go that people look at after a run."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def themed_lab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lab]:
    """A JupyterLab of its own, once in each theme, in an empty folder."""
    with lab(tmp_path, theme=request.param) as server:
        yield server


@pytest.fixture(scope="session")
def installed() -> Iterator[Path]:
    """The programs of an installation that every user of this machine can run, with our wheel as learners get it.

    Not the checkout's own environment: that may lie where only root can go, and it holds the solutions.
    """
    place = Path(tempfile.mkdtemp(prefix="gradus-"))
    place.chmod(0o755)
    python = "/usr/bin/python3"
    new_enough = subprocess.run([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"], check=False)
    if new_enough.returncode:
        pytest.fail(f"The tests with system users need {python} to be Python 3.11 or newer: Debian 12, Ubuntu 24.04.")
    (place / "wheel").mkdir()
    wheel = build_wheel(place / "wheel")
    environment = place / "environment"
    uv = shutil.which("uv", path=f"{BIN}:{os.environ.get('PATH', '')}") or pytest.fail("uv is missing: make install")
    into = ["--quiet", "--python", str(environment / "bin" / "python")]
    for command in (
        ["venv", "--quiet", "--python", python, str(environment)],
        ["pip", "install", *into, "--require-hashes", "-r", str(ROOT / "requirements.lock")],
        ["pip", "install", *into, "--no-deps", str(wheel)],
    ):
        subprocess.run([uv, *command], check=True)
    # Its users cannot write there: compiled by nobody, the modules would cost each of their commands seconds.
    subprocess.run([environment / "bin" / "python", "-c", f"import {USED}"], check=True, cwd=place)
    yield environment / "bin"
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def two_learners(installed: Path) -> Iterator[tuple[Person, Person]]:
    """Two unprivileged users of this machine, made for the test and removed after it."""
    with people(installed, "gradus-ada", "gradus-bo") as (ada, bo):
        yield ada, bo
