"""Notebook: a format that does not exist yet."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["nbformat_minor"] = 99
    notebook["cells"][-1]["cell_type"] = "quantum"
