"""Reads any submitted notebook, however damaged: keeps the valid parts and writes a notice about the rest.

The limits leave ample room for honest work and bound the memory and time that a malicious notebook can take.
"""

from __future__ import annotations

import json
import math
import stat
from pathlib import Path
from typing import Any

import nbformat
from nbformat import ValidationError
from nbformat.notebooknode import NotebookNode, from_dict
from nbformat.validator import get_validator

LARGEST_NOTEBOOK = 32 << 20  # bytes; a notebook with many pictures has about 5 MiB
MOST_PARTS = 500_000  # brackets and commas, an upper bound on the number of values; each takes about 100 bytes
MOST_CELLS = 4000  # `restoring` removes some of these and adds missing ones
MOST_OUTPUTS = 200  # of one cell
MOST_OUTPUTS_OF_ALL = 5000
DEEPEST = 40
MOST_NOTICES = 10  # on damaged cells
STREAMS = ("stdout", "stderr")


def read_bytes(path: Path) -> bytes:
    """The content of a submitted notebook, cut to one byte more than the limit; empty if it is not a regular file.

    A link could point anywhere, and reading a pipe could block.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(LARGEST_NOTEBOOK + 1)
    except OSError:
        return b""


def read_notebook(data: bytes) -> tuple[NotebookNode, tuple[str, ...]]:
    """A valid notebook (format 4) made from `data`, and notices about the parts that were left out."""
    if len(data) > LARGEST_NOTEBOOK:
        return nbformat.v4.new_notebook(), (
            f"The notebook is larger than {LARGEST_NOTEBOOK >> 20} MiB and was not read. Clear its outputs.",
        )
    if sum(data.count(sign) for sign in (b"[", b"{", b",")) > MOST_PARTS:
        return nbformat.v4.new_notebook(), (
            "The notebook contains too many values and was not read. Clear its outputs.",
        )
    try:
        raw = _writable(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0][:120]
        return nbformat.v4.new_notebook(), (f"The notebook is not valid JSON ({reason}), so its cells were not read.",)
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list) or raw.get("nbformat") != 4:
        return nbformat.v4.new_notebook(), ("The file is not a notebook of format 4, so its cells were not read.",)
    return _rebuild(raw)


def _writable(value: Any, depth: int = 0) -> Any:
    """The same JSON without lone surrogates, infinite numbers and too deep nesting, which cannot be written back."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list | dict) and depth >= DEEPEST:
        return None
    if isinstance(value, list):
        return [_writable(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_writable(name): _writable(item, depth + 1) for name, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _rebuild(raw: dict[str, Any]) -> tuple[NotebookNode, tuple[str, ...]]:
    notices: list[str] = []
    damaged = 0
    outputs_left = MOST_OUTPUTS_OF_ALL
    minor = raw.get("nbformat_minor")
    minor = minor if type(minor) is int and 0 <= minor <= 5 else 5
    seen: set[str] = set()
    cells = []
    if len(raw["cells"]) > MOST_CELLS:
        notices.append(f"The notebook has {len(raw['cells'])} cells; the first {MOST_CELLS} were read.")
    for index, item in enumerate(raw["cells"][:MOST_CELLS]):
        cell = _cell(item, outputs_left)
        if cell is None:
            damaged += 1
            if damaged <= MOST_NOTICES:
                notices.append(f"Cell {index + 1} of the notebook is damaged and was left out.")
            continue
        outputs_left -= len(cell.get("outputs", ()))
        if minor >= 5:
            cell["id"] = _fresh_id(item.get("id"), index, seen)
        cells.append(cell)
    if damaged > MOST_NOTICES:
        notices.append(f"{damaged - MOST_NOTICES} more cells are damaged and were left out.")
    metadata = raw.get("metadata")
    notebook = {
        "cells": cells,
        "metadata": _known_metadata(metadata if isinstance(metadata, dict) else {}),
        "nbformat": 4,
        "nbformat_minor": minor,
    }
    if not _valid(notebook):
        _drop_invalid(notebook, notices)
    return from_dict(notebook), tuple(notices)


def _valid(notebook: dict[str, Any]) -> bool:
    """Whether it follows nbformat's schema. `nbformat.validate` would make several copies of it."""
    try:
        get_validator(4, notebook["nbformat_minor"]).validate(notebook)
    except ValidationError:
        return False
    return True


def _cell(item: Any, outputs_left: int) -> dict[str, Any] | None:
    if not isinstance(item, dict) or item.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = _text(item.get("source", ""))
    if source is None:
        return None
    metadata = item.get("metadata")
    cell: dict[str, Any] = {
        "cell_type": item["cell_type"],
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": source,
    }
    if item["cell_type"] == "code":
        count = item.get("execution_count")
        cell["execution_count"] = count if type(count) is int and count >= 0 else None
        outputs = item.get("outputs")
        most = min(MOST_OUTPUTS, outputs_left)
        made = [_output(output) for output in outputs[:most]] if isinstance(outputs, list) else []
        cell["outputs"] = [output for output in made if output is not None]
    elif isinstance(item.get("attachments"), dict) and item["attachments"]:
        cell["attachments"] = item["attachments"]
    return cell


def _output(item: Any) -> dict[str, Any] | None:
    kind = item.get("output_type") if isinstance(item, dict) else None
    if kind == "stream":
        text = _text(item.get("text", ""))
        return (
            {"output_type": kind, "name": item["name"], "text": text}
            if (text is not None and item.get("name") in STREAMS)
            else None
        )
    if kind == "error":
        lines = item.get("traceback")
        return {
            "output_type": kind,
            "ename": str(item.get("ename", ""))[:200],
            "evalue": str(item.get("evalue", ""))[:2000],
            "traceback": [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else [],
        }
    if kind in ("display_data", "execute_result") and isinstance(item.get("data"), dict):
        metadata = item.get("metadata")
        data = {name: _text(value) if not isinstance(value, dict) else value for name, value in item["data"].items()}
        output = {
            "output_type": kind,
            "data": {name: value for name, value in data.items() if value is not None},
            "metadata": metadata if isinstance(metadata, dict) else {},
        }
        if kind == "execute_result":
            output["execution_count"] = None
        return output
    return None


def _text(value: Any) -> str | None:
    """A multi-line string, which nbformat stores as a string or a list of strings; None if it is neither."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    return value if isinstance(value, str) else None


def _fresh_id(value: Any, index: int, seen: set[str]) -> str:
    fits = isinstance(value, str) and 0 < len(value) <= 64 and value.isascii()
    fits = fits and all(char.isalnum() or char in "-_" for char in value)
    name = value if fits and value not in seen else f"cell-{index}"
    while name in seen:
        name += "-again"
    seen.add(name)
    return name


def _known_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    """Only the metadata that readers need. The rest (widgets, titles, signatures) could carry state or break them."""
    return {name: metadata[name] for name in ("kernelspec", "language_info") if isinstance(metadata.get(name), dict)}


def _drop_invalid(notebook: dict[str, Any], notices: list[str]) -> None:
    """Simplify the notebook step by step until it is valid."""
    notices.append("Parts of the notebook do not follow the notebook format and were left out.")
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell.pop("attachments", None)
        kept = cell["metadata"].get("nbgrader")
        cell["metadata"] = {"nbgrader": kept} if isinstance(kept, dict) else {}
    if _valid(notebook):
        return
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
