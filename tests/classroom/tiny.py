"""A tiny but real assignment with solutions, release and gradebook: all that grading needs, without TensorFlow."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from sqlalchemy import create_engine, text

from autograder.authoring.stub import build_stub
from autograder.nbgrader_adapter import steps
from autograder.project import Project
from tests.cycle import small

REPOSITORY = Path(__file__).parents[2]
NAME = small.ASSIGNMENT

REFERENCE = '''"""Two tiny functions."""

import numpy as np


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    result = x * 2 + 0 * x
    return result
    ### END SOLUTION


def triple(x):
    """Three times x."""
    ### BEGIN SOLUTION
    return double(x) + x + 0 * x
    ### END SOLUTION
'''

EXERCISES = '''"""Exercises of the tiny assignment."""

from autograder.exercise import Alternative, Assignment, Edit, Exercise, Variant, call


def cases(rng):
    yield call(rng.normal(0, 1, (2, 3)), label="a matrix")
    yield call(rng.normal(0, 1, 4), label="a vector")


DOUBLE = Exercise(
    "double",
    cases,
    hints=("Add x to itself.", "Or use a product."),
    variants=(Variant("squared", "That is the square.", (Edit("x * 2 + 0 * x", "x * x"),)),),
    alternatives=(Alternative("sum", "x + x", (Edit("x * 2 + 0 * x", "x + x"),)),),
    stand_in="def double(x):\\n    return 5 * x\\n",
)
TRIPLE = Exercise(
    "triple",
    cases,
    hints=("Use `double`.", "And add x."),
    variants=(Variant("once_too_many", "That is four times x.", (Edit("+ x + 0 * x", "+ 2 * x + 0 * x"),)),),
    uses=("double",),
)
ASSIGNMENT = Assignment("c9w1t-tiny", "tiny", "Tiny", (DOUBLE, TRIPLE), seconds=4.0)
'''

RIGHT = "def double(x):\n    return x + x\n\n\ndef triple(x):\n    return 3 * x\n"
SQUARED = RIGHT.replace("x + x", "x * x")
FOURFOLD = RIGHT.replace("3 * x", "double(x) + 2 * x")


def make_project(root: Path, release: bool = True) -> Project:
    """Make the course and, unless told otherwise, its release, for which nbgrader needs seconds: that one is copied."""
    if release:
        shutil.copytree(_released(), root, dirs_exist_ok=True)
        return Project.at(root)
    return _make(root)


@cache
def _released() -> Path:
    """The course with its release, made once in this process."""
    folder = Path(tempfile.mkdtemp(prefix="gradus-tiny-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with environment(folder):
        steps.generate(_make(folder / "class").course, NAME)
    return folder / "class"


def _make(root: Path) -> Project:
    small.make_course(root, REPOSITORY / "course" / "nbgrader_config.py")
    shutil.copy(REPOSITORY / "course" / "nbgrader_config.py", root / "course" / "nbgrader_config.py")
    solutions = root / "solutions" / NAME
    solutions.mkdir(parents=True)
    (solutions / "tiny.py").write_text(REFERENCE)
    (solutions / "exercises.py").write_text(EXERCISES)
    project = Project.at(root)
    for path, stub in build_stub(solutions, project.stubs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stub)
    return project


@contextmanager
def environment(folder: Path) -> Iterator[None]:
    """In the block, the engine uses the tests' own vault, gradebook and settings."""
    ours = {"GRADUS_VAULT": str(folder / "vault"), "JUPYTER_CONFIG_DIR": str(folder / "jupyter")}
    with mock.patch.dict(os.environ, ours):
        for name in ("GRADUS_PROJECT", "GRADUS_COURSE", "GRADUS_GRADEBOOK", "GRADUS_EXCHANGE"):
            os.environ.pop(name, None)
        yield


def hand_in(project: Project, modules: Mapping[str, str | bytes | None]) -> None:
    """Put submissions where `nbgrader collect` puts them."""
    for learner, module in modules.items():
        folder = project.course / "submitted" / learner / NAME
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(project.course / "release" / NAME, folder)
        (folder / "tiny.py").unlink()
        if module is not None:
            (folder / "tiny.py").write_bytes(module.encode() if isinstance(module, str) else module)
        (folder / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC")


def gradebook(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """The gradebook's rows of submissions, without their random ids."""
    from tests.cycle import books

    return books.rows(project.course / "gradebook.db")


def scores(project: Project) -> dict[str, dict[str, float | None]]:
    """{learner: {cell: automatic score}}."""
    found: dict[str, dict[str, float | None]] = {}
    for learner, cell, _, score, *_ in gradebook(project)["grade"]:
        found.setdefault(learner, {})[cell] = score
    return found


def outputs(project: Project, learner: str) -> str:
    """All text in the graded notebook."""
    path = project.course / "autograded" / learner / NAME / f"{NAME}.ipynb"
    return nbformat.writes(nbformat.read(path, as_version=4))


def check_sound(project: Project) -> None:
    """Let SQLite check the gradebook's file."""
    engine = create_engine(f"sqlite:///{project.course / 'gradebook.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("pragma integrity_check")).scalar() == "ok"
    engine.dispose()
