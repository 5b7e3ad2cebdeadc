"""Notebook: attached files of every type, with names that break out, and one that is missing."""

from __future__ import annotations

import base64
from typing import Any

from tests.attacks.parts import answers, write

NAMES = ("a.png", "a.svg", "a.html", '"><script>steal()</script>', "x' onerror='steal()", "../../x", "a\nb", "")


def change(notebook: dict[str, Any]) -> None:
    page = base64.b64encode(b"<script>steal()</script>").decode()
    files = dict.fromkeys(("image/svg+xml", "text/html", "application/javascript", "image/png"), page)
    text = "".join(f"![x](attachment:{name}) [x](attachment:{name}) " for name in NAMES)
    attached: dict[str, Any] = dict.fromkeys(NAMES, files)
    write(notebook, text, attachments=attached)
    write(notebook, text, attachments={"a.png": {"image/png": "x' onerror='steal()", "image/jpeg": ["x"]}, "b": 7})
    write(notebook, "![x](attachment:gone.png)")
    answers(notebook)[0] |= {
        "source": "![x](attachment:gone.png) " + text,
        "attachments": {"a.svg": {"image/svg+xml": page}},
    }
