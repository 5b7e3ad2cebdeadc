"""Lays out an assignment for a learner without a teacher: the files of a release; the learner's work is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import say
from autograder.cli.clearing import cleared
from autograder.cli.errors import NotDone, WrongCall
from autograder.key.sealed import SUFFIX as VERDICTS_SUFFIX
from autograder.learner.place import SUFFIX as KEY_SUFFIX
from autograder.learner.place import keys_in
from autograder.nbgrader_adapter.workspaces import SUFFIX, reachable_from

if TYPE_CHECKING:
    from autograder.project import Project


REPLACED = (KEY_SUFFIX, VERDICTS_SUFFIX)
"""Files of which a newer one replaces an older one; any other file may be the learner's work."""


@dataclass(frozen=True)
class LaidOut:
    """
    written, kept  paths, as they are shown
    opens          the path to give to JupyterLab
    module         the file to write in
    workspace      a file that opens both, if there is one
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    opens: str
    module: str
    workspace: str | None


def lay_out(assignment: str, folder: Path | None = None) -> LaidOut:
    """Write the assignment's files into `folder` (by default one of its name, here).

    assignment  a name in this course, or the path of a released folder
    raises      WrongCall if there is no such assignment, or `folder` is a file
    """
    given = Path(assignment)
    from_release = given.is_dir() and bool(keys_in(given))
    name, files = _released(given) if from_release else _made(assignment)
    target = folder if folder is not None else Path(name)
    if target.exists() and not target.is_dir():
        raise WrongCall(f"{target} is a file; give a folder to work in.")
    if from_release and target.resolve() == given.resolve():
        raise WrongCall(f"{given} is already laid out: open its notebook, or give another folder to work in.")
    written, kept = [], []
    for relative, content in sorted(files.items()):
        path = target / relative
        if path.exists() and path.suffix not in REPLACED:
            kept.append(str(path))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reachable_from(content, _served_from(target)) if path.suffix == SUFFIX else content)
        written.append(str(path))
    opens = _first(files, ".ipynb") or ""
    module = _first(files, ".py") or "the module"
    workspace = _first(files, SUFFIX)
    return LaidOut(tuple(written), tuple(kept), str(target / opens), module, workspace)


def _served_from(target: Path) -> list[str]:
    """The folder's path as JupyterLab sees it if it is started here, or in the folder above."""
    here = [] if target.is_absolute() or ".." in target.parts else [target.as_posix()]
    return [*here, target.resolve().name]


def _first(files: Iterable[str], ending: str) -> str | None:
    return next((name for name in sorted(files) if name.endswith(ending)), None)


def _released(folder: Path) -> tuple[str, dict[str, bytes]]:
    paths = [path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder))]
    key = keys_in(folder)[0]
    return key.stem, {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _made(text: str) -> tuple[str, dict[str, bytes]]:
    """The files that a release of this course's own assignment would hold, made here and now."""
    from autograder.cli.projects import name_of, project
    from autograder.vault.shipped import verdicts

    found = project()
    name = name_of(found, text)
    if not found.has_solutions:
        return _released(_only_release(found, name))
    source = found.course / "source" / name
    files = found.beside_every_notebook()
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and not _hidden(relative):
            files[relative.as_posix()] = cleared(path) if path.suffix == ".ipynb" else path.read_bytes()
    if not any(file.endswith(".ipynb") for file in files):
        raise NotDone(f"{name} has no notebook yet ({source} holds none).")
    for path in sorted((found.stubs / name).glob("*.py")):
        files[path.name] = path.read_bytes()
    files[f"{name}.key"] = _public_key(found, name)
    files |= verdicts(found, name)
    return name, files


def _public_key(found: Project, name: str) -> bytes:
    """The key that ships with the course; computed if the exercises have changed since."""
    from autograder.vault.shipped import unchanged_key

    ready = unchanged_key(found, name)
    if ready is not None:
        return ready.read_bytes()
    from autograder.cli.projects import bundle_of
    from autograder.vault.keys import public_key_path

    with say.patiently(say.BUILDING_KEY):
        return public_key_path(found, bundle_of(found, name)).read_bytes()


def _only_release(found: Project, name: str) -> Path:
    """In a copy of the course without solutions: the folder that was released."""
    folder = found.course / "release" / name
    if not keys_in(folder):
        raise WrongCall(f"{name} has not been released here ({folder} holds no answer key).")
    return folder


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)
