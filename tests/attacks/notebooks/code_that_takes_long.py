"""Notebook: code that takes a highlighter hours: dots, empty lines, numbers, quotes, and a great deal of it."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own

PIECES = (".", "a.", "1.", "    \n", "'", '"', "f'{", "?", "\\", "x = 1\n", "(")


def change(notebook: dict[str, Any]) -> None:
    for piece in PIECES:
        own(notebook)["source"] = piece * (60_000 // len(piece))
    own(notebook)["source"] = "x = 1\n" * 1_000_000
