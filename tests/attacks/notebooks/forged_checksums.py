"""Notebook: checksums that fit the changed text, and cells that carry no mark of a change."""

from __future__ import annotations

import hashlib
from typing import Any

from tests.attacks.parts import checks, value


def change(notebook: dict[str, Any]) -> None:
    for cell in checks(notebook):
        meta = cell["metadata"]["nbgrader"]
        cell["source"] = "4.0"
        parts = [cell["source"], "code", "True", "False", "True", meta["grade_id"], str(float(meta["points"]))]
        meta["checksum"] = hashlib.md5("".join(parts).encode()).hexdigest()
        cell["outputs"] = [value("4.0")]
