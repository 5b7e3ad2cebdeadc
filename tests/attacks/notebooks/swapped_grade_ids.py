"""Notebook: the ids of two check cells, exchanged: one right answer for the larger number of points."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import checks


def change(notebook: dict[str, Any]) -> None:
    first, second = checks(notebook)[:2]
    one, other = first["metadata"]["nbgrader"], second["metadata"]["nbgrader"]
    one["grade_id"], other["grade_id"] = other["grade_id"], one["grade_id"]
    one["points"], other["points"] = other["points"], one["points"]
