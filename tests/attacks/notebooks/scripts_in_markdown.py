"""Notebook: every way to run a script from a written cell: HTML, links, fences, entities, references."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import SCRIPTS, answers, own, shown, write

LINKS = [
    "[x](javascript:steal())",
    "[x]( JavaScript:steal() )",
    "[x](&#106;avascript:steal())",
    "[x](java\\script:steal())",
    "[x](<javascript:steal()>)",
    "[x][1]\n\n[1]: javascript:steal()",
    "[x][2]\n\n[2]:\n<javascript:steal()>",
    "<javascript:steal()>",
    "![x](javascript:steal())",
    "![x](x.png 'a\" onerror=\"steal()')",
    "[x](data:text/html;base64,PHNjcmlwdD5zdGVhbCgpPC9zY3JpcHQ+)",
    '```x" onmouseover="steal()\ncode\n```',
    "```mermaid\ngraph TD; A[<img src=x onerror=steal()>]\n```",
    "    <script>steal()</script>",
    "`<script>steal()</script>`",
    "| a |\n|-|\n| <img src=x onerror=steal()> |",
    "# <img src=x onerror=steal()>",
    "x\n: <img src=x onerror=steal()>",
]


def change(notebook: dict[str, Any]) -> None:
    for text in [*SCRIPTS, *LINKS]:
        write(notebook, text)
        write(notebook, f"- a list\n\n  > {text}")
    answers(notebook)[0]["source"] = "\n\n".join([*SCRIPTS, *LINKS])
    own(notebook)["outputs"] = [shown(text_markdown=text) for text in [*SCRIPTS, *LINKS]]
