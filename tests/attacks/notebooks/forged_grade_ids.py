"""Notebook: new graded cells, and ids that are almost valid or invalid."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import again, answers, checks, value

IDS = ("bonus", "CHECK-DOUBLE", "check-double ", "check-double\u200b", "../check-double", "", "x" * 100_000, 7, None)
ODD: tuple[Any, ...] = (*IDS, ["check-double"], {"grade_id": "check-double"})


def change(notebook: dict[str, Any]) -> None:
    for cell in (checks(notebook)[0], answers(notebook)[0]):
        for number, name in enumerate(ODD):
            copied = again(cell)
            copied["id"] = f"forged-{number}-{cell['id']}"
            copied["metadata"]["nbgrader"] |= {"grade_id": name, "points": 50}
            if copied["cell_type"] == "code":
                copied["outputs"] = [value("50.0")]
            notebook["cells"].append(copied)
