"""What this session has seen: the last check of each exercise and the hints shown. A new kernel starts again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.result import DONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.learner.place import Place
    from autograder.result import ExerciseResult, State

Address = tuple[str, str]
"""The key's file and the exercise."""


@dataclass(frozen=True)
class Checked:
    """The last check of an exercise: the file's fingerprint, and what came of it."""

    digest: bytes
    state: State


_checked: dict[Address, Checked] = {}
_hints: dict[Address, int] = {}


def note(place: Place, results: Iterable[ExerciseResult]) -> None:
    """Remember the results of a check."""
    digest = _digest(place)
    for result in results:
        _checked[address(place, result.exercise)] = Checked(digest, result.state)


def is_unchanged(place: Place, exercise: str) -> bool:
    """Whether the file is the same as at the last check of this exercise, which was not right."""
    last = _checked.get(address(place, exercise))
    return last is not None and last.state not in DONE and last.digest == _digest(place)


def done(place: Place) -> list[str]:
    """The exercises that were right or answered when they were last checked."""
    states = {name: _checked.get(address(place, name)) for name in place.key.exercises}
    return [name for name, last in states.items() if last is not None and last.state in DONE]


def hints_shown(place: Place, exercise: str) -> int:
    """The number of the last hint shown; 0 if none was."""
    return _hints.get(address(place, exercise), 0)


def note_hint(place: Place, exercise: str, number: int) -> None:
    _hints[address(place, exercise)] = number


def address(place: Place, exercise: str) -> Address:
    return str(place.key_path), exercise


def _digest(place: Place) -> bytes:
    return hashlib.blake2b(place.source()).digest()
