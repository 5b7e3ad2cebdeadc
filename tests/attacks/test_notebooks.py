"""A hostile notebook gets the points of its module, runs nothing in a teacher's page, and delays nobody.

Each file of `notebooks/` changes a released notebook (`change`) or its folder (`lay`) and states its intent in the
docstring. The module beside it is right in one of two exercises. All are graded as a class, with an honest submission
after each, by `gradus grade` and by stock `nbgrader autograde` with this course's configuration.
"""

from __future__ import annotations

import ast
import contextlib
import os
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.classroom.grade import GradeRequest, GradeSummary, grade
from autograder.nbgrader_adapter import steps
from autograder.project import Project
from tests.attacks import pages
from tests.attacks.hostile import NOTEBOOKS, hand_in
from tests.classroom import tiny
from tests.cycle import books

NAMES = [path.stem for path in NOTEBOOKS]
MODULE = ("tiny.py", "def double(x):\n    return x + x\n\n\ndef triple(x):\n    return 2 * x\n")
SECONDS = 1.0  # of processor time on average for one of them and the honest submission after it
# nbgrader itself skips a folder without a notebook and gives up on a time of submission that it cannot parse.
STOCK_LEAVES = {"a_folder", "strange_timestamp"}
STRESS = bool(os.environ.get("GRADUS_STRESS"))
STOCK_TOO = [path for path in NOTEBOOKS if STRESS or not path.stem.endswith("long")][:: 1 if STRESS else 3]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Linux sandbox"),
    pytest.mark.slow,
]


@dataclass
class Class:
    project: Project
    summary: GradeSummary
    rows: dict[str, dict[str, Any]]
    seconds: float
    pages: dict[str, Path]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    root = tmp_path_factory.mktemp("notebooks")
    with tiny.environment(root):
        project = tiny.make_project(root / "project")
        release = project.course / "release" / tiny.NAME
        for path in NOTEBOOKS:
            submitted = project.course / "submitted"
            hand_in(release, submitted / path.stem / tiny.NAME, MODULE, path)
            hand_in(release, submitted / f"{path.stem}-next" / tiny.NAME, MODULE)
        start = processor_seconds()
        summary = grade(project, GradeRequest(tiny.NAME, workers=1))
        seconds = processor_seconds() - start
        found_rows = rows(project)
        for folder in (project.course / "autograded").glob("*-next"):  # their pages are all equal
            shutil.rmtree(folder)
        found = {page.parent.parent.name: page for page in steps.feedback(project.course, tiny.NAME)}
        yield Class(project, summary, found_rows, seconds, found)


def processor_seconds() -> float:
    """Of this process and of those that it started and that have ended, such as a pool's workers."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def rows(project: Project) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for learner, cell, _, score, manual, extra, waits in tiny.gradebook(project)["grade"]:
        found.setdefault(learner, {})[cell] = (score, manual, extra, bool(waits))
    return found


def test_each_attack_states_its_intent() -> None:
    """The corpus is large, and each file states its intent and changes something."""
    assert len(NOTEBOOKS) >= 50
    for path in NOTEBOOKS:
        tree = ast.parse(path.read_text())
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert (ast.get_docstring(tree) or "").startswith("Notebook: ") and names & {"change", "lay"}, path.stem


@pytest.mark.parametrize("name", NAMES)
def test_only_the_module_earns_points(graded: Class, name: str) -> None:
    """A hostile notebook gets the points of its module and no additional row."""
    assert name not in graded.summary.failures, graded.summary.failures
    honest, hostile = graded.rows[f"{name}-next"], graded.rows[name]
    for cell in ("check-double", "check-triple"):
        assert hostile[cell] == honest[cell]
    assert hostile["why"] in ((0.0, None, None, False), (None, None, None, True)), "a person grades it, or it is empty"
    assert set(hostile) == set(honest), "no row that the release does not have"


def test_other_submissions_are_unaffected(graded: Class) -> None:
    """The honest submissions between them all get the same points, and grading takes little processor time."""
    honest = {repr(graded.rows[f"{name}-next"]) for name in NAMES}
    assert len(honest) == 1 and graded.rows[f"{NAMES[0]}-next"]["check-double"][0] == 4.0
    assert graded.summary.failures == {} and graded.summary.left == ()
    assert graded.seconds < SECONDS * len(NOTEBOOKS)


@pytest.mark.parametrize("name", NAMES)
def test_the_graded_notebook_is_sound_and_small(graded: Class, name: str) -> None:
    """The graded notebook is valid, has the released cells, and is not too large."""
    path = graded.project.course / "autograded" / name / tiny.NAME / f"{tiny.NAME}.ipynb"
    assert path.stat().st_size < 10 << 20
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    kept = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(kept) == ["check-double", "check-triple", "why"]
    assert len(notebook.cells) < 2100


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_or_fetches_in_its_page(graded: Class, name: str) -> None:
    """Nothing in the feedback page runs or fetches anything, and it shows only the grader's cards."""
    page = graded.pages[name].read_text()
    assert pages.live(pages.body(page)) == []
    assert page.count('class="gradus-card"') == 2, "the grader's own cards and no others"
    assert len(page) < 20 << 20


@pytest.mark.stress
def test_stock_autograde_gives_the_same(graded: Class) -> None:
    """Stock `nbgrader autograde` with this configuration gives the same. It takes a second each, so a third of them
    unless in `make stress`.
    """
    project, other = graded.project, graded.project.root.with_name("stock")
    left_out = shutil.ignore_patterns("submitted", "autograded", "feedback", "gradebook.db")
    shutil.copytree(project.root, other, symlinks=True, ignore=left_out)
    steps.generate(other / "course", tiny.NAME)
    release = other / "course" / "release" / tiny.NAME
    for path in STOCK_TOO:
        hand_in(release, other / "course" / "submitted" / path.stem / tiny.NAME, MODULE, path)
    hand_in(release, other / "course" / "submitted" / "zoe" / tiny.NAME, MODULE)
    with contextlib.suppress(steps.StepError):  # it gives up on one after it has graded all others
        steps.autograde(other / "course", tiny.NAME)
    found = rows(Project.at(other))
    assert found["zoe"] == graded.rows[f"{NAMES[0]}-next"]
    for path in STOCK_TOO:
        if path.stem not in STOCK_LEAVES:
            assert found[path.stem] == graded.rows[path.stem], path.stem
            ours, theirs = (books.files(top / "course" / "autograded" / path.stem) for top in (project.root, other))
            assert ours == theirs, path.stem
