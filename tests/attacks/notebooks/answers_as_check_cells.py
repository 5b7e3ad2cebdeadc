"""Notebook: the cell that a person grades becomes one that is scored automatically, with its points as output."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, value


def change(notebook: dict[str, Any]) -> None:
    for cell in answers(notebook):
        points = cell["metadata"]["nbgrader"]["points"]
        cell |= {"cell_type": "code", "source": f"{points}.0", "execution_count": 1, "outputs": [value(f"{points}.0")]}
        cell["metadata"]["nbgrader"] |= {"solution": False, "grade": True, "locked": True}
