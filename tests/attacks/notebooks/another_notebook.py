"""Notebook: more notebooks beside the real one, with full points in each."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    text = (folder / name).read_text().replace('"points": 4', '"points": 400')
    for other in ("bonus.ipynb", "../bonus.ipynb", name.upper(), f" {name}", "a b.ipynb"):
        (folder / other.replace("/", "_")).write_text(text)
    (folder / "sub").mkdir()
    (folder / "sub" / name).write_text(text)
