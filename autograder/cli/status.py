"""What a learner has done and what is next, over all assignments in a folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.result import DONE

SKIPPED = {"node_modules", "__pycache__"}
DEPTH = 3


@dataclass(frozen=True)
class Standing:
    """One assignment: how many exercises are right (questions: answered), wrong, not attempted; `next` is to do."""

    assignment: str
    folder: str
    right: int
    wrong: int
    not_attempted: int
    next: str
    problem: str = ""

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.not_attempted

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def survey(top: Path) -> list[Standing]:
    """The assignments at or below `top` (three folders deep), in the order of their names.

    Where there are none below, the one whose folder `top` lies in.
    """
    from autograder.learner import place

    folders = {path.parent for path in _keys(top, DEPTH)}
    found = [place.find(path.stem, folder) for folder in folders for path in place.keys_in(folder)]
    if not found:
        above = place.find_only(top)
        found = [above] if above else []
    return [_standing(item) for item in sorted(found, key=lambda item: (item.key.assignment, item.key_path))]


def _standing(found: Any) -> Standing:
    from autograder.learner.errors import CheckUnavailable
    from autograder.learner.judging import judge

    name, folder = found.key.assignment, str(found.key_path.parent)
    try:
        results = judge(found)
    except CheckUnavailable as problem:
        return Standing(name, folder, 0, 0, len(found.key.exercises), next(iter(found.key.exercises), ""), str(problem))
    states = [result.state for result in results]
    return Standing(
        name,
        folder,
        sum(state in DONE for state in states),
        states.count("wrong"),
        states.count("not attempted"),
        next((result.exercise for result in results if result.state not in DONE), ""),
    )


def _keys(folder: Path, depth: int) -> list[Path]:
    from autograder.learner.place import keys_in

    found = keys_in(folder)
    if depth:
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and not inner.is_symlink() and inner.name not in SKIPPED and inner.name[0] != ".":
                found += _keys(inner, depth - 1)
    return found
