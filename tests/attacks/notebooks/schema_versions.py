"""Notebook: cell metadata of every past and future version."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import again, answers, checks

VERSIONS: tuple[Any, ...] = (1, 0, 2, 999, "3", None, -1, 3.0, [3])


def change(notebook: dict[str, Any]) -> None:
    graded = [*checks(notebook), *answers(notebook)]
    for cell, version in zip(graded, VERSIONS, strict=False):
        cell["metadata"]["nbgrader"]["schema_version"] = version
    for number, version in enumerate(VERSIONS):
        cell = again(graded[0])
        cell["id"] = f"version-{number}"
        cell["metadata"]["nbgrader"]["schema_version"] = version
        notebook["cells"].insert(0, cell)
