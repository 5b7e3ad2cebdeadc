"""Writes a quiz's declared questions into its notebook. The author writes the rest of the notebook.

Each question has two cells: the question and its choices. The author may add cells between them, such as a picture.
The check cell with the points is created once and then never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.exercise import Assignment
from autograder.quiz import Question

POINTS = 10  # of a new question; authors change them as in any nbgrader notebook


def questions(assignment: Assignment) -> list[tuple[int, Question]]:
    """A quiz's questions with their numbers; empty if the assignment is not a quiz."""
    found = [exercise for exercise in assignment.exercises if isinstance(exercise, Question)]
    return list(enumerate(found, start=1))


def cells(assignment: Assignment) -> dict[str, str]:
    """{cell id: text} for every cell of the notebook that is generated from a declaration."""
    made: dict[str, str] = {}
    for number, question in questions(assignment):
        made |= {_id("question", question): _question(number, question)}
        made |= {_id("choices", question): _choices(question, assignment.module)}
    return made


def stale(notebook: NotebookNode, wanted: Mapping[str, str]) -> list[str]:
    """The ids of cells that are missing or differ from the declaration."""
    there = {cell.get("id"): cell.source for cell in notebook.cells}
    return [name for name, text in wanted.items() if there.get(name) != text]


def refresh(notebook: NotebookNode, assignment: Assignment) -> None:
    """Bring every question's cells up to date; missing cells are inserted in order."""
    wanted = cells(assignment)
    place = len(notebook.cells)
    for _, question in questions(assignment):
        for role in ("question", "choices", "check"):
            name = _id(role, question)
            found = next((index for index, cell in enumerate(notebook.cells) if cell.get("id") == name), None)
            if found is None:
                cell = _check(assignment, question) if role == "check" else nbformat.v4.new_markdown_cell(id=name)
                notebook.cells.insert(place, cell)
                found = place
            if role != "check":
                notebook.cells[found].source = wanted[name]
            place = found + 1


def build_notebook(assignment: Assignment, path: Path, write: bool = True) -> bool:
    """Refresh the notebook at `path`; True if it was out of date. Without `write`, only compare."""
    notebook = nbformat.read(path, as_version=4)
    before = nbformat.writes(notebook, version=4)
    refresh(notebook, assignment)
    after = nbformat.writes(notebook, version=4)
    if after != before and write:
        path.write_text(after + "\n", encoding="utf-8")
    return after != before


def _id(role: str, question: Question) -> str:
    return f"{role}-{question.name.replace('_', '-')}"


def _question(number: int, question: Question) -> str:
    return f"## {number} {question.title}\n\n{question.text}"


def _choices(question: Question, module: str) -> str:
    listed = [
        f"- **({letter})** {indent(choice.text, '  ')[2:]}" for letter, choice in question.by_letter()
    ]  # a choice of several lines stays inside its item
    example = '["a", "b"]'
    how = (
        f"*More than one may be right.* Answer in `{module}.py`: `{question.name}` returns a list of letters, such as "
        f"`{example}`."
        if question.several
        else f"Answer in `{module}.py`: `{question.name}` returns one letter."
    )
    return "\n".join(listed) + f"\n\n{how}"


def _check(assignment: Assignment, question: Question) -> NotebookNode:
    cell = nbformat.v4.new_code_cell(f'check("{assignment.short}.{question.name}")', id=_id("check", question))
    cell.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": f"check-{question.name}",
        "locked": True,
        "points": POINTS,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    return cell
