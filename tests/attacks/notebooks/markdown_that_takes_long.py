"""Notebook: Markdown that takes patterns hours: brackets, spaces, stars, tables, unclosed tags and formulas."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own, shown, write

PIECES = (
    "](",
    "\\(",
    "<script ",
    "<b>",
    "[",
    "*a **a ",
    "$",
    "`",
    "|a|b\n|-|-\n",
    "> ",
    "- a\n",
    "<div>\n\n",
    "\\begin{a}",
    "x\n: a\n",
)


def change(notebook: dict[str, Any]) -> None:
    for piece in PIECES:
        write(notebook, piece * (100_000 // len(piece)))
    write(notebook, "](" + " " * 200_000 + "x")
    own(notebook)["outputs"] = [shown(text_markdown="](" + " " * 50_000)]
