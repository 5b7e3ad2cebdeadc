"""A source notebook as a release would hold it: no solutions, no outputs, cells locked.

nbgrader's own steps do the same (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme), but
importing them takes seconds. A test compares the two on every notebook of the course.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"


class ClearingError(Exception):
    """A notebook's marks are not in pairs. The message names the mark."""


def cleared(notebook: Path) -> bytes:
    """The released notebook's bytes. Raises ClearingError if a region is not closed."""
    plain = json.loads(notebook.read_text(encoding="utf-8"))
    plain["metadata"].pop("celltoolbar", None)
    for cell in plain["cells"]:
        _lock(cell)
        cell["source"] = _without_answers(cell).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            for name in ("collapsed", "scrolled"):
                cell["metadata"].pop(name, None)
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _lock(cell: dict[str, Any]) -> None:
    marks = cell["metadata"].get("nbgrader", {})
    if marks.get("solution"):
        cell["metadata"]["deletable"] = False
    elif marks.get("grade") or marks.get("locked"):
        cell["metadata"] |= {"deletable": False, "editable": False}


def _without_answers(cell: dict[str, Any]) -> str:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    stub = CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB
    text = "\n".join(_outside(source.split("\n"), "SOLUTION", stub))
    if text == source and cell["metadata"].get("nbgrader", {}).get("solution"):
        text = stub
    for region in ("HIDDEN TESTS", "MARK SCHEME"):
        text = "\n".join(_outside(text.split("\n"), region))
    return text


def _outside(lines: list[str], region: str, stub: str = "") -> Iterator[str]:
    """The lines outside of BEGIN and END marks; each region is replaced by the stub, indented as its first line."""
    inside = False
    for line in lines:
        if f"BEGIN {region}" in line:
            if inside:
                raise ClearingError(f"BEGIN {region} occurs twice without an END {region} between.")
            inside = True
            indent = re.match(r"\s*", line)
            yield from (f"{indent[0] if indent else ''}{part}" for part in (stub.split("\n") if stub else ()))
        elif f"END {region}" in line:
            inside = False
        elif not inside:
            yield line
    if inside:
        raise ClearingError(f"BEGIN {region} has no END {region}.")
