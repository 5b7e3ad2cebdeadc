"""Notebook: HTML that takes a parser hours: nested, endless, doubled, never closed."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own, shown

PIECES = (
    "<b>",
    "<div>",
    "<a>",
    "<table>",
    "<b><p>",
    "<a<a",
    "<script ",
    "&",
    "<p " + "a=b " * 50,
    "<!--",
    "<p style='color:",
    "</b>",
    "<td>",
)


def change(notebook: dict[str, Any]) -> None:
    for piece in PIECES:
        own(notebook)["outputs"] = [shown(text_html=piece * (200_000 // len(piece)))]
    deep = "<p style='color:" + "(" * 50_000 + "'>x<p " + "a=b " * 50_000 + ">"
    own(notebook)["outputs"] = [shown(text_html=deep), shown(text_html="<b>x</b>" * 10_000)]
