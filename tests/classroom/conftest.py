"""A class that has been collected and its graders; worker processes can import the tests' own worker functions."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.bundle import find_bundle
from autograder.project import Project
from autograder.vault.keys import both_keys
from tests.classroom import tiny
from tests.classroom.runs import CLASS, Graders, state

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def _workers_find_the_tests() -> Iterator[None]:
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(REPOSITORY), before]))
    yield
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with its release and both keys, to be copied; there are no submissions yet."""
    folder = tmp_path_factory.mktemp("released")
    with tiny.environment(folder):
        project = tiny.make_project(folder / "class")
        both_keys(project, find_bundle(project, "c9w1t"))
    return folder


@pytest.fixture(scope="session")
def whole_class(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the submissions of a class, none of them graded."""
    folder = tmp_path_factory.mktemp("class") / "copy"
    shutil.copytree(released, folder)
    with tiny.environment(folder):
        tiny.hand_in(Project.at(folder / "class"), CLASS)
    return folder


@pytest.fixture(scope="session")
def graders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graders]:
    graders = Graders(tmp_path_factory.mktemp("graders"))
    yield graders
    graders.close()


@pytest.fixture(scope="session")
def undisturbed(whole_class: Path, graders: Graders, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The state after an undisturbed run."""
    folder = tmp_path_factory.mktemp("undisturbed") / "copy"
    shutil.copytree(whole_class, folder)
    with tiny.environment(folder):
        project = Project.at(folder / "class")
        start = time.monotonic()
        assert set(graders.start(project).finish()["graded"]) == set(CLASS)
        graders.usual = time.monotonic() - start
        return state(project)


@pytest.fixture
def handed_in(whole_class: Path, tmp_path: Path) -> Iterator[Project]:
    """A separate copy of the course for each test."""
    shutil.copytree(whole_class, tmp_path / "copy")
    with tiny.environment(tmp_path / "copy"):
        yield Project.at(tmp_path / "copy" / "class")
    shutil.rmtree(tmp_path / "copy", ignore_errors=True)
