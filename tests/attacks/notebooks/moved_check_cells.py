"""Notebook: check cells in reverse order, above what they check and below the answer."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["cells"].reverse()
