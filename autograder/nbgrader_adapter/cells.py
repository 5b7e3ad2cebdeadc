"""What the gradebook knows about an assignment's cells, as plain data: workers get it without opening the gradebook."""

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
    """One cell of the released notebook that nbgrader keeps: `points` is None where nothing is earned."""

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
    def metadata(self) -> dict[str, Any]:
        """nbgrader's metadata as it stood in the release; a submission's own is only a claim."""
        plain: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": self.task,
        }
        if self.checksum is not None:
            plain |= {"cell_type": self.cell_type, "checksum": self.checksum}
        if self.points is not None:
            plain["points"] = self.points
        return plain


@dataclass(frozen=True)
class SourceNotebook:
    """One notebook of an assignment, its kept cells in the notebook's order."""

    assignment: str
    name: str
    kernelspec: Mapping[str, Any]
    cells: tuple[SourceCell, ...]

    def __getitem__(self, name: str) -> SourceCell:
        return next(cell for cell in self.cells if cell.name == name)


def compute_checksum(cell: Any) -> str:
    """nbgrader's checksum of a kept cell; workers do without nbgrader, whose import costs 100 MB."""
    meta = cell.metadata["nbgrader"]
    solution = meta.get("solution", False)
    locked = not solution and (meta.get("grade", False) or meta.get("locked", False))
    parts = [cell.source, cell.cell_type, str(meta.get("grade", False)), str(solution), str(locked), meta["grade_id"]]
    if meta.get("grade"):
        parts.append(str(float(meta["points"])))
    return hashlib.md5("".join(parts).encode()).hexdigest()


def unchanged(cell: Any) -> bool:
    """Whether a kept cell still holds the released text."""
    meta = cell.metadata.get("nbgrader")
    return bool(meta) and meta.get("checksum") == compute_checksum(cell)


def check_target(source: str) -> tuple[str, str] | None:
    """The (assignment, exercise) that a check cell names: `check("c1w2b.propagate")` and nothing else, or None.

    Only a literal is read, never run; `from autograder import check` may stand before it.
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
    """The grade ids of an instructor's notebook, in order; empty where it cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
    return tuple(name for name in names if isinstance(name, str))


def load_notebook(gradebook: Gradebook, assignment: str, name: str, order: tuple[str, ...] = ()) -> SourceNotebook:
    """Read one notebook's cells from an open gradebook; raises nbgrader's MissingEntry.

    The gradebook keeps no order of its own, so `order` (see `source_order`) gives it where it is known.
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
    """All notebooks of an assignment by name; raises nbgrader's MissingEntry where it was never generated."""
    names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
    return {
        name: load_notebook(gradebook, assignment, name, source_order(source_folder / f"{name}.ipynb"))
        for name in names
    }
