"""The command as others run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

Gradus = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def gradus() -> Gradus:
    """Run `gradus` with these arguments; keyword arguments are environment variables, `cwd` apart."""

    def run(*arguments: str, cwd=None, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder.cli.main", *arguments]
        env = {**os.environ, **environment}
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)

    return run
