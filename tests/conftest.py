"""How the tests share the cores: related tests run in one process, and the slowest start first."""

from __future__ import annotations

import math
import os
import random
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.budget import Budget

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


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Budget(), "gradus-budget")


def pytest_sessionstart(session: pytest.Session) -> None:
    KEY_CACHE.mkdir(mode=0o700, parents=True, exist_ok=True)
    old = time.time() - DAYS * 86400
    for path in KEY_CACHE.glob("*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


NOTEBOOK = re.compile(r"^tests/content/test_(?P<short>c\dw\d[a-z]?)\.py::")
KNOWN_IN = 5  # of the notebooks that have not changed since `make course` ran them, one in so many is run


def _leave_out_known_notebooks(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the slow tests of most notebooks that have not changed since `make course` passed.

    Which ones are run depends on the engine's source, so every change of the engine meets other notebooks.
    """
    if os.environ.get("GRADUS_PROOFS") == "all":
        return
    left_out = [item for item in items if _is_left_out(item)]
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)


def _is_left_out(item: pytest.Item) -> bool:
    notebook = NOTEBOOK.match(item.nodeid)
    return bool(notebook and item.get_closest_marker("slow") and notebook["short"] in known_notebooks())


@cache
def known_notebooks() -> frozenset[str]:
    """The short names of the notebooks whose slow tests this run leaves out."""
    from autograder.authoring import proved
    from autograder.authoring.bundle import load_bundle
    from autograder.authoring.keys.cache import engine_digest
    from autograder.project import Project, short_name

    project = Project.at(ROOT)
    known = [
        short_name(name)
        for name, digest in proved.read(project.solutions).notebooks.items()
        if (project.solutions / name).is_dir()
        and proved.notebook_digest(project, load_bundle(project.solutions / name)) == digest
    ]
    run = set(random.Random(engine_digest()).sample(sorted(known), math.ceil(len(known) / KNOWN_IN)))
    return frozenset(known) - run


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _leave_out_known_notebooks(config, items)

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


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After `make course`: record the notebooks, all of whose tests passed."""
    if os.environ.get("GRADUS_RECORD") != "notebooks" or hasattr(session.config, "workerinput"):
        return
    from autograder.authoring import proved
    from autograder.authoring.bundle import find_bundle
    from autograder.project import Project

    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    outcomes = {kind: _notebooks_of(reporter.stats.get(kind, ())) for kind in ("passed", "failed", "error")}
    project = Project.at(ROOT)
    record = proved.read(project.solutions)
    for short in sorted(outcomes["passed"] - outcomes["failed"] - outcomes["error"]):
        bundle = find_bundle(project, short)
        record = record.with_notebook(bundle.assignment.name, proved.notebook_digest(project, bundle))
    proved.write(project.solutions, record)


def _notebooks_of(reports: Any) -> set[str]:
    """The short names of the notebooks that these reports are about."""
    return {found["short"] for report in reports if (found := NOTEBOOK.match(report.nodeid))}
