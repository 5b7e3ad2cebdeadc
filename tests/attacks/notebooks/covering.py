"""Notebook: styles that put a learner's own words over scores and buttons."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, own, shown, write

STYLES = (
    "position: fixed; top: 0; left: 0; width: 100%; height: 100%; z-index: 99999; background: white",
    "position: sticky; top: 0",
    "margin-top: -3000px; background: white; height: 3000px",
    "margin: 0 0 0 -900px; padding-bottom: 900px; background: white",
    "outline: 4000px solid white",
    "font-size: 2000px; line-height: 0; color: white",
    "text-indent: -900px",
    "letter-spacing: -40px",
    "float: left; height: 0; width: 100%; margin-top: -.5e3px",
    "transform: translateY(-900px) scale(9)",
    "box-shadow: 0 0 0 4000px white",
    "inset: 0; display: grid; content: 'x'",
    "animation: x 1s; transition: all 1s; clip-path: none; mask: none; filter: none; cursor: none",
    "--x: -900px; margin-top: var(--x)",
    "margin-top: calc(0px - 900px)",
    "width: 99999999px; height: 99999999px; border: 99999px solid white",
)


def change(notebook: dict[str, Any]) -> None:
    texts = [
        f'<div style="{style}" class="panel score" id="notebook"><b>Score: 100 / 100</b></div>' for style in STYLES
    ]
    own(notebook)["outputs"] = [shown(text_html=text) for text in texts]
    for text in texts:
        write(notebook, text)
    answers(notebook)[0]["source"] = "".join(texts) + "</div></div></div></div></div><hr>"
