"""The notebook keeps its promises: it runs with the solution, stops kindly with the stub, and everybody can read it."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.notebooknode import NotebookNode

from autograder.authoring.bundle import Bundle
from autograder.classroom.keys import public_key_path
from autograder.project import Project
from tests.content.conftest import ASSIGNMENT
from tests.house.tree import ROOT

SOURCE = ROOT / "course" / "source" / ASSIGNMENT
EXERCISES = ["sigmoid", "initialize_with_zeros", "flatten_images", "propagate", "optimize", "predict", "model"]


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    return nbformat.read(SOURCE / f"{ASSIGNMENT}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def release(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as learners get it, without their module."""
    folder = tmp_path_factory.mktemp("release")
    shutil.copy(SOURCE / f"{ASSIGNMENT}.ipynb", folder)
    shutil.copy(public_key_path(Project.at(ROOT), bundle), folder / f"{ASSIGNMENT}.key")
    return folder


@pytest.fixture(scope="module")
def solved(release: Path, notebook: NotebookNode) -> tuple[NotebookNode, float]:
    """The notebook run beside the solution, and the seconds that took."""
    shutil.copy(ROOT / "solutions" / ASSIGNMENT / "logistic_regression.py", release)
    run = nbformat.from_dict(notebook)
    start = time.monotonic()
    NotebookClient(run, timeout=60, resources={"metadata": {"path": str(release)}}).execute()
    return run, time.monotonic() - start


def checks(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]


def printed(notebook: NotebookNode, cell_id: str) -> str:
    (cell,) = (cell for cell in notebook.cells if cell.id == cell_id)
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_the_opening_says_the_problem_in_at_most_150_words(notebook: NotebookNode) -> None:
    assert len(notebook.cells[0].source.split()) <= 150
    assert "Time:" in notebook.cells[0].source and "Needed:" in notebook.cells[0].source


def test_every_exercise_has_one_check_cell_that_holds_nothing_else(notebook: NotebookNode) -> None:
    cells = checks(notebook)
    assert [cell.source for cell in cells] == [f'check("c1w2b.{name}")' for name in EXERCISES]
    for cell, name in zip(cells, EXERCISES, strict=True):
        grader = cell.metadata.nbgrader
        assert grader.grade_id == f"check-{name}"
        assert (grader.grade, grader.locked, grader.solution, grader.schema_version) == (True, True, False, 3)


def test_the_points_add_up_to_one_hundred_and_one_cell_is_read_by_a_person(notebook: NotebookNode) -> None:
    graded = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert sum(cell.metadata.nbgrader.points for cell in graded) == 100
    (free,) = (cell for cell in graded if cell.cell_type == "markdown")
    assert free.metadata.nbgrader.solution and not free.metadata.nbgrader.locked


def test_every_section_that_a_docstring_names_is_there(notebook: NotebookNode, bundle: Bundle) -> None:
    headings = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    named = {
        int(n) for found in re.findall(r"sections? (\d)(?:.*?and (\d))?", bundle.reference_source) for n in found if n
    }
    assert named
    for number in named:
        assert re.search(rf"^## {number} ", headings, re.MULTILINE), f"section {number}"


def test_workspace_opens_notebook_left_and_module_right_by_relative_paths() -> None:
    import json

    workspace = json.loads((SOURCE / f"{ASSIGNMENT}.jupyterlab-workspace").read_text(encoding="utf-8"))
    dock = workspace["data"]["layout-restorer:data"]["main"]["dock"]
    (left,), (right,) = (area["widgets"] for area in dock["children"])
    assert dock["orientation"] == "horizontal"
    assert workspace["data"][left]["data"]["path"] == f"{ASSIGNMENT}.ipynb"
    assert workspace["data"][right]["data"]["path"] == "logistic_regression.py"


@pytest.mark.slow
def test_with_the_solution_every_cell_runs_within_a_minute(solved: tuple[NotebookNode, float]) -> None:
    run, seconds = solved
    assert seconds < 60
    assert not [cell.id for cell in run.cells for output in cell.get("outputs", []) if output.output_type == "error"]
    for cell in checks(run):
        assert "Right" in cell.outputs[0].data["text/plain"]


@pytest.mark.slow
def test_nothing_is_written_to_standard_error(solved: tuple[NotebookNode, float]) -> None:
    run, _ = solved
    assert not [
        (cell.id, output.text)
        for cell in run.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]


@pytest.mark.slow
def test_every_picture_has_words_beside_it(solved: tuple[NotebookNode, float]) -> None:
    run, _ = solved
    pages = [
        output.data.get("text/html", "") for cell in run.cells for output in cell.get("outputs", []) if "data" in output
    ]
    pictures = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    assert len(pictures) >= 8
    for tag in pictures:
        words = re.search(r'alt="([^"]*)"', tag)
        assert words and len(words[1].split()) >= 6
    for cell in run.cells:
        for output in cell.get("outputs", []):
            assert "image/png" not in output.get("data", {}), f"{cell.id} shows a picture without words"


@pytest.mark.slow
def test_numbers_in_the_text_are_those_that_the_cells_print(solved: tuple[NotebookNode, float]) -> None:
    run, _ = solved
    by_hand = printed(run, "worked-example-cell")
    for number in ("J = 0.3778", "dw1 = -0.4652", "dw2 = -0.4874", "db = -0.1168"):
        assert number in by_hand
    assert "σ(0) = 0.500, slope at 0 = 0.250" in printed(run, "sigmoid-curve")
    assert "(12288, 5)" in printed(run, "colour-pictures")
    assert "on the test set: 96.2%" in printed(run, "train")
    assert "negative           0.0% of the faces found" in printed(run, "moved")
    assert "moved by 5 pixels  70.0% of the faces found" in printed(run, "moved")
    shares = re.findall(r"([\d.]+)%", printed(run, "mixed"))
    assert float(shares[0]) > 80 and float(shares[1]) < 60


@pytest.mark.slow
def test_with_the_stub_it_stops_at_the_first_check_with_a_kind_sentence(
    release: Path, notebook: NotebookNode, solved: tuple[NotebookNode, float]
) -> None:
    shutil.copy(ROOT / "helpers" / "stubs" / ASSIGNMENT / "logistic_regression.py", release)
    run = nbformat.from_dict(notebook)
    with pytest.raises(CellExecutionError) as stopped:
        NotebookClient(run, timeout=60, resources={"metadata": {"path": str(release)}}).execute()
    assert "not attempted" in str(stopped.value)
    assert "Traceback" not in str(stopped.value)
    (cell,) = (cell for cell in run.cells if any(o.output_type == "error" for o in cell.get("outputs", [])))
    assert cell.source == 'check("c1w2b.sigmoid")'
