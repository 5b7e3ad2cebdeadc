"""Notebook: check cells become answer cells, so that their text and outputs are kept."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import checks, value


def change(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"] |= {"solution": True, "locked": False}
        cell |= {"source": "4.0", "outputs": [value("4.0")], "execution_count": 1}
