"""Notebook: fifty thousand outputs, each printed text of some kind."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own, printed, shown


def change(notebook: dict[str, Any]) -> None:
    own(notebook)["outputs"] = [printed("x\n")] * 50_000
    for _ in range(100):
        own(notebook)["outputs"] = [printed("y" * 900 + "\n" * 900), shown(text_plain="&" * 90_000)]
