"""Reads the learner's module and writes cards and points into the check cells. Replaces nbgrader's Execute."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode, from_dict

from autograder.nbgrader_adapter.cells import check_target
from autograder.result import ExerciseResult, SubmissionResult

LARGEST_MODULE = 1 << 20  # bytes of source; the longest reference has about 20,000

Judge = Callable[[bytes | None, str], SubmissionResult]
"""(source of the submitted module or None if there is none, learner's name) -> result."""


@dataclass(frozen=True)
class CheckCell:
    index: int
    exercise: str | None  # None if the cell does not name an exercise
    points: float


def check_cells(notebook: NotebookNode) -> list[CheckCell]:
    """The cells that nbgrader scores by their output, with the exercise that each checks."""
    found = []
    for index, cell in enumerate(notebook.cells):
        graded = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and graded.get("grade") and not graded.get("solution"):
            target = check_target(cell.source)
            found.append(CheckCell(index, target[1] if target else None, float(graded["points"])))
    return found


def read_module(folder: Path, module: str) -> tuple[bytes | None, str]:
    """The learner's module beside the notebook, and a message if it cannot be read. Links are not followed."""
    path = folder / f"{module}.py"
    try:
        state = path.lstat()
    except OSError:
        return None, f"The file `{module}.py` is missing, so nothing could be checked."
    if not stat.S_ISREG(state.st_mode):
        return None, f"`{module}.py` is not a regular file and was not read."
    if state.st_size > LARGEST_MODULE:
        return None, f"`{module}.py` is larger than {LARGEST_MODULE >> 20} MiB and was not read."
    try:
        return path.read_bytes(), ""
    except OSError as error:
        return None, f"`{module}.py` could not be read ({error.strerror})."


def earned(fraction: float, points: float) -> float:
    """The points for a fraction. The result is from 0 to `points`, because nbgrader does not check the range."""
    fraction = float(fraction)
    if not fraction > 0.0:  # also if it is NaN
        return 0.0
    return min(float(points), round(min(fraction, 1.0) * float(points), 6))


def write_results(notebook: NotebookNode, results: Iterable[ExerciseResult]) -> None:
    """Replace the outputs of each check cell with the card and the points earned."""
    by_name = {result.exercise: result for result in results}
    for check in check_cells(notebook):
        result = by_name.get(check.exercise or "") or _unknown(check)
        score = earned(result.fraction, check.points)
        cell = notebook.cells[check.index]
        cell.execution_count = None
        cell.outputs = [card_output(result, (score, check.points)), score_output(score)]


def card_output(result: ExerciseResult, points: tuple[float, float]) -> NotebookNode:
    from autograder.card import html, text

    data = {"text/html": html.render(result, points=points), "text/plain": text.render(result, points=points)}
    return from_dict({"output_type": "display_data", "data": data, "metadata": {}})


def score_output(score: float) -> NotebookNode:
    """The points earned, as an `execute_result` that nbgrader parses as a number."""
    data = {"text/plain": repr(float(score))}
    return from_dict({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None})


def _unknown(check: CheckCell) -> ExerciseResult:
    message = (
        f"The answer key has no exercise `{check.exercise}`. Generate and release the assignment again."
        if check.exercise
        else "This cell does not name an exercise, so nothing was run and it earns no points."
    )
    return ExerciseResult(check.exercise or "unnamed", 0.0, "refused", message=message)
