"""How the tests share the cores: related tests run in one process, and the slowest start first."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Hypothesis measures its examples by the clock, which also shows what else the machine is doing.
settings.register_profile("gradus", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gradus")

# Keys that several tests need are built once and cached; see `autograder.authoring.keys.cache`.
KEY_CACHE = ROOT / "build" / "key-cache"
os.environ.setdefault("GRADUS_KEY_CACHE", str(KEY_CACHE))
DAYS = 2

# The slowest tests: if one of them starts last, the other cores wait for it. The proofs make the notebooks' keys.
LONG_FIRST = (
    "tests/proofs/",
    "tests/cycle/",
    "tests/content/",
    "tests/classroom/",
    "tests/system/test_attacks_as_user.py",
    "tests/system/test_cycle_of_two_learners.py",
)

# These share two users and an installation for all users, which takes half a minute to make.
INSTALLED = ("tests/system/test_people.py", "tests/system/test_cycle_of_two_learners.py")

PROOF = re.compile(r"^tests/proofs/.*\[(?P<assignment>[ce]\d\w*(-quiz)?)\.\w+\]$")


def unit(test: str) -> str:
    """The name of the group whose tests share a process: a test's file or, for proofs, the assignment.

    Proofs of an assignment share loaded references, traced graphs and answer keys, which cost more than most proofs.
    """
    file = test.partition("::")[0]
    if file == "tests/system/test_attacks_as_user.py":
        return test
    if file in INSTALLED:
        return "tests/system/installed"
    proof = PROOF.match(test)
    return f"tests/proofs/{proof['assignment']}" if proof else file


def pytest_sessionstart(session: pytest.Session) -> None:
    KEY_CACHE.mkdir(mode=0o700, parents=True, exist_ok=True)
    old = time.time() - DAYS * 86400
    for path in KEY_CACHE.glob("*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((n for n, part in enumerate(LONG_FIRST) if item.nodeid.startswith(part)), len(LONG_FIRST))

    items.sort(key=place)  # keeps the order within each part


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`--dist loadgroup` would do this, but the locked pytest does not show its groups to pytest-xdist 3.8."""
    from xdist.scheduler import LoadScopeScheduling

    class Units(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False  # it would start with the files that have the most tests
    return Units(config, log)
