"""One warm sandbox for all tests of a process, and a way to run a few lines in a fresh child of it."""

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


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    if sys.platform != "linux":
        pytest.skip("Landlock and seccomp are Linux's: elsewhere there is the boundary of the process alone")
    with Sandbox(("numpy",)) as running:
        yield running


@pytest.fixture
def attempt(sandbox: Sandbox) -> Attempt:
    """`attempt("lines", *args)` runs `def attempt(*args): lines` in a fresh child and gives its Outcome."""

    def run(lines: str, *args: Any, seconds: float = 10.0, before: str = "", **limits: Any) -> Outcome:
        source = f"{before}\nimport os, sys\ndef attempt(*args):\n{textwrap.indent(textwrap.dedent(lines), '    ')}\n"
        with sandbox.open("module", source.encode(), {}, SandboxLimits(**limits)) as session:
            return session.run(Step("attempt", args), seconds)

    return run


def descriptors() -> int:
    """How many files this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
