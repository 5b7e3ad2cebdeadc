"""Writes the solved assignment, to hand out after the due date: the executed notebook and the solved module."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from autograder.nbgrader_adapter.settings import course_directory
from autograder.nbgrader_adapter.workspaces import SUFFIX, reachable_from
from autograder.project import SOLUTION
from autograder.vault.keys import public_key_path

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.project import Project

CELL_SECONDS = 600


class SolutionError(ValueError):
    """The solution cannot be written; the message says why."""


def write_solution(
    project: Project, assignment: str, folder: Path | None = None, early: bool = False, run: bool = True
) -> list[Path]:
    """Write the solved notebook, the module and their data to `folder` (default: course/solution/<assignment>).

    early   write it even if learners can still submit
    run     run the notebook so that it shows its outputs; a failing check is an error
    raises  SolutionError
    """
    from autograder.authoring.bundle import find_bundle

    bundle = find_bundle(project, assignment)
    name = bundle.assignment.name
    coursedir = course_directory(project.course)
    if not early:
        _refuse_before(_last_due_date(coursedir.db_url, name), name)
    source = Path(coursedir.format_path(coursedir.source_directory, ".", name))
    folder = folder or Path(coursedir.format_path(coursedir.solution_directory, ".", name))
    notebooks = sorted(source.glob("*.ipynb"))
    if not notebooks:
        raise SolutionError(f"There is no notebook in {source}.")
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{bundle.assignment.module}.py", folder / f"{name}.key"]
    written[0].write_text(solved_module(bundle), encoding="utf-8")
    for name_beside, content in project.beside_every_notebook().items():
        written.append(folder / name_beside)
        written[-1].write_bytes(content)
    shutil.copyfile(public_key_path(project, bundle), written[1])
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts:
            written.append(folder / path.relative_to(source))
            written[-1].parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, written[-1])
            if path.suffix == SUFFIX:
                # Not the folder with the assignment's own name, which has the learner's work.
                places = {folder.name, f"{name}{SOLUTION}"} - {name}
                written[-1].write_bytes(reachable_from(path.read_bytes(), sorted(places)))
    for path in notebooks:
        notebook = without_grading(nbformat.read(path, as_version=4))
        if run:
            _run(notebook, folder, path.name)
        written.insert(0, folder / path.name)
        nbformat.write(notebook, written[0])
    return written


def solved_module(bundle: Bundle) -> str:
    """The reference module for learners: without the markers around the solutions."""
    from autograder.authoring.stub import BEGIN, END

    lines = bundle.reference_source.splitlines()
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END)) + "\n"


def without_grading(notebook: NotebookNode) -> NotebookNode:
    """The notebook without nbgrader's metadata: no cell is locked, and it cannot be submitted."""
    for cell in notebook.cells:
        for name in ("nbgrader", "deletable", "editable"):
            cell.metadata.pop(name, None)
    return notebook


def _last_due_date(db_url: str, assignment: str) -> datetime | None:
    """The latest due date of any learner, including extensions; None if there is none."""
    with Gradebook(db_url) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            return None
        if found.duedate is None:
            return None
        return max([found.duedate, *(item.duedate for item in found.submissions)])


def _refuse_before(due: datetime | None, assignment: str) -> None:
    if due is not None and due > datetime.now(UTC).replace(tzinfo=None):
        raise SolutionError(
            f"{assignment} can be submitted until {due:%Y-%m-%d %H:%M} UTC, so its solution is not written yet."
        )


def _run(notebook: NotebookNode, folder: Path, name: str) -> None:
    try:
        ExecutePreprocessor(timeout=CELL_SECONDS, kernel_name="python3").preprocess(
            notebook, {"metadata": {"path": str(folder)}}
        )
    except CellExecutionError as error:
        raise SolutionError(f"{name} fails with its solution: {error.ename}: {error.evalue}") from error
