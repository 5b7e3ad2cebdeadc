"""Notebook: the notebook is a pipe, from which nothing ever comes."""

from __future__ import annotations

import os
from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
