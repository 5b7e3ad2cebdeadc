"""Notebook: bytes that are not text."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff\xfe{}" + bytes(range(256)))
