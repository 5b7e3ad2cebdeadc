"""Notebook: raw cells, which an exporter puts into a page as they are."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import SCRIPTS, write


def change(notebook: dict[str, Any]) -> None:
    for text in [*SCRIPTS, "$<img src=x onerror=steal() $"]:
        for kind in ("text/html", "", "text/restructuredtext", None):
            cell = write(notebook, text, "raw")
            cell["metadata"] = {"raw_mimetype": kind, "format": kind} if kind is not None else {}
