"""Keeps built exercises on disk for a run of tests, whose many processes would make the same keys again and again.

Only where GRADUS_KEPT_KEYS names a folder that we may write to, which nobody but the tests does: what is kept there
are answers.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import autograder
from autograder.key.model import ExerciseKey
from autograder.key.store import dumps_exercise, loads_exercise

FOLDER = "GRADUS_KEPT_KEYS"


def is_wanted() -> bool:
    folder = os.environ.get(FOLDER, "")
    return bool(folder) and os.access(folder, os.W_OK)


def keep(name: str, made_of: object, build: Callable[[], ExerciseKey]) -> ExerciseKey:
    """What `build` gives, or gave before in any process for the same `made_of` and the same engine."""
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
    """A hash of the engine's own text and of the libraries that references are written in."""
    root = Path(autograder.__file__).parent
    content = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        content.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for library in ("numpy", "tensorflow", "tensorflow-cpu", "keras"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            content.update(f"{library} {importlib.metadata.version(library)}".encode())
    return content.hexdigest()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two processes that want the same key at once: the second waits for the first and reads."""
    try:
        import fcntl
    except ImportError:  # Windows: both make it, and one of the two files stays
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
