"""A course with one tiny assignment and a judge that only looks at the text, for tests of everything around them."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.judging import Judge
from autograder.nbgrader_adapter.release import Materials
from autograder.nbgrader_adapter.scan import Guard, answers_of
from autograder.result import ExerciseResult, SubmissionResult

ASSIGNMENT = "c9w1t-tiny"
MODULE = "tiny"
POINTS = {"double": 4, "triple": 2}
REGIONS = {"double": "    result = x * 2 + 0 * x\n    return result", "triple": "    return sum([x, x, x]) + 0 * x"}
STUB = "def double(x):\n    raise NotImplementedError\n\n\ndef triple(x):\n    raise NotImplementedError\n"
SOLUTION = "def double(x):\n" + REGIONS["double"] + "\n\n\ndef triple(x):\n" + REGIONS["triple"] + "\n"
HALF = "def double(x):\n    return 2 * x\n\n\ndef triple(x):\n    return 2 * x\n"
SECRET = bytes(range(7, 39))

CONFIG = """
c.JudgeSubmission.judge_factory = "tests.cycle.small.judge_for"
c.PrepareRelease.materials_factory = "tests.cycle.small.materials_for"
"""


def judge(source: bytes | None, learner: str = "") -> SubmissionResult:
    """Replaces the engine: an exercise is right if it contains the reference's text or another right one."""
    text = (source or b"").decode("utf-8", "replace")
    first = text.partition("def triple")[0]
    right = {"double": "2 * x" in first or "x * 2" in first, "triple": "sum([x, x, x])" in text}
    results = []
    for name, passes in right.items():
        if source is None or f"def {name}" not in text:
            results.append(ExerciseResult(name, 0.0, "missing", message="There is no such function.", attempted=False))
        elif passes:
            results.append(ExerciseResult(name, 1.0, "pass"))
        else:
            results.append(ExerciseResult(name, 1 / 3 if name == "triple" else 0.0, "wrong", message="Not it."))
    return SubmissionResult(ASSIGNMENT, "none", tuple(results))


def judge_for(course: Path, assignment: str) -> tuple[str, Judge]:
    return MODULE, judge


def materials_for(course: Path, assignment: str) -> Materials:
    files = {f"{MODULE}.py": STUB.encode(), f"{assignment}.key": b'{"public": true}'}
    guard = Guard(answers_of(REGIONS), (SECRET,), lambda data: b'"public": false' in data)
    return Materials("c9w1t", tuple(POINTS), files, guard)


def graded(name: str, source: str, points: float) -> nbformat.NotebookNode:
    plain = {"grade": True, "grade_id": name, "locked": True, "points": points, "solution": False, "task": False}
    return new_code_cell(source, id=name, metadata={"nbgrader": {**plain, "schema_version": 3}})


def answer(name: str, source: str, points: float) -> nbformat.NotebookNode:
    plain = {"grade": True, "grade_id": name, "locked": False, "points": points, "solution": True, "task": False}
    return new_markdown_cell(source, id=name, metadata={"nbgrader": {**plain, "schema_version": 3}})


def source_notebook() -> nbformat.NotebookNode:
    cells = [
        new_markdown_cell("# Tiny\n\nWith $a_1 < b$ and\n\n$$\\frac{x}{2} \\tag{1}$$", id="title"),
        new_code_cell("from autograder import check\nimport tiny", id="setup"),
        graded("check-double", 'check("c9w1t.double")', POINTS["double"]),
        answer("why", "YOUR ANSWER HERE", 3),
        graded("check-triple", 'check("c9w1t.triple")', POINTS["triple"]),
        new_code_cell("print(tiny.double(3))", id="play"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def released_course(root: Path, config: Path) -> Path:
    """`make_course` with its release, for which nbgrader needs seconds: it is made once in this process and copied."""
    shutil.copytree(_released(config), root, dirs_exist_ok=True)
    return root / "course"


@cache
def _released(config: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gradus-small-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    steps.generate(make_course(folder, config), ASSIGNMENT)
    return folder


def make_course(root: Path, config: Path) -> Path:
    """Make a project at `root` with the real configuration; returns its course root."""
    course = root / "course"
    source = course / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / f"{ASSIGNMENT}.ipynb")
    (source / f"{ASSIGNMENT}.jupyterlab-workspace").write_text(json.dumps({"data": {}, "metadata": {"id": "/lab"}}))
    stubs = root / "helpers" / "stubs" / ASSIGNMENT
    stubs.mkdir(parents=True)
    (stubs / f"{MODULE}.py").write_text(STUB)
    shutil.copy(config, course / "nbgrader_config.py")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(CONFIG)
    return course
