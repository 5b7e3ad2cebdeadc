"""Notebook: scripts in formulas, which are set aside while the rest of a cell is cleaned."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own, shown, write

FORMULAS = [
    "$\\text{<script>steal()</script>}$",
    "$\\text{&lt;img src=x onerror=steal()&gt;}$",
    "$$\\href{javascript:steal()}{x}$$",
    "$\\style{background: url(https://evil.example)}{x}$",
    "$\\class{x onclick=steal()}{x}$",
    "$<img src=x onerror=steal() $",
    "<div>$<img src=x onerror=steal() $</div>",
    "\\(<img src=x onerror=steal() \\)",
    "$$\\begin{array}{c<img src=x onerror=steal()>} x \\end{array}$$",
    "\\begin{x onclick=steal()}<script>steal()</script>\\end{x onclick=steal()}",
    "$$x \\tag{<img src=x onerror=steal()>}$$",
    "$\\mathrm{&amp;lt;script&amp;gt;steal()}$",
    "$\\unicode{60}script\\unicode{62}$",
]


def change(notebook: dict[str, Any]) -> None:
    for text in FORMULAS:
        write(notebook, text)
        write(notebook, f"<p>{text}</p>")
        own(notebook)["outputs"] = [shown(text_latex=text, text_plain=text)]
