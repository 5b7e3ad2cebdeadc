"""What `nbgrader autograde` does around the judging of one submission, in a worker, without nbgrader or its gradebook.

From submitted to autograded: files copied and the source folder's laid over them, notebooks restored, cleaned and given
their cards. What belongs in the gradebook is returned; one writer puts it there
(see `writer`).
"""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient

from autograder.nbgrader_adapter import judging, reading, restoring, sanitise
from autograder.nbgrader_adapter.cells import SourceCell, SourceNotebook, unchanged
from autograder.result import SubmissionResult

Staged = dict[str, Any]
"""Plain values for the writer: student, timestamp (text), scores and comments as [notebook, cell, value], absent
notebooks, and notices: sentences for the teacher."""

NO_RESPONSE = "No response."
LONGEST_TIMESTAMP = 200


def stage(order: Mapping[str, Any], result: SubmissionResult) -> Staged:
    """Write one submission's autograded folder, whole or not at all, and return its rows for the gradebook.

    order   from `Plan.order`, or what `handed_in` made of it: then nothing is written here, and "written" of what is
            returned holds the notebooks for `lay_out`, where the folders are
    result  of the whole submission
    raises  OSError where the folder cannot be written
    """
    shared = _shared(order["shared"])
    if "handed" in order:
        staged, written = compose(order["student"], shared, order["handed"], result)
        return {**staged, "written": written}
    staged, written = compose(order["student"], shared, handed_in(order), result)
    lay_out(order, written)
    return staged


def handed_in(order: Mapping[str, Any]) -> dict[str, Any]:
    """All that the graded notebooks are made from beside the results, read from the submitted folder."""
    shared, submitted = _shared(order["shared"]), Path(order["submitted"])
    paths = {name: submitted / f"{name}.ipynb" for name in shared["notebooks"]}
    return {
        "timestamp": _timestamp(submitted),
        "notice": judging.read_module(submitted, shared["module"])[1],
        "notebooks": {
            name: reading.read_bytes(path) if path.exists() or path.is_symlink() else None
            for name, path in paths.items()
        },
    }


def compose(
    student: str, shared: Mapping[str, Any], handed: Mapping[str, Any], result: SubmissionResult
) -> tuple[Staged, dict[str, str]]:
    """The rows for the gradebook, and the text of each graded notebook by its file's name. Touches no file."""
    staged: Staged = {
        "student": student,
        "timestamp": handed["timestamp"],
        "scores": [],
        "comments": [],
        "absent": [],
        "notices": [],
    }
    written: dict[str, str] = {}
    for name, source in shared["notebooks"].items():
        data = handed["notebooks"][name]
        if data is None:
            staged["absent"].append(name)
            staged["notices"].append(f"The notebook {name}.ipynb was not handed in; its cells earn nothing.")
            continue
        notebook, notices = prepare(data, source)
        if handed["notice"]:
            notices = (*notices, handed["notice"])
            restoring.add_notices(notebook, [handed["notice"]])
        judging.write_results(notebook, result.exercises)
        staged["notices"] += notices
        staged["scores"] += [[name, *row] for row in scores(notebook)]
        staged["comments"] += [[name, *row] for row in comments(notebook)]
        written[f"{name}.ipynb"] = _text(notebook)
    return staged, written


def lay_out(order: Mapping[str, Any], written: Mapping[str, str]) -> None:
    """Write the autograded folder. Raises OSError."""
    _write_folder(Path(order["submitted"]), Path(order["autograded"]), _shared(order["shared"]), written)


def prepare(data: bytes, source: SourceNotebook) -> tuple[NotebookNode, tuple[str, ...]]:
    """A submitted notebook restored and cleaned, and sentences on what had to be put right."""
    notebook, notices = reading.read_notebook(data)
    notices = (*notices, *restoring.restore(notebook, source))
    restoring.add_notices(notebook, notices)
    sanitise.sanitise(notebook)
    return notebook, notices


def scores(notebook: NotebookNode) -> Iterator[tuple[str, float | None]]:
    """Each graded cell's automatic score as nbgrader determines it; None where a person must look."""
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
    """nbgrader's automatic comment on each cell that a learner answers in."""
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("task"):
            yield graded["grade_id"], None
        elif graded.get("solution"):
            yield graded["grade_id"], NO_RESPONSE if unchanged(cell) else None


def _text(notebook: NotebookNode) -> str:
    """The notebook as nbformat writes it, without the copy of it that `nbformat.writes` makes; it is not used again."""
    lines = split_lines(strip_transient(notebook))
    return json.dumps(lines, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


@lru_cache(maxsize=4)
def _shared(path: str) -> dict[str, Any]:
    plain = json.loads(Path(path).read_text(encoding="utf-8"))
    plain["notebooks"] = {
        name: SourceNotebook(
            item["assignment"], name, item["kernelspec"], tuple(SourceCell(**cell) for cell in item["cells"])
        )
        for name, item in plain["notebooks"].items()
    }
    return plain


def _timestamp(submitted: Path) -> str | None:
    path = submitted / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(LONGEST_TIMESTAMP).decode("utf-8", "replace").strip() or None


def _write_folder(submitted: Path, autograded: Path, shared: Mapping[str, Any], notebooks: Mapping[str, str]) -> None:
    fresh = autograded.with_name(f".{autograded.name}.new-{os.getpid()}")
    old = autograded.with_name(f".{autograded.name}.old-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        for relative in _files(submitted, shared["ignore"]):
            _copy(submitted / relative, fresh / relative)
        for relative, master in shared["masters"]:
            (fresh / relative).unlink(missing_ok=True)
            _copy(Path(master), fresh / relative)
        for name, text in notebooks.items():
            (fresh / name).write_text(text, encoding="utf-8")
        _set_permissions(fresh, shared["permissions"], shared["groupshared"])
        if autograded.exists():
            autograded.rename(old)
        fresh.rename(autograded)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, destination)


def _files(top: Path, ignore: Sequence[str]) -> Iterator[Path]:
    """Ordinary files that nbgrader would copy, notebooks excepted; links are left behind."""
    for folder, names, files in os.walk(top):
        names[:] = [name for name in names if not _ignored(name, ignore)]
        for name in files:
            path = Path(folder, name)
            if not _ignored(name, (*ignore, "*.ipynb")) and stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(top)


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    """As nbgrader's globs: a name that begins with a dot matches only a pattern that does."""
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
