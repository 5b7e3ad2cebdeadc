"""Notebook: more damaged cells than anybody wants to read about."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [{}] * 100_000
