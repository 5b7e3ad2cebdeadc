"""Notebook: the text of check cells: a number, a check of an easier exercise, another `check`."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import again, checks, value


def change(notebook: dict[str, Any]) -> None:
    first, *others = checks(notebook)
    for cell in others:
        cell["source"] = first["source"]
    first["source"] = "def check(name):\n    return 4.0\n\n\ncheck('double')"
    first["outputs"] = [value("4.0")]
    notebook["cells"].insert(0, {**again(first), "id": "before", "metadata": {}})
