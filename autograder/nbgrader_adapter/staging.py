"""Stages one submission in a worker: everything that `nbgrader autograde` does except judging and the gradebook.

From submitted to autograded: copies the files, overwrites them with those of the source folder, restores and sanitizes
the notebooks and writes the cards. Returns the rows of the gradebook for `writer`. Runs without nbgrader, whose import
is slow.
"""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient

from autograder import trees
from autograder.nbgrader_adapter import judging, reading, restoring, sanitise
from autograder.nbgrader_adapter.cells import SourceNotebook, unchanged
from autograder.nbgrader_adapter.wire import AutoComment, Order, Score, Shared, Staged, Submitted
from autograder.result import SubmissionResult

NO_RESPONSE = "No response."
LONGEST_TIMESTAMP = 200


def stage(order: Mapping[str, Any], result: SubmissionResult) -> dict[str, Any]:
    """Write the autograded folder of one submission, completely or not at all, and return its rows for the gradebook.

    order    an `Order` in plain form. If it contains the submission (on a cluster), nothing is written; the returned
             `written` contains the notebooks for `lay_out`
    result   the result of the whole submission
    returns  a `Staged` in plain form
    raises   OSError if the folder cannot be written
    """
    wanted = Order.from_plain(order)
    shared = _shared(wanted.shared)
    if wanted.handed is not None:
        return compose(wanted.student, shared, wanted.handed, result).to_plain()
    staged = compose(wanted.student, shared, _read_submitted(wanted, shared), result)
    _write_folder(wanted, shared, staged.written or {})
    return replace(staged, written=None).to_plain()


def handed_in(order: Mapping[str, Any]) -> dict[str, Any]:
    """The submission that an order names, as a `Submitted` in plain form."""
    wanted = Order.from_plain(order)
    return _read_submitted(wanted, _shared(wanted.shared)).to_plain()


def lay_out(order: Mapping[str, Any], written: Mapping[str, str]) -> None:
    """Write the autograded folder with the notebooks that `stage` returned. Raises OSError."""
    wanted = Order.from_plain(order)
    _write_folder(wanted, _shared(wanted.shared), written)


def compose(student: str, shared: Shared, submitted: Submitted, result: SubmissionResult) -> Staged:
    """The gradebook's rows and the text of each graded notebook. Reads and writes no files."""
    rows: list[Score] = []
    remarks: list[AutoComment] = []
    absent: list[str] = []
    notices: list[str] = []
    written: dict[str, str] = {}
    for name, source in shared.notebooks.items():
        data = submitted.notebooks[name]
        if data is None:
            absent.append(name)
            notices.append(f"The notebook {name}.ipynb was not submitted; its cells earn no points.")
            continue
        notebook, found = prepare(data, source)
        notices += found
        if submitted.notice:
            notices.append(submitted.notice)
            restoring.add_notices(notebook, [submitted.notice])
        judging.write_results(notebook, result.exercises)
        rows += [Score(name, cell, score) for cell, score in scores(notebook)]
        remarks += [AutoComment(name, cell, text) for cell, text in comments(notebook)]
        written[f"{name}.ipynb"] = _text(notebook)
    return Staged(student, submitted.timestamp, tuple(rows), tuple(remarks), tuple(absent), tuple(notices), written)


def prepare(data: bytes, source: SourceNotebook) -> tuple[NotebookNode, tuple[str, ...]]:
    """The submitted notebook, restored and sanitized, and a notice for each correction."""
    notebook, notices = reading.read_notebook(data)
    notices = (*notices, *restoring.restore(notebook, source))
    restoring.add_notices(notebook, notices)
    sanitise.sanitise(notebook)
    return notebook, notices


def scores(notebook: NotebookNode) -> Iterator[tuple[str, float | None]]:
    """(cell, automatic score) of each graded cell, as nbgrader determines it; None if it must be graded by hand."""
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if not graded.get("grade"):
            continue
        if graded.get("solution"):
            yield graded["grade_id"], 0.0 if unchanged(cell) else None
        elif cell.cell_type == "code":
            yield graded["grade_id"], float(cell.outputs[-1].data["text/plain"])
        else:
            yield graded["grade_id"], None


def comments(notebook: NotebookNode) -> Iterator[tuple[str, str | None]]:
    """(cell, nbgrader's automatic comment) of each cell that learners answer in."""
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("task"):
            yield graded["grade_id"], None
        elif graded.get("solution"):
            yield graded["grade_id"], NO_RESPONSE if unchanged(cell) else None


def _text(notebook: NotebookNode) -> str:
    """The notebook as nbformat writes it. Changes `notebook`, because the copy that `nbformat.writes` makes is slow."""
    lines = split_lines(strip_transient(notebook))
    return json.dumps(lines, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


@lru_cache(maxsize=4)
def _shared(path: str) -> Shared:
    return Shared.loads(Path(path).read_text(encoding="utf-8"))


def _read_submitted(order: Order, shared: Shared) -> Submitted:
    folder = Path(order.submitted)
    paths = {name: folder / f"{name}.ipynb" for name in shared.notebooks}
    return Submitted(
        timestamp=_timestamp(folder),
        notice=judging.read_module(folder, shared.module)[1],
        notebooks={
            name: reading.read_bytes(path) if path.exists() or path.is_symlink() else None
            for name, path in paths.items()
        },
    )


def _timestamp(submitted: Path) -> str | None:
    path = submitted / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(LONGEST_TIMESTAMP).decode("utf-8", "replace").strip() or None


def _write_folder(order: Order, shared: Shared, notebooks: Mapping[str, str]) -> None:
    submitted, autograded = Path(order.submitted), Path(order.autograded)
    fresh = autograded.with_name(f".{autograded.name}.new-{os.getpid()}")
    old = autograded.with_name(f".{autograded.name}.old-{os.getpid()}")
    trees.remove(fresh)
    try:
        fresh.mkdir(parents=True)
        for relative in _files(submitted, shared.ignore):
            _copy(submitted / relative, fresh / relative)
        for name, master in shared.masters:
            (fresh / name).unlink(missing_ok=True)
            _copy(Path(master), fresh / name)
        for name, text in notebooks.items():
            (fresh / name).write_text(text, encoding="utf-8")
        _set_permissions(fresh, shared.permissions, shared.groupshared)
        if autograded.exists():
            autograded.rename(old)
        fresh.rename(autograded)
    finally:
        trees.remove(fresh)
        trees.remove(old)


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, destination)


def _files(top: Path, ignore: Sequence[str]) -> Iterator[Path]:
    """The regular files that nbgrader would copy, except notebooks. Links are skipped."""
    for folder, names, files in os.walk(top):
        names[:] = [name for name in names if not _ignored(name, ignore)]
        for name in files:
            path = Path(folder, name)
            if not _ignored(name, (*ignore, "*.ipynb")) and stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(top)


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    """As in nbgrader's globs, a name that begins with a dot only matches a pattern that begins with one."""
    return any(
        fnmatch.fnmatchcase(name, pattern) and (pattern.startswith(".") or not name.startswith("."))
        for pattern in patterns
    )


def _set_permissions(top: Path, permissions: int, groupshared: bool) -> None:
    for folder, _, files in os.walk(top):
        for name in files:
            Path(folder, name).chmod(permissions)
        if groupshared:
            Path(folder).chmod((Path(folder).stat().st_mode | 0o2770) & 0o2777)
