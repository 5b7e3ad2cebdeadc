"""Restores the tracked cells of a submitted notebook as released, because learners can change everything in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import count

from nbformat.notebooknode import NotebookNode, from_dict

from autograder.nbgrader_adapter.cells import SourceCell, SourceNotebook

OUR_IDS = ("gradus-", "restored-")  # prefixes of the ids of cells that this module adds
MOST_OWN = 2000  # cells that the learner added
NOTICES_HEAD = "**Problems found before grading:**\n"


def restore(notebook: NotebookNode, source: SourceNotebook) -> tuple[str, ...]:
    """Change `notebook` in place so that it has each tracked cell once, with its released metadata and locked text.

    Written answers stay as the learner wrote them. Returns a notice for each correction.
    """
    notices: list[str] = []
    taken = {cell.get("id") for cell in notebook.cells}
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("gradus", None)
        if str(cell.get("id", "")).startswith(OUR_IDS):
            cell.id = next(name for tries in count() if (name := f"renamed-{number}-{tries}") not in taken)
    present = _match(notebook, source, notices)
    for name, cell in present.items():
        _overwrite(cell, source[name], notices)
    _limit_own_cells(notebook, notices)
    _report_moves(notebook, source, notices)
    _add_missing(notebook, source, present, notices)
    if source.kernelspec:
        notebook.metadata["kernelspec"] = from_dict(dict(source.kernelspec))
    return tuple(notices)


def add_notices(notebook: NotebookNode, notices: Sequence[str]) -> None:
    """Show the notices in a cell at the top of the notebook."""
    if not notices:
        return
    lines = "".join(f"\n- {sentence}" for sentence in notices)
    if notebook.cells and notebook.cells[0].metadata.get("gradus") == {"notices": True}:
        notebook.cells[0].source += lines
        return
    cell = {"cell_type": "markdown", "metadata": {"gradus": {"notices": True}}, "source": NOTICES_HEAD + lines}
    if notebook.nbformat_minor >= 5:
        cell["id"] = "gradus-notices"
    notebook.cells.insert(0, from_dict(cell))


def _match(notebook: NotebookNode, source: SourceNotebook, notices: list[str]) -> dict[str, NotebookNode]:
    """The submitted cell for each tracked cell. If several have the same grade id, the last counts, as in nbgrader."""
    known = {cell.name for cell in source.cells}
    present: dict[str, NotebookNode] = {}
    duplicates: dict[str, None] = {}
    for cell in reversed(notebook.cells):
        claimed = cell.metadata.pop("nbgrader", None)
        name = claimed.get("grade_id") if isinstance(claimed, dict) else None
        if not isinstance(name, str) or name not in known:
            continue
        if name in present:
            duplicates[name] = None
            continue
        present[name] = cell
        if claimed != source[name].metadata:
            _report_claims(claimed, source[name], notices)
    notices += [f"The cell `{name}` occurs more than once; only the last copy counts." for name in duplicates]
    return {name: present[name] for name in (cell.name for cell in source.cells) if name in present}


def _limit_own_cells(notebook: NotebookNode, notices: list[str]) -> None:
    """Remove the learner's own cells beyond the first `MOST_OWN`."""
    own = [cell for cell in notebook.cells if "nbgrader" not in cell.metadata]
    if len(own) > MOST_OWN:
        notices.append(f"The notebook has {len(own)} cells that are not graded; only the first {MOST_OWN} were kept.")
        removed = {id(cell) for cell in own[MOST_OWN:]}
        notebook.cells = [cell for cell in notebook.cells if id(cell) not in removed]


def _report_claims(claimed: NotebookNode, cell: SourceCell, notices: list[str]) -> None:
    if cell.points is not None and claimed.get("points") != cell.points:
        notices.append(f"The points of the cell `{cell.name}` were changed; it is worth {cell.points:g}.")
    elif any(bool(claimed.get(name)) != value for name, value in cell.flags.items()):
        notices.append(f"The grading settings of the cell `{cell.name}` were changed and have been restored.")


def _overwrite(cell: NotebookNode, tracked: SourceCell, notices: list[str]) -> None:
    if cell.cell_type != tracked.cell_type:
        notices.append(f"The cell `{tracked.name}` was changed to a {cell.cell_type} cell and has been restored.")
        _turn_into(cell, tracked.cell_type)
    if tracked.locked and cell.source != tracked.source:
        notices.append(f"The text of the cell `{tracked.name}` was changed and has been restored.")
        cell.source = tracked.source
    cell.metadata["nbgrader"] = from_dict(tracked.metadata)
    if tracked.locked and tracked.grade:  # only the grader writes the outputs of a check cell
        cell.outputs = []
        cell.execution_count = None


def _turn_into(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.pop("attachments", None)
        cell.outputs = []
        cell.execution_count = None
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _report_moves(notebook: NotebookNode, source: SourceNotebook, notices: list[str]) -> None:
    names = [cell.metadata.nbgrader["grade_id"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    ranks = {cell.name: rank for rank, cell in enumerate(source.cells)}
    if [ranks[name] for name in names] != sorted(ranks[name] for name in names):
        notices.append("Graded cells were moved; this does not affect the score.")


def _add_missing(
    notebook: NotebookNode, source: SourceNotebook, present: dict[str, NotebookNode], notices: list[str]
) -> None:
    """Insert each missing cell after the tracked cell that precedes it in the source."""
    before: NotebookNode | None = None
    for tracked in source.cells:
        if tracked.name in present:
            before = present[tracked.name]
            continue
        cell = _new_cell(tracked, notebook)
        place = 0 if before is None else next(i for i, other in enumerate(notebook.cells) if other is before) + 1
        notebook.cells.insert(place, cell)
        before = cell
        if tracked.points is not None:
            notices.append(f"The cell `{tracked.name}` was missing and has been restored.")


def _new_cell(tracked: SourceCell, notebook: NotebookNode) -> NotebookNode:
    plain: dict = {"cell_type": tracked.cell_type, "metadata": {"nbgrader": tracked.metadata}, "source": tracked.source}
    if tracked.locked:
        plain["metadata"] |= {"deletable": False, "editable": False}
    if tracked.cell_type == "code":
        plain |= {"execution_count": None, "outputs": []}
    if notebook.nbformat_minor >= 5:
        # Derived from the name, not random, so that grading twice gives the same file.
        plain["id"] = "restored-" + hashlib.sha256(tracked.name.encode()).hexdigest()[:16]
    return from_dict(plain)
