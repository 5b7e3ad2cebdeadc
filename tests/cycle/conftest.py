"""Runs nbgrader's own commands as a person would: each in a process, in a course with a real exchange."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
# First on the path of every command here: jsonschema tries a package that builds a grammar at import, which takes
# each nbgrader command seconds, and does without it where it cannot be imported.
QUICK = Path(__file__).parent / "quick"
CONFIG = REPOSITORY / "course" / "nbgrader_config.py"


@dataclass
class Place:
    """A folder to run commands in, with the environment of one person."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str, fails: bool = False) -> str:
        """Run `nbgrader ...` here and return what it said; `fails` says which exit status is expected."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": f"{QUICK}{os.pathsep}{REPOSITORY}", **self.environment},
            capture_output=True,
            text=True,
            timeout=300,
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
