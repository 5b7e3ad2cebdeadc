"""One warm sandbox for all tests in a process, and a way to run a few lines in a fresh child of it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.client import Sandbox, SandboxLimits
from autograder.script import Outcome, Step

Attempt = Callable[..., Outcome]

PATIENCE = 120.0  # seconds for code that should succeed: a busy machine cannot use them up, a hang can


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    if sys.platform != "linux":
        pytest.skip("Landlock and seccomp exist only on Linux; elsewhere only the process boundary isolates code")
    with Sandbox(("numpy",)) as running:
        yield running


@pytest.fixture
def attempt(sandbox: Sandbox) -> Attempt:
    """`attempt("lines", *args)` runs `def attempt(*args): lines` in a fresh child and returns its Outcome."""

    def run(lines: str, *args: Any, seconds: float = PATIENCE, before: str = "", **limits: Any) -> Outcome:
        source = f"{before}\nimport os, sys\ndef attempt(*args):\n{textwrap.indent(textwrap.dedent(lines), '    ')}\n"
        with sandbox.open("module", source.encode(), {}, SandboxLimits(**{"seconds": PATIENCE, **limits})) as session:
            return session.run(Step("attempt", args), seconds)

    return run


def descriptors() -> int:
    """The number of files that this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
