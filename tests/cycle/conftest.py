"""Runs nbgrader's own commands as a person would: each in its own process, in a course with a real exchange."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
# First on the path of every command here: jsonschema imports a package that takes seconds to build a grammar, and does
# without it if it cannot be imported.
QUICK = Path(__file__).parent / "quick"
CONFIG = REPOSITORY / "course" / "nbgrader_config.py"


# A key's name depends on everything it is made from, so keys of an earlier run or of another test can be reused.
KEYS = REPOSITORY / "build" / "test-keys"


def real_project(root: Path, assignment: str) -> dict[str, str]:
    """Copy one of the course's assignments to `root`; returns the environment that it needs."""
    for part in ("course/source", "helpers/stubs", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(REPOSITORY / part / assignment, root / part / assignment, ignore=ignored)
    shutil.copy(CONFIG, root / "course")
    (root / "docs").mkdir()
    shutil.copy(REPOSITORY / "docs" / "notation.md", root / "docs")
    vault, public = KEYS / "vault", KEYS / "public"
    public.mkdir(parents=True, exist_ok=True)
    vault.mkdir(mode=0o700, exist_ok=True)
    state = root / "course" / ".gradus"
    state.mkdir()
    (state / "keys").symlink_to(public, target_is_directory=True)
    return {"GRADUS_VAULT": str(vault), "JUPYTER_CONFIG_DIR": str(root / "none")}


@dataclass
class Place:
    """A folder in which to run commands, with the environment of one person."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str, fails: bool = False) -> str:
        """Run `nbgrader ...` here and return its output; `fails` says whether it should fail."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": f"{QUICK}{os.pathsep}{REPOSITORY}", **self.environment},
            capture_output=True,
            text=True,
            timeout=900,  # only ends a command that hangs
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, f"nbgrader {' '.join(command)} ended with {done.returncode}:\n{said}"
        return said


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("exchange")
    folder.chmod(0o777)
    yield folder
