"""Notebook: not JSON."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).write_text("{oops")
