"""Notebook: a time of submission that is not a time, is before all times, or a hundred megabytes long."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / "timestamp.txt").write_bytes(b"0000-99-99 \xff" + b"9" * 1_000_000)
