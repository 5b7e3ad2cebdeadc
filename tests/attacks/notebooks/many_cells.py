"""Notebook: a hundred thousand cells."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    with (folder / name).open("wb") as file:
        cell = b'{"cell_type":"raw","source":"<b>x</b>"},'
        file.write(b'{"nbformat":4,"nbformat_minor":4,"metadata":{},"cells":[' + cell * 100_000 + cell[:-1] + b"]}")
