"""Notebook: characters that reverse text, hide it or end it: directions, zero widths, nulls, private ones."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import answers, own, printed, shown, write

LETTERS = "\u202e\u2066\u200b\u200d\ufeff\u0000\u0008\u001b\u007f\u0085\u2028\u2029\ufffe\U000e0001\U0010ffff"


def change(notebook: dict[str, Any]) -> None:
    answers(notebook)[0]["source"] = f"4/4 {LETTERS} stniop lluf {LETTERS * 50}"
    own(notebook)["outputs"] = [shown(text_html=f"<b>{LETTERS}</b>", text_plain=LETTERS), printed(LETTERS)]
    own(notebook)["source"] = LETTERS
    write(notebook, f"<scr{LETTERS}ipt>steal()</scr{LETTERS}ipt> <img src=x on{LETTERS}error=steal()>")
