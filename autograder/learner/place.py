"""Finds where the learner works: the folder with an assignment's public key and the module to complete.

A release's folder has both, next to the notebook. The key is read again only if its file changes; the module is read
at every check, as it is saved.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.learner.errors import CheckUnavailable
from autograder.learner.names import UnknownName, pick_assignment, pick_exercise
from autograder.project import short_name

if TYPE_CHECKING:
    from autograder.key.model import Key

SUFFIX = ".key"
NAMED = re.compile(r"[a-z]+\d\w*-")  # c1w2b-…: other programs also have files that end in .key
ABOVE = 3  # folders, for learners who work in one inside the assignment's


@dataclass(frozen=True)
class Place:
    """One assignment: its key and the file of the learner's module."""

    key: Key
    key_path: Path
    module_path: Path

    @property
    def short(self) -> str:
        return short_name(self.key.assignment)

    def source(self) -> bytes:
        """The module as saved. Raises CheckUnavailable if there is none."""
        try:
            return self.module_path.read_bytes()
        except FileNotFoundError:
            raise CheckUnavailable(_no_module(self)) from None
        except OSError as problem:
            raise CheckUnavailable(f"{self.module_path.name} cannot be read: {problem.strerror}.") from None

    def saved(self) -> str:
        """When the module was saved, so that a learner who forgot to save sees it."""
        age = time.time() - self.module_path.stat().st_mtime
        return f"{self.module_path.name}, saved {_ago(age)}"


def find(assignment: str = "", start: Path | None = None) -> Place:
    """The assignment whose key is in `start` (the working directory) or up to three folders above it.

    assignment  its name, however it is written (see `names`); may be empty if only one key is there
    raises      CheckUnavailable, saying which file was looked for and how to get it
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents[:ABOVE]):
        keys = {path.stem: path for path in keys_in(folder)}
        if not keys:
            continue
        if not assignment and len(keys) > 1:
            example = short_name(next(iter(keys)))
            raise CheckUnavailable(f"{folder} holds several assignments: {', '.join(keys)}. Say which one: {example}?")
        try:
            return _place(keys[pick_assignment(assignment, keys) if assignment else next(iter(keys))], start)
        except UnknownName as problem:
            if problem.several:
                raise CheckUnavailable(str(problem)) from None
            raise CheckUnavailable(
                f"{folder} holds the key of {', '.join(keys)}, not of {assignment!r}. {problem.guess}"
                "Is the name right, and is this its folder?"
            ) from None
    raise CheckUnavailable(_no_key(assignment, start))


def exercise_name(place: Place, text: str) -> str:
    """The exercise of the assignment that `text` means; else CheckUnavailable with the nearest one."""
    try:
        return pick_exercise(text, place.key.exercises, place.key.assignment)
    except UnknownName as problem:
        raise CheckUnavailable(
            f"{problem} (If the notebook has it, the key is from another release: fetch the assignment again.)"
        ) from None


def keys_in(folder: Path) -> list[Path]:
    """The files in this folder that are named like answer keys."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if NAMED.match(path.name))


def find_only(start: Path | None = None) -> Place | None:
    """The one assignment here or above, or None if there are several or none. A damaged key raises."""
    start = (start or Path.cwd()).resolve()
    near = next((keys for folder in (start, *start.parents[:ABOVE]) if (keys := keys_in(folder))), [])
    return _place(near[0], start) if len(near) == 1 else None


def find_module(module: str, start: Path | None = None) -> Place | None:
    """The assignment here or above whose learners write this module; None if there is none."""
    start = (start or Path.cwd()).resolve()
    near = next((keys for folder in (start, *start.parents[:ABOVE]) if (keys := keys_in(folder))), [])
    return next((found for path in near if (found := _place(path, start)).key.module == module), None)


def _place(key_path: Path, start: Path) -> Place:
    stat = key_path.stat()
    key = _load(key_path, stat.st_mtime_ns, stat.st_size)
    file = f"{key.module}.py"
    beside = key_path.parent / file
    return Place(key, key_path, start / file if (start / file).exists() else beside)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int, size: int) -> Key:
    from autograder.key.store import load  # imported here: it imports NumPy

    del changed, size  # part of the cache's key: a changed file is read again
    try:
        return load(path)
    except Exception as problem:
        if isinstance(problem, OSError) or type(problem).__module__.startswith("autograder."):
            raise CheckUnavailable(f"{path.name} cannot be used. {problem}") from problem
        raise


def _no_key(assignment: str, start: Path) -> str:
    known = assignment if any(sign.isdigit() for sign in assignment) else ""
    return (
        f"There is no answer key ({known}….key) in {start} or above it. Fetch the assignment again, "
        f"or run `gradus start {known or 'ASSIGNMENT'}`, and work in that folder."
    )


def _no_module(place: Place) -> str:
    wanted = place.module_path.name
    import difflib  # imported here: it is needed for this message only

    others = [path.name for path in place.module_path.parent.glob("*.py")]
    near = difflib.get_close_matches(wanted, others, 1, 0.6)
    guess = f" There is {near[0]}: was it renamed?" if near else ""
    return (
        f"{wanted} is not in {place.module_path.parent}.{guess} You write the exercises in {wanted}, next to the "
        f"notebook; `gradus start {place.short} NEW_FOLDER` creates a new copy."
    )


def _ago(seconds: float) -> str:
    if seconds < 2:
        return "just now"
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"
