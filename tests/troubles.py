"""Reads docs/troubles.md: what can go wrong, and the message that Gradus shows then. Tests try each line of it."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "troubles.md"
LEAST = 20  # of each person


def told(person: str) -> dict[str, str]:
    """{what happened: what Gradus says} from one person's table, in the page's order."""
    text = PAGE.read_text(encoding="utf-8")
    section = re.search(rf"^## {person}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"{PAGE.name} has no section {person}"
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section[1], re.MULTILINE)
    return {what: says for what, says in rows if not set(what) <= set("-: ") and what != "What happened"}


def says(output: str, sentence: str) -> bool:
    """Whether the output contains the sentence, in which … matches anything."""
    parts = [re.escape(" ".join(part.split())) for part in sentence.replace("`", "").split("…")]
    return re.search(".*?".join(parts), " ".join(output.replace("`", "").split())) is not None
