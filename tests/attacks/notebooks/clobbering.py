"""Notebook: names and ids that scripts of the teacher's page look for, headings that carry them, forms."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, checks, own, shown, write

NAMES = (
    "MathJax",
    "notebook",
    "submission_id",
    "base_url",
    "formgrade",
    "statusmessage",
    "jQuery",
    "location",
    "steal",
)


def change(notebook: dict[str, Any]) -> None:
    graded = [cell["metadata"]["nbgrader"]["grade_id"] for cell in [*checks(notebook), *answers(notebook)]]
    for name in [*NAMES, *graded, *(f"{one}-comment" for one in graded)]:
        write(
            notebook, f"# {name}\n\n<a id='{name}' name='{name}'>x</a><form name='{name}'><input name='{name}'></form>"
        )
        own(notebook)["outputs"] = [shown(text_html=f"<p id='{name}' class='score tabbable nbgrader_cell'>x</p>")]
