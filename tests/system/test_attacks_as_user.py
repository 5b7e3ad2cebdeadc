"""Hostile submissions achieve nothing if the grader is an ordinary user, even with that user's own files at hand.

A user created for this runs the tests of the corpus in a copy of the checkout that belongs to the user.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.system.people import Person, people

pytestmark = [pytest.mark.system, pytest.mark.slow]

ASSIGNMENT = "c1w2b-logistic-regression"
NEEDED = (
    "autograder",
    "helpers",
    "tests",
    "pyproject.toml",
    "docs/notation.md",
    "course/nbgrader_config.py",
    f"course/source/{ASSIGNMENT}",
    f"solutions/{ASSIGNMENT}",
)
# Runs a command in a mount namespace in which everybody can enter the paths given as the first argument.
WITHIN_REACH = """
import os, subprocess, sys, tempfile
for path in filter(None, sys.argv[1].split(":")):
    closed = path
    for above in reversed([path, *(path[:n] for n, letter in enumerate(path) if letter == "/" and n)]):
        if not os.stat(above).st_mode & 1:
            closed = above
    if os.stat(closed).st_mode & 1:
        continue
    aside = tempfile.mkdtemp()
    subprocess.run(["mount", "--bind", path, aside], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", closed], check=True)
    os.makedirs(path)
    subprocess.run(["mount", "--move", aside, path], check=True)
    os.rmdir(aside)
os.execvp(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture
def user(name: str) -> Iterator[Person]:
    with people(Path(sys.executable).parent, name) as (one,):
        yield one


@pytest.fixture
def checkout(user: Person) -> Iterator[Path]:
    """The user's own checkout, as `git clone` makes it: solutions beside the engine, all readable by the user."""
    folder = Path(tempfile.mkdtemp(prefix="gradus-checkout-"))
    for part in NEEDED:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    subprocess.run(["chown", "-R", f"{user.name}:", str(folder)], check=True)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "file", "least"), [("gradus-mel", "test_corpus.py", 100), ("gradus-max", "test_notebooks.py", 150)]
)
def test_the_corpus_as_an_ordinary_user(user: Person, checkout: Path, file: str, least: int) -> None:
    """All tests of the corpus pass as an ordinary user, and none is skipped."""
    reach = ":".join({sys.prefix, sys.base_prefix})
    within = [sys.executable, "-c", WITHIN_REACH, reach]
    become = str(shutil.which("runuser"))
    command = [become, "-u", user.name, "--", sys.executable, "-m", "pytest", f"tests/attacks/{file}"]
    done = subprocess.run(
        [
            str(shutil.which("unshare")),
            "--mount",
            *within,
            *command,
            "-q",
            "-p",
            "no:cacheprovider",
            "--basetemp",
            f"{user.home}/tests",
        ],
        cwd=checkout,
        env={
            "HOME": str(user.home),
            "USER": user.name,
            "PATH": f"{Path(sys.executable).parent}:/usr/sbin:/sbin:{os.defpath}",
            "LANG": "C.UTF-8",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TF_ENABLE_ONEDNN_OPTS": "0",
        },
        capture_output=True,
        text=True,
        timeout=7200,  # only ends a run that hangs
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-8000:]
    passed = re.search(r"(\d+) passed", said)
    assert passed and int(passed[1]) > least and " skipped" not in said, said[-2000:]
