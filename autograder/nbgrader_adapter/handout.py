"""Distributes solutions to learners: through nbgrader's exchange, or in a bundle for those who learn on their own.

Neither a release nor the installed package contains answers. In the exchange, a solution is a separate assignment,
`c1w2b-logistic-regression-solution`, so that JupyterLab's Assignment List and `nbgrader fetch_assignment` find it.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from autograder.project import SOLUTION, short_name

if TYPE_CHECKING:
    from autograder.project import Project

LARGEST = 256 << 20  # bytes, unpacked


class HandoutError(ValueError):
    """A solution cannot be published or fetched; the message says why and what to do."""


def publish(project: Project, assignment: str, solved: Path) -> Path:
    """Copy the solved folder to the exchange and return the exchange's folder. Raises steps.StepError."""
    from autograder.nbgrader_adapter import steps

    staged = project.state / "handout"
    shutil.rmtree(staged / f"{assignment}{SOLUTION}", ignore_errors=True)
    shutil.copytree(solved, staged / f"{assignment}{SOLUTION}", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return steps.publish(project.course, f"{assignment}{SOLUTION}", release_directory=str(staged))


def fetch(assignment: str, folder: Path | None = None) -> Path:
    """Copy the published solution from the exchange to `folder` (default: ./<assignment>-solution).

    raises  HandoutError if none is published yet, or if the folder is not empty
    """
    from autograder.nbgrader_adapter import steps

    target = _free(folder or Path(f"{assignment}{SOLUTION}"))
    try:
        return steps.fetch(f"{assignment}{SOLUTION}", target)
    except steps.StepError as problem:
        raise HandoutError(
            f"No solution of {assignment} can be fetched from the exchange ({problem}). If you learn on your own, "
            f"take it from a bundle of solutions: gradus solution {short_name(assignment)} --from FILE."
        ) from problem


def pack(bundle: Path, assignment: str, solved: Path) -> None:
    """Add a solved folder to the bundle, or replace this assignment's earlier one. The file is replaced atomically."""
    kept = {}
    if bundle.exists():
        with _opened(bundle) as old:
            kept = {name: old.read(name) for name in old.namelist() if not name.startswith(f"{assignment}/")}
    fresh = bundle.with_name(f"{bundle.name}.new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in kept.items():
            new.writestr(name, content)
        for path in sorted(solved.rglob("*")):
            relative = path.relative_to(solved)
            if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in relative.parts):
                new.write(path, f"{assignment}/{relative.as_posix()}")
    fresh.replace(bundle)


def unpack(bundle: Path, prefix: str, folder: Path | None = None) -> Path:
    """Unpack the one solution whose name begins with `prefix` to `folder` (default: ./<assignment>-solution).

    raises  HandoutError if the file is not a bundle, no assignment or several match, or the folder is not empty
    """
    if not bundle.is_file():
        raise HandoutError(
            f"There is no file {bundle}. Get a bundle of solutions from the course's site or your instructor."
        )
    with _opened(bundle) as archive:
        names = sorted({name.split("/")[0] for name in archive.namelist() if "/" in name})
        matching = [name for name in names if name.startswith(prefix)]
        matching = [name for name in matching if prefix in (name, short_name(name))] or matching
        if len(matching) != 1:
            raise HandoutError(
                f"{prefix!r} does not match exactly one solution in {bundle.name}, which contains {', '.join(names)}."
            )
        (assignment,) = matching
        members = [item for item in archive.infolist() if item.filename.startswith(f"{assignment}/")]
        if any(".." in PurePosixPath(item.filename).parts for item in members):
            raise HandoutError(f"{bundle.name} contains a path outside its own folder; nothing was unpacked.")
        if sum(item.file_size for item in members) > LARGEST:
            raise HandoutError(f"{bundle.name} would unpack to more than {LARGEST >> 20} MiB; nothing was unpacked.")
        target = _free(folder or Path(f"{assignment}{SOLUTION}"))
        for item in members:
            path = target / PurePosixPath(item.filename).relative_to(assignment)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(item))
    return target


def _free(folder: Path) -> Path:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise HandoutError(f"{folder} already exists and is not overwritten. Choose another folder with --to.")
    return folder


def _opened(bundle: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(bundle)
    except (zipfile.BadZipFile, OSError) as problem:
        raise HandoutError(f"{bundle} is not a readable bundle of solutions ({problem}).") from problem
