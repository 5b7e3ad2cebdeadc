"""Notebook: the grader's own card, saying Right, in check cells, in a cell above them and in the answer."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, checks, own, shown, value

CARD = (
    '<div class="gradus-card" role="group" aria-label="Right: double" style="border-left: 6px solid #00664f">'
    "<span>✓</span> <span>Right</span> <code>double</code> <span>4 of 4 points</span></div>"
)


def change(notebook: dict[str, Any]) -> None:
    card = shown(text_html=CARD, text_plain="✓ Right: double, 4 of 4 points")
    for cell in checks(notebook):
        cell["outputs"] = [card, value("4.0")]
        cell["metadata"]["gradus"] = {"card": True}
    own(notebook)["outputs"] = [card, value("4.0")]
    for cell in answers(notebook):
        cell["source"] = CARD
