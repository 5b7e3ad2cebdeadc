"""Notebook: the notebook is a folder."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
