"""Stock `nbgrader validate` reports a wrong answer in our words and accepts a right one."""

from __future__ import annotations

import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.cycle.conftest import QUICK
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def notebook(release):
    check = new_code_cell('check("t1a.double")')
    graded = {"grade": True, "grade_id": "double", "locked": True, "points": 2, "schema_version": 3, "solution": False}
    check.metadata["nbgrader"] = {**graded, "task": False, "cell_type": "code"}
    book = new_notebook(cells=[new_code_cell("from autograder import check"), check])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, release / "tiny.ipynb")
    return release


def validate(folder) -> str:
    command = [sys.executable, "-m", "nbgrader", "validate", "tiny.ipynb"]
    environment = {**os.environ, "PYTHONPATH": f"{QUICK}{os.pathsep}{ROOT}"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600).stdout


def test_an_untouched_exercise_is_not_attempted(notebook):
    """An untouched exercise is reported as "not attempted"."""
    said = validate(notebook)
    assert "VALIDATION FAILED ON 1 CELL" in said
    assert "Not attempted" in said
    assert "Traceback" not in said


def test_a_wrong_answer_has_its_likely_cause(notebook, write):
    """A wrong answer is reported with its likely cause, completely."""
    write("def double(x):\n    return x ** 2\n")
    said = validate(notebook)
    assert "Looks like the square and not the double." in said
    assert "..." not in said.split("The error was:")[1]  # nothing was cut


def test_a_noisy_right_answer_is_valid(notebook, write):
    """A right answer that warns and prints to stderr is valid."""
    write(
        "import sys, warnings\ndef double(x):\n    warnings.warn('careful')\n    print('x', file=sys.stderr)\n"
        "    return x + x\n"
    )
    assert "Success!" in validate(notebook)
