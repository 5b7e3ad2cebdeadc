"""Grades a class on a disk that is full or read-only, and again when it no longer is, in its own mount namespace.

`python -m tests.classroom.full_disk FOLDER KIB|read-only OUT` copies the course in FOLDER onto a tmpfs mounted over
it, leaves KIB free there, and writes the outcome of both runs to OUT.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.authoring.bundle import find_bundle
from autograder.project import Project
from autograder.vault.keys import both_keys
from tests.classroom import run_grade, tiny
from tests.classroom.runs import state

SIZE = 16 << 20


def main(folder: Path, trouble: str, out: Path) -> None:
    aside = folder.with_name("aside")
    shutil.move(folder, aside)
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder))
    shutil.copytree(aside, folder, dirs_exist_ok=True)
    filler = folder / "filler"
    told: dict[str, Any] = {}
    with tiny.environment(folder):
        project = Project.at(folder / "class")
        both_keys(project, find_bundle(project, "c9w1t"))  # there already, but where the engine was changed meanwhile
        if trouble == "read-only":
            _mount("-o", "remount,ro", str(folder))
        else:
            _fill(filler, int(trouble) << 10)
        told["first"] = _grade(project)
        told["between"] = state(project)
        if trouble == "read-only":
            _mount("-o", "remount,rw", str(folder))
        else:
            filler.unlink()
        told["second"] = _grade(project)
        told["after"] = state(project)
    out.write_text(json.dumps(told, default=repr))


def _fill(path: Path, left: int) -> None:
    """Fill the disk until only `left` bytes are free."""
    space = os.statvfs(path.parent)
    with path.open("wb") as file:
        file.write(bytes(max(0, space.f_bavail * space.f_frsize - left)))


def _grade(project: Project) -> dict[str, Any]:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        run_grade.run({"root": str(project.root), "workers": 1})
    return json.loads(said.getvalue().splitlines()[-1])


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
