"""Notebook: pages with scripts where feedback will be written, under its names."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    page = "<!DOCTYPE html><html><body><script>steal()</script>Score: 100</body></html>"
    for other in (name.replace(".ipynb", ".html"), "index.html", "feedback.html", "x.svg"):
        (folder / other).write_text(page)
