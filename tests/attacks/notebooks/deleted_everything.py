"""Notebook: an empty notebook."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["cells"] = []
