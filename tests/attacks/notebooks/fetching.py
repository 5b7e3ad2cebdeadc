"""Notebook: pictures and styles from elsewhere, which tell a stranger who grades and when, or log the teacher out."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import FETCHES, own, shown, write


def change(notebook: dict[str, Any]) -> None:
    own(notebook)["outputs"] = [shown(text_html=text) for text in FETCHES]
    for text in [*FETCHES, "![x](https://evil.example/x.png)", "![x](/logout)", "![x](//evil.example/x.png)"]:
        write(notebook, text)
