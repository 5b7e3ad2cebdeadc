"""Notebook: settings and start-up files of every program that might look here."""

from __future__ import annotations

from pathlib import Path

NAMES = (
    "nbgrader_config.py",
    "jupyter_config.py",
    "sitecustomize.py",
    "conftest.py",
    "nbformat.py",
    "json.py",
    "bleach.py",
)


def lay(folder: Path, name: str) -> None:
    for other in NAMES:
        (folder / other).write_text("import os\nos._exit(3)\n")
    (folder / "custom.css").write_text("@import 'https://evil.example/x.css';")
    (folder / ".jupyter").mkdir()
    (folder / ".jupyter" / "jupyter_config.py").write_text("import os\nos._exit(3)\n")
