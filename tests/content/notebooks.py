"""Runs a notebook as a learner has it, and reads its cells' outputs."""

from __future__ import annotations

import doctest
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat.notebooknode import NotebookNode

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.project import Project
from autograder.vault.keys import public_key_path
from tests import processor
from tests.house.tree import ROOT

CELL_SECONDS = 60  # of processor time that one cell may use
HANG = 10 * CELL_SECONDS  # on the clock: a guard against cells that hang


@dataclass(frozen=True)
class Run:
    """An executed notebook.

    processor  cell id -> seconds of processor time of the kernel and its children; the first cell's include its start
    """

    notebook: NotebookNode
    processor: Mapping[str, float]

    @property
    def seconds(self) -> float:
        """Processor time of the whole notebook."""
        return sum(self.processor.values())

    def printed(self, cell_id: str) -> str:
        """What one cell wrote to standard output."""
        (cell,) = (cell for cell in self.notebook.cells if cell.id == cell_id)
        return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@dataclass(frozen=True)
class Course:
    """One assignment with its notebook."""

    bundle: Bundle
    notebook: NotebookNode

    @property
    def name(self) -> str:
        return self.bundle.assignment.name

    @property
    def source(self) -> Path:
        return ROOT / "course" / "source" / self.name

    def lay_out(self, folder: Path, solved: bool) -> None:
        """Put the solution or the stub into `folder`, and the public key."""
        module = f"{self.bundle.assignment.module}.py"
        shutil.copy((ROOT / "solutions" if solved else ROOT / "helpers" / "stubs") / self.name / module, folder)
        shutil.copy(public_key_path(Project.at(ROOT), self.bundle), folder / f"{self.name}.key")

    def run(self, folder: Path, solved: bool) -> Run:
        """The notebook, run beside the solution or the stub in `folder`.

        With the stub: everything up to the first check, where a learner stops, and after that only the checks.
        """
        self.lay_out(folder, solved)
        run = nbformat.from_dict(self.notebook)
        if not solved:
            first = run.cells.index(checks(run)[0])
            run.cells = [*run.cells[:first], *checks(run)]
        return execute(run, folder, allow_errors=not solved)


def execute(notebook: NotebookNode, folder: Path, allow_errors: bool) -> Run:
    """Run the notebook in place, in a kernel of its own that works in `folder`; fails if a cell takes too long."""
    client = NotebookClient(
        notebook,
        timeout=HANG,
        startup_timeout=HANG,
        iopub_timeout=HANG,
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )
    used: dict[str, float] = {}
    total = 0.0

    def count(cell: NotebookNode, **_: Any) -> None:
        nonlocal total
        now = processor.seconds(client.km.provisioner.pid)
        used[cell.id], total = now - total, now

    client.on_cell_executed = count
    try:
        client.execute()
    except CellTimeoutError as error:
        pytest.fail(f"The guard against hangs ended a cell after {HANG} seconds on the clock.\n{error}")
    slow = {cell: f"{seconds:.0f} s" for cell, seconds in used.items() if seconds > CELL_SECONDS}
    assert not slow, f"These cells used more than {CELL_SECONDS} s of processor time: {slow}"
    return Run(notebook, used)


@cache
def load(name: str) -> Course:
    """The assignment of this name, read once; nobody changes it."""
    path = ROOT / "course" / "source" / name / f"{name}.ipynb"
    return Course(load_bundle(ROOT / "solutions" / name), nbformat.read(path, as_version=4))


def check_examples(name: str) -> None:
    """Fails if an exercise's docstring has no example, or a wrong one."""
    bundle = load(name).bundle
    module = bundle.solution_namespace()
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    for exercise in bundle.names:
        (found,) = finder.find(getattr(module, exercise), exercise, globs=dict(vars(module)))
        assert found.examples, exercise
        assert runner.run(found).failed == 0, exercise


def checks(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]


def text(notebook: NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def errors(notebook: NotebookNode) -> dict[str, str]:
    """Cell id -> the traceback it raised."""
    return {
        cell.id: "\n".join(output.traceback)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def pictures(notebook: NotebookNode) -> list[str]:
    """The alt text of each picture; fails if a picture has none."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert "image/png" not in output.get("data", {}), f"{cell.id} shows a picture without alt text"
            for tag in re.findall(r"<img [^>]*>", output.get("data", {}).get("text/html", "")):
                words = re.search(r'alt="([^"]*)"', tag)
                assert words, f"{cell.id} shows a picture without alt text"
                found.append(words[1])
    return found
