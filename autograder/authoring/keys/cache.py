"""Caches built exercises on disk, so that the many processes of a test run do not build the same keys again.

The cache contains answers. It is used only if GRADUS_KEY_CACHE names a writable folder; only the tests set it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from autograder.key.model import ExerciseKey
from autograder.key.store import dumps_exercise, loads_exercise

FOLDER = "GRADUS_KEY_CACHE"


def is_wanted() -> bool:
    folder = os.environ.get(FOLDER, "")
    return bool(folder) and os.access(folder, os.W_OK)


def cached(name: str, made_of: object, build: Callable[[], ExerciseKey]) -> ExerciseKey:
    """The result of `build`, from the cache if any process built it from the same parts with the same engine."""
    folder = Path(os.environ[FOLDER])
    address = hashlib.sha256(repr((engine_digest(), made_of)).encode()).hexdigest()[:24]
    path = folder / f"{name}-{address}"
    with _alone(folder / f"{name}.lock"):
        if path.exists():
            path.touch()
            return loads_exercise(path.read_bytes())
        made = build()
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        temporary.write_bytes(dumps_exercise(made))
        temporary.replace(path)
    return made


@cache
def engine_digest() -> str:
    """A hash of the engine's source and of the versions of the libraries that references use."""
    root = Path(__file__).parents[2]
    content = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        content.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for library in ("numpy", "tensorflow", "tensorflow-cpu", "keras"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            content.update(f"{library} {importlib.metadata.version(library)}".encode())
    return content.hexdigest()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """If two processes want the same key at once, the second waits for the first and reads its result."""
    try:
        import fcntl
    except ImportError:  # Windows: both build it, and one file replaces the other
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
