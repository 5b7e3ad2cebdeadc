"""Notebook: every way to run a script from an output's HTML."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import SCRIPTS, own, shown


def change(notebook: dict[str, Any]) -> None:
    own(notebook)["outputs"] = [shown(text_html=text, text_plain=text) for text in SCRIPTS]
    own(notebook)["outputs"] = [shown(text_html="".join(SCRIPTS))]
