"""Notebooks are sources: committed in one form, without outputs, and compared as text."""

from __future__ import annotations

import subprocess

import nbformat
import pytest

from tests.house.tree import ROOT, tracked

NOTEBOOKS = [path for path in tracked() if path.suffix == ".ipynb"]


def normalised(text: str) -> str:
    """The form that JupyterLab saves (format 4.5, cell ids, sorted keys), with kernel `python3` and no outputs."""
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        for name in ("collapsed", "execution", "scrolled", "ExecuteTime"):
            cell.metadata.pop(name, None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    return nbformat.writes(notebook, version=4) + "\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_notebook_is_in_committed_form(path) -> None:
    """A committed notebook is normalized and has no outputs."""
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text == normalised(text), f"{path} is not in the committed form. Clear its outputs, or: gradus build"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_cells_have_unique_ids(path) -> None:
    """Every cell has its own id."""
    notebook = nbformat.read(ROOT / path, as_version=4)
    ids = [cell.get("id") for cell in notebook.cells]
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_git_compares_notebooks_as_text() -> None:
    """Git compares notebooks as text.

    One notebook is converted: the converter is the same for all and takes seconds to start.
    """
    asked = subprocess.run(
        ["git", "check-attr", "diff", *NOTEBOOKS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    drivers = asked.stdout.splitlines()
    assert len(drivers) == len(NOTEBOOKS) and all(line.endswith(": notebook") for line in drivers)
    command = [".ci/notebook-text", min(NOTEBOOKS)]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "```" in shown
    assert '"cell_type"' not in shown
