"""Notebook: points that are larger, negative, infinite, or not a number."""

from __future__ import annotations

import itertools
from typing import Any

from tests.attacks.parts import again, answers, checks

WORTH = (1e9, -5, float("inf"), float("nan"), "100", True, [100], None, 10**400)


def change(notebook: dict[str, Any]) -> None:
    graded = [*checks(notebook), *answers(notebook)]
    for cell, worth in zip(graded, WORTH, strict=False):
        cell["metadata"]["nbgrader"]["points"] = worth
    for cell, worth in itertools.product(graded, WORTH):
        copied = again(cell)
        copied["metadata"]["nbgrader"] |= {"points": worth, "grade_id": f"more-{worth}"[:40]}
        notebook["cells"].insert(0, copied)
