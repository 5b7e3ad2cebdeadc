"""Notebook: cells that share their ids with each other and with cells that the grader adds."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    del notebook["cells"][-2]
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = ("gradus-notices", "restored-0", "cell-3", "cell-3")[number % 4]
