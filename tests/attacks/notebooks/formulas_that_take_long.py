"""Notebook: formulas nested a thousand deep, and a thousand of them."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import write

PIECES = ("\\frac{1}{", "\\left(", "\\sqrt{", "^{", "_{", "\\begin{matrix}", "{")


def change(notebook: dict[str, Any]) -> None:
    for piece in PIECES:
        deep = piece * (3500 // len(piece))
        write(notebook, f"$${deep}x{'}' * deep.count('{')}$$")
    write(notebook, "$\\frac{a}{b}$ " * 1300)
