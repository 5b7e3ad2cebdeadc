"""What the system tests need: root, Debian's packages, a browser, JupyterLab. If something is missing, they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.house.tree import ROOT, build_wheel
from tests.system.lab import BIN, LONG, Lab, lab
from tests.system.people import Person, people

PROGRAMS = {"chromium": "chromium", "runuser": "util-linux", "useradd": "passwd", "setpriv": "util-linux"}

# Chromium as root in a container, on a machine without a GPU, and without background requests.
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
    """On a machine that cannot run them, every test here fails with a sentence."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.fail("The system tests need root on Linux: they create system users. Run them by: sudo make test-system")
    missing = sorted({package for program, package in PROGRAMS.items() if not shutil.which(program)})
    if missing:
        pytest.fail(f"The system tests need the Debian packages {', '.join(missing)}. Run them by: make test-system")


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """The folder for pictures that people look at after a run."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=LONG)  # playwright's own 5 s are too short for a busy machine
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def themed_lab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lab]:
    """A separate JupyterLab in an empty folder, once in each theme."""
    with lab(tmp_path, theme=request.param) as server:
        yield server


@pytest.fixture(scope="session")
def installed() -> Iterator[Path]:
    """The programs of an installation that every user of this machine can run, with our wheel as learners get it.

    The checkout's own environment would not do: only root may be able to enter it, and it contains the solutions.
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
    # Compile the modules now: users cannot write there, so each of their commands would compile them again.
    subprocess.run([environment / "bin" / "python", "-c", f"import {USED}"], check=True, cwd=place)
    yield environment / "bin"
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def two_learners(installed: Path) -> Iterator[tuple[Person, Person]]:
    """Two unprivileged users of this machine, created for the test and removed after it."""
    with people(installed, "gradus-ada", "gradus-bo") as (ada, bo):
        yield ada, bo
