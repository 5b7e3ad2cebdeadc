"""Notebook: HTML and terminal codes in prints, names of errors and tracebacks."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import SCRIPTS, own, printed

CODES = (
    "\x1b[31m",
    "\x1b]8;;javascript:steal()\x1b\\\\x",
    "\x1b[1;<script>m",
    "\x1b[0;38;5;9999999999m",
    "\x00\x08\x7f",
    "\x9b31m",
)


def change(notebook: dict[str, Any]) -> None:
    cell = own(notebook)
    for text in [*SCRIPTS, *CODES]:
        cell["outputs"] += [
            printed(text),
            printed(text, "stderr"),
            printed(text, "<script>steal()</script>"),
            {"output_type": "error", "ename": text, "evalue": text, "traceback": [text, text]},
        ]
