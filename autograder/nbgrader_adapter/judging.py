"""Where Execute stood: asks the engine once per notebook, and writes cards and points into the check cells."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode, from_dict

from autograder.nbgrader_adapter.cells import check_target
from autograder.result import ExerciseResult, SubmissionResult

LARGEST_MODULE = 1 << 20  # bytes of source; the longest reference has some 20,000

Judge = Callable[[bytes | None, str], SubmissionResult]
"""Judges the text of one submission's module (None where there is no such file), for the learner of that name."""


@dataclass(frozen=True)
class CheckCell:
    index: int
    exercise: str | None  # None: an autograded cell that names no exercise
    points: float


def check_cells(notebook: NotebookNode) -> list[CheckCell]:
    """The cells that nbgrader scores by their outputs, with the exercise that each names."""
    found = []
    for index, cell in enumerate(notebook.cells):
        graded = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and graded.get("grade") and not graded.get("solution"):
            target = check_target(cell.source)
            found.append(CheckCell(index, target[1] if target else None, float(graded["points"])))
    return found


def read_module(folder: Path, module: str) -> tuple[bytes | None, str]:
    """The learner's module beside the notebook, and a sentence where it cannot be read. Links are not followed."""
    path = folder / f"{module}.py"
    try:
        state = path.lstat()
    except OSError:
        return None, f"There is no file `{module}.py` beside the notebook, so nothing could be checked."
    if not stat.S_ISREG(state.st_mode):
        return None, f"`{module}.py` is no ordinary file and was not read."
    if state.st_size > LARGEST_MODULE:
        return None, f"`{module}.py` is larger than {LARGEST_MODULE >> 20} MiB and was not read."
    try:
        return path.read_bytes(), ""
    except OSError as error:
        return None, f"`{module}.py` cannot be read ({error.strerror})."


def earned(fraction: float, points: float) -> float:
    """Points for a fraction: a plain number within 0 and `points`, which nbgrader takes as they are."""
    fraction = float(fraction)
    if not fraction > 0.0:  # NaN too
        return 0.0
    return min(float(points), round(min(fraction, 1.0) * float(points), 6))


def write_results(notebook: NotebookNode, results: Iterable[ExerciseResult]) -> None:
    """Replace the outputs of every check cell: the card, then exactly one number."""
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
    """nbgrader reads a final `execute_result` that parses as a number as the points earned."""
    data = {"text/plain": repr(float(score))}
    return from_dict({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None})


def _unknown(check: CheckCell) -> ExerciseResult:
    message = (
        f"The answer key holds no exercise `{check.exercise}`: generate and release the assignment again."
        if check.exercise
        else "This cell names no exercise to check, so nothing was run and nothing is earned here."
    )
    return ExerciseResult(check.exercise or "unnamed", 0.0, "refused", message=message)
