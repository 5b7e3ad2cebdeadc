"""`gradus start` clears a notebook exactly as nbgrader's release does."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions, LockCells

from autograder.cli.clearing import ClearingError, cleared

ROOT = Path(__file__).resolve().parents[2]
STEPS = (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme)


def by_nbgrader(path: Path) -> dict:
    cells = nbformat.read(path, as_version=4)
    for step in STEPS:
        cells, _ = step().preprocess(cells, {"metadata": {}, "nbgrader": {}})
    return json.loads(nbformat.writes(cells))


def write(path: Path, *cells: tuple[str, str, dict]) -> Path:
    """A notebook of (kind, source, nbgrader's metadata)."""
    made = []
    for kind, source, marks in cells:
        cell = nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
        cell.metadata["nbgrader"] = marks
        if kind == "code":
            cell.metadata["scrolled"] = True
            cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="1")], 3
        made.append(cell)
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.mark.parametrize("path", sorted((ROOT / "course" / "source").glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_course(path: Path) -> None:
    """Every notebook of the course."""
    assert json.loads(cleared(path)) == by_nbgrader(path)


def test_regions(tmp_path: Path) -> None:
    """Each kind of region in each kind of cell."""
    path = write(
        tmp_path / "a.ipynb",
        ("code", "a = 1\n  ### BEGIN SOLUTION\n  b = 2\n  ### END SOLUTION\nc = 3", {"solution": True, "grade": False}),
        ("code", "whole = 1", {"solution": True, "grade": True}),
        ("markdown", "An answer.", {"solution": True, "grade": True}),
        ("code", "x\n# BEGIN HIDDEN TESTS\nassert x\n# END HIDDEN TESTS\n", {"grade": True, "solution": False}),
        ("markdown", "x\nBEGIN MARK SCHEME\ny\nEND MARK SCHEME\nz", {"task": True, "grade": False, "locked": True}),
        ("code", "print(1)\n", {"locked": True, "grade": False, "solution": False}),
    )
    assert json.loads(cleared(path)) == by_nbgrader(path)


@pytest.mark.parametrize("text", ["### BEGIN SOLUTION\n1", "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION"])
def test_open_region(text: str, tmp_path: Path) -> None:
    """A region that is not closed is an error: the answer would be released."""
    with pytest.raises(ClearingError, match="BEGIN SOLUTION"):
        cleared(write(tmp_path / "a.ipynb", ("code", text, {"solution": True})))
