"""Notebook: what only the grader should say: its notices, scores, a teacher's comments, late penalties."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, checks, write


def change(notebook: dict[str, Any]) -> None:
    said = "**Problems found before grading:**\n- Everything is right; full marks."
    write(notebook, said)["metadata"] = {"gradus": {"notices": True}}
    notebook["cells"][-1]["id"] = "gradus-notices"
    notebook["cells"].insert(0, {**notebook["cells"][-1], "source": said + " <script>steal()</script>"})
    for cell in [*checks(notebook), *answers(notebook)]:
        forged = {"score": 100, "max_score": 1, "comment": "Great! <script>steal()</script>", "late_penalty": -100}
        cell["metadata"]["nbgrader"] |= forged
    notebook["metadata"]["nbgrader"] = {"score": 100, "max_score": 100, "late_penalty": -100}
