"""Notebook: every graded cell five times, each copy with full marks shown."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import again, answers, checks, value


def change(notebook: dict[str, Any]) -> None:
    for cell in [*checks(notebook), *answers(notebook)]:
        for number in range(5):
            copied = again(cell)
            copied["id"] = f"copy-{number}-{cell['id']}"
            if copied["cell_type"] == "code":
                copied["outputs"] = [value("100.0")]
            notebook["cells"].append(copied)
