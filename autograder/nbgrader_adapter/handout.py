"""Solutions on their way to learners: through nbgrader's exchange, or in a bundle that who learns alone asks for.

Neither a release nor the installed package holds an answer. In the exchange a solution is an assignment of its own,
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
    """A solution cannot be handed out or had; the message says why, and what to do."""


def publish(project: Project, assignment: str, solved: Path) -> Path:
    """Put the solved folder into the exchange. Returns the exchange's folder. Raises steps.StepError."""
    from autograder.nbgrader_adapter import steps

    staged = project.state / "handout"
    shutil.rmtree(staged / f"{assignment}{SOLUTION}", ignore_errors=True)
    shutil.copytree(solved, staged / f"{assignment}{SOLUTION}", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return steps.publish(project.course, f"{assignment}{SOLUTION}", release_directory=str(staged))


def fetch(assignment: str, folder: Path | None = None) -> Path:
    """What the instructor has put into the exchange, into `folder` (./<assignment>-solution).

    raises  HandoutError where there is none yet, or something stands in its place
    """
    from autograder.nbgrader_adapter import steps

    target = _free(folder or Path(f"{assignment}{SOLUTION}"))
    try:
        return steps.fetch(f"{assignment}{SOLUTION}", target)
    except steps.StepError as problem:
        raise HandoutError(
            f"The instructor has released no solution of {assignment} that can be fetched here ({problem}). Who learns "
            f"alone may take it from a bundle of solutions: gradus solution {short_name(assignment)} --from FILE."
        ) from problem


def pack(bundle: Path, assignment: str, solved: Path) -> None:
    """Add a solved folder to the bundle, in place of what it held of this assignment. The file is replaced whole."""
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
    """The one solution in the bundle whose name begins with `prefix`, into `folder` (./<assignment>-solution).

    raises  HandoutError: no such file, no bundle, no such assignment or several, a folder that is not empty
    """
    if not bundle.is_file():
        raise HandoutError(f"{bundle} is no file. A bundle of solutions comes from the course's site or instructor.")
    with _opened(bundle) as archive:
        held = sorted({name.split("/")[0] for name in archive.namelist() if "/" in name})
        fitting = [name for name in held if name.startswith(prefix)]
        fitting = [name for name in fitting if prefix in (name, short_name(name))] or fitting
        if len(fitting) != 1:
            raise HandoutError(f"{prefix!r} does not name one solution in {bundle.name}; it holds {', '.join(held)}.")
        (assignment,) = fitting
        members = [item for item in archive.infolist() if item.filename.startswith(f"{assignment}/")]
        if any(".." in PurePosixPath(item.filename).parts for item in members):
            raise HandoutError(f"{bundle.name} holds a path that leads out of its folder; nothing was unpacked.")
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
        raise HandoutError(f"{folder} is there already, and is not written over: give another folder by --to.")
    return folder


def _opened(bundle: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(bundle)
    except (zipfile.BadZipFile, OSError) as problem:
        raise HandoutError(f"{bundle} cannot be read as a bundle of solutions ({problem}).") from problem
