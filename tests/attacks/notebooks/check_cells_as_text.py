"""Notebook: check cells turned into text and raw cells, which a person would grade."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import checks


def change(notebook: dict[str, Any]) -> None:
    for cell, kind in zip(checks(notebook), ("markdown", "raw"), strict=False):
        cell["cell_type"] = kind
        cell["source"] = "Full marks, please."
        del cell["outputs"], cell["execution_count"]
