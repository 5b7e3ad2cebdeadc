"""Notebook: graded cells become tasks, plain cells, or cells without a mark."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, checks


def change(notebook: dict[str, Any]) -> None:
    marks = ({"task": True, "grade": False}, {"grade": False, "locked": False}, {"grade": "no", "solution": "no"})
    for cell, mark in zip([*checks(notebook), *answers(notebook)], marks, strict=False):
        cell["metadata"]["nbgrader"] |= mark
