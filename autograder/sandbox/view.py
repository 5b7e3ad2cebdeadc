"""The fixed import path of the zygote: a private folder with links only to the packages that an assignment declares.

Learners can read whatever the zygote can import. An editable install puts a whole project on the path, and the same
site-packages folder has TensorFlow beside the NumPy that an assignment allows. The path is therefore built here,
package by package, from the files and requirements in the packages' metadata.
"""

from __future__ import annotations

import contextlib
import importlib.metadata as metadata
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import SandboxError

# The parts of this package that the learner's side needs.
_OWN = ("__init__.py", "plain.py", "script.py", "trees.py", "version.py", "sandbox")
_NOT_LINKED = frozenset({"site-packages", "dist-packages", "test", "idlelib", "turtledemo", "ensurepip", "lib2to3"})
_OURS = frozenset({"helpers"})  # support code: only itself, not everything that this project requires
_NEVER = frozenset({"solutions", "course", "tests"})


@dataclass(frozen=True)
class View:
    """
    folder   the private folder
    path     the zygote's `sys.path`
    targets  the targets of the links, which must be readable
    """

    folder: Path
    path: tuple[str, ...]
    targets: tuple[str, ...]


def build(folder: Path, packages: Iterable[str]) -> View:
    """Fill the folder for these packages (import names). Raises SandboxError if one is not installed."""
    standard, own, third = folder / "standard", folder / "own", folder / "packages"
    for place in (standard, own / "autograder", third):
        place.mkdir(parents=True)
    targets: list[str] = []
    path = [str(standard)]
    for name in ("stdlib", "platstdlib"):
        for entry in _entries(Path(sysconfig.get_path(name))):
            _link(standard / entry.name, entry, targets)
    if (standard / "lib-dynload").exists():
        path.append(str(standard / "lib-dynload"))
    engine = Path(__file__).resolve().parents[1]
    for part in _OWN:
        _link(own / "autograder" / part, engine / part, targets)
    for name, entry in parts(packages):
        _link(third / name, entry, targets)
    return View(folder, (*path, str(third), str(own)), tuple(dict.fromkeys(targets)))


def parts(packages: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """(path below the import path, real path) of all files of the packages and their requirements."""
    seen: set[str] = set()
    for package in packages:
        top = package.partition(".")[0]
        if top in _NEVER:
            raise SandboxError(f"an assignment cannot declare the package `{top}`")
        if top in sys.stdlib_module_names:
            continue
        owners = [] if top in _OURS else _owners(top)
        for owner in owners:
            yield from _closure(owner, seen)
        if not owners:
            yield from _installed_otherwise(top)


def _entries(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.name not in _NOT_LINKED] if folder.is_dir() else []


def _link(link: Path, target: Path, targets: list[str]) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        link.symlink_to(target)
        targets.append(os.path.realpath(target))


def _owners(top: str) -> list[metadata.Distribution]:
    """The distributions that install this top-level package; only the one of the same name, if there is one."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        found = metadata.distribution(top)
        if any(name == top for name, _ in _files(found)):
            return [found]
    return [
        found for found in metadata.distributions() if any(name.partition("/")[0] == top for name, _ in _files(found))
    ]


def _closure(owner: metadata.Distribution, seen: set[str]) -> Iterator[tuple[str, Path]]:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    waiting = [owner]
    while waiting:
        distribution = waiting.pop()
        name = canonicalize_name(distribution.metadata["Name"])
        if name in seen:
            continue
        seen.add(name)
        yield from _files(distribution)
        for line in distribution.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                with contextlib.suppress(metadata.PackageNotFoundError):
                    waiting.append(metadata.distribution(requirement.name))


def _files(distribution: metadata.Distribution) -> list[tuple[str, Path]]:
    """The top-level files and folders that a distribution installs; in a shared namespace, only its own parts."""
    site = Path(str(distribution.locate_file("")))
    found: dict[str, Path] = {}
    for first, second in sorted(_beginnings(distribution)):
        if first in ("", "..", "__pycache__") or first in _NEVER or first.endswith(".pth"):
            continue
        name = first if not second or _is_whole(site / first) else f"{first}/{second}"
        found[name] = site / name
    return [(name, place) for name, place in found.items() if place.exists()]


def _beginnings(distribution: metadata.Distribution) -> set[tuple[str, str]]:
    """The first two parts of all file paths. RECORD is read as text, because TensorFlow's has ten thousand lines."""
    record = distribution.read_text("RECORD") or ""
    parted = (line.split(",", 1)[0].strip('"').split("/", 2) for line in record.splitlines())
    return {(parts[0], parts[1] if len(parts) > 1 else "") for parts in parted}


def _is_whole(folder: Path) -> bool:
    """Whether the folder is a package, metadata or libraries, and not a namespace that distributions share."""
    return (folder / "__init__.py").exists() or folder.suffix in (".libs", ".dist-info", ".data")


def _installed_otherwise(top: str) -> list[tuple[str, Path]]:
    """A package without a list of files, such as the project's `helpers` in an editable install."""
    spec = importlib.util.find_spec(top)
    if spec is None or spec.origin is None:
        raise SandboxError(f"the package `{top}` is not installed here")
    origin = Path(spec.origin)
    place = origin.parent if origin.name == "__init__.py" else origin
    return [(place.name, place)]
