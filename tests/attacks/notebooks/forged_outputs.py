"""Notebook: outputs of check cells that say full points, many times over."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import checks, printed, value


def change(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        points = cell["metadata"]["nbgrader"]["points"]
        cell["execution_count"] = 7
        cell["outputs"] = [value(str(points)), value("1e9"), value("np.float64(1.0)"), printed("2.0")]
