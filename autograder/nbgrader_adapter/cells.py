"""The cells of an assignment as the gradebook knows them, as plain data that workers read without the gradebook."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

SCHEMA_VERSION = 3  # of nbgrader's cell metadata


@dataclass(frozen=True)
class SourceCell:
    """One released cell that nbgrader tracks. `points` is None if the cell earns none."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None

    @property
    def flags(self) -> dict[str, bool]:
        """The flags in nbgrader's cell metadata, by name."""
        return {"grade": self.grade, "locked": self.locked, "solution": self.solution, "task": self.task}

    @property
    def metadata(self) -> dict[str, Any]:
        """nbgrader's cell metadata as released. A submission's own metadata cannot be trusted."""
        plain: dict[str, Any] = {
            **self.flags,
            "grade_id": self.name,
            "schema_version": SCHEMA_VERSION,
        }
        if self.checksum is not None:
            plain |= {"cell_type": self.cell_type, "checksum": self.checksum}
        if self.points is not None:
            plain["points"] = self.points
        return plain


@dataclass(frozen=True)
class SourceNotebook:
    """One notebook of an assignment, with its tracked cells in the notebook's order."""

    assignment: str
    name: str
    kernelspec: Mapping[str, Any]
    cells: tuple[SourceCell, ...]

    def __getitem__(self, name: str) -> SourceCell:
        return next(cell for cell in self.cells if cell.name == name)


def compute_checksum(cell: Any) -> str:
    """nbgrader's checksum of a tracked cell, computed without nbgrader: importing it costs a worker 100 MB."""
    meta = cell.metadata["nbgrader"]
    solution = meta.get("solution", False)
    locked = not solution and (meta.get("grade", False) or meta.get("locked", False))
    parts = [cell.source, cell.cell_type, str(meta.get("grade", False)), str(solution), str(locked), meta["grade_id"]]
    if meta.get("grade"):
        parts.append(str(float(meta["points"])))
    return hashlib.md5("".join(parts).encode()).hexdigest()


def unchanged(cell: Any) -> bool:
    """Whether a tracked cell still has the released text."""
    meta = cell.metadata.get("nbgrader")
    return bool(meta) and meta.get("checksum") == compute_checksum(cell)


def check_target(source: str) -> tuple[str, str] | None:
    """The (assignment, exercise) in a check cell such as `check("c1w2b.propagate")`; None for any other cell.

    The source is parsed, never run, and the argument must be a literal. Imports may precede the call.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    calls = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if len(calls) != 1 or not isinstance(calls[0], ast.Expr) or not isinstance(calls[0].value, ast.Call):
        return None
    call = calls[0].value
    if not isinstance(call.func, ast.Name) or call.func.id != "check" or not call.args:
        return None
    target = call.args[0]
    if not isinstance(target, ast.Constant) or not isinstance(target.value, str):
        return None
    assignment, dot, exercise = target.value.partition(".")
    return (assignment, exercise) if dot and assignment and exercise else None


def source_order(notebook: Path) -> tuple[str, ...]:
    """The grade ids of the source notebook, in order; empty if it cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
    return tuple(name for name in names if isinstance(name, str))


def load_notebook(gradebook: Gradebook, assignment: str, name: str, order: tuple[str, ...] = ()) -> SourceNotebook:
    """Read one notebook's cells from an open gradebook. Raises nbgrader's MissingEntry.

    The gradebook does not store the order of cells; `order` supplies it (see `source_order`).
    """
    notebook = gradebook.find_notebook(name, assignment)
    points = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    cells = [
        SourceCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    ]
    place = {grade_id: index for index, grade_id in enumerate(order)}
    cells.sort(key=lambda cell: place.get(cell.name, len(place)))
    return SourceNotebook(assignment, name, json.loads(notebook.kernelspec or "{}"), tuple(cells))


def load_assignment(gradebook: Gradebook, assignment: str, source_folder: Path) -> dict[str, SourceNotebook]:
    """All notebooks of an assignment by name. Raises nbgrader's MissingEntry if it was never generated."""
    names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
    return {
        name: load_notebook(gradebook, assignment, name, source_order(source_folder / f"{name}.ipynb"))
        for name in names
    }
