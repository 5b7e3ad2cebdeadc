"""Lays out an assignment for a learner who works alone: the files of a release, and nothing of theirs overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import say
from autograder.cli.errors import NotDone, WrongCall
from autograder.learner.place import keys_in
from autograder.nbgrader_adapter.opening import ENDING, reaching

if TYPE_CHECKING:
    from autograder.project import Project


@dataclass(frozen=True)
class LaidOut:
    """written, kept: paths as they should be shown; opens: what JupyterLab is given; module: the file to write in.

    workspace: a file that opens both, where there is one.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    opens: str
    module: str
    workspace: str | None


def lay_out(assignment: str, folder: Path | None = None) -> LaidOut:
    """Write the assignment's files into `folder` (by default one of its name, here).

    assignment  a name or the beginning of one, in this course; or the path of a folder that was released
    raises      WrongCall where there is no such assignment, or `folder` is a file
    """
    given = Path(assignment)
    from_release = given.is_dir() and bool(keys_in(given))
    name, files = _released(given) if from_release else _made(assignment)
    target = folder if folder is not None else Path(name)
    if target.exists() and not target.is_dir():
        raise WrongCall(f"{target} is a file; give a folder to work in.")
    if from_release and target.resolve() == given.resolve():
        raise WrongCall(f"{given} is laid out already: open its notebook, or give another folder to work in.")
    written, kept = [], []
    for relative, content in sorted(files.items()):
        path = target / relative
        # A newer key replaces an older one; everything else that is there may be the learner's work.
        if path.exists() and path.suffix != ".key":
            kept.append(str(path))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reaching(content, _served_from(target)) if path.suffix == ENDING else content)
        written.append(str(path))
    opens = _first(files, ".ipynb") or ""
    module = _first(files, ".py") or "the module"
    workspace = _first(files, ENDING)
    return LaidOut(tuple(written), tuple(kept), str(target / opens), module, workspace)


def _served_from(target: Path) -> list[str]:
    """The folder as JupyterLab names it when it is started here, or in the folder above."""
    here = [] if target.is_absolute() or ".." in target.parts else [target.as_posix()]
    return [*here, target.resolve().name]


def _first(files: Iterable[str], ending: str) -> str | None:
    return next((name for name in sorted(files) if name.endswith(ending)), None)


def _released(folder: Path) -> tuple[str, dict[str, bytes]]:
    paths = [path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder))]
    key = keys_in(folder)[0]
    return key.stem, {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _made(prefix: str) -> tuple[str, dict[str, bytes]]:
    """The files that a release of this course's own assignment would hold, made here and now."""
    from autograder.cli.projects import bundle_of, project
    from autograder.vault.keys import public_key_path

    found = project()
    if not found.has_solutions:
        return _released(_only_release(found, prefix))
    bundle = bundle_of(found, prefix)
    name = bundle.assignment.name
    source = found.course / "source" / name
    files = found.beside_every_notebook()
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and not _hidden(relative):
            files[relative.as_posix()] = _cleared(path) if path.suffix == ".ipynb" else path.read_bytes()
    if not any(file.endswith(".ipynb") for file in files):
        raise NotDone(f"{name} has no notebook yet ({source} holds none).")
    for path in sorted((found.stubs / name).glob("*.py")):
        files[path.name] = path.read_bytes()
    with say.patiently(say.KEY_IS_MADE):
        files[f"{name}.key"] = public_key_path(found, bundle).read_bytes()
    return name, files


def _only_release(found: Project, prefix: str) -> Path:
    """In a copy of the course without solutions: what was released."""
    released = [path.parent for path in (found.course / "release").glob(f"{prefix}*/*.key")]
    if len(released) == 1:
        return released[0]
    names = ", ".join(sorted(path.name for path in released)) or "none"
    raise WrongCall(f"{prefix!r} does not name one released assignment here (it fits {names}).")


def _cleared(notebook: Path) -> bytes:
    """The notebook as a release would hold it: no solutions, no outputs, check cells locked."""
    import nbformat
    from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions, LockCells

    cells = nbformat.read(notebook, as_version=4)
    for step in (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme):
        cells, _ = step().preprocess(cells, {"metadata": {}, "nbgrader": {}})
    return nbformat.writes(cells).encode("utf-8")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)
