"""Notebook: the notebook cannot be read."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).write_text("{}")
    (folder / name).chmod(0)
