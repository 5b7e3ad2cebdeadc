"""What a learner has done and what is next, over all assignments in a folder, and the way that lies ahead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.project import SOLUTION, place_in_course
from autograder.result import DONE, ExerciseResult

SKIPPED = {"node_modules", "__pycache__"}
DEPTH = 3


@dataclass(frozen=True)
class Standing:
    """One assignment: how many exercises are right (questions: answered), wrong, not attempted; `next` is to do.

    points, maximum  what the checks would earn now, and could; both 0 where no notebook lies there, and for a quiz,
                     of which nobody knows before grading what is right
    by_hand          points for what a person reads
    """

    assignment: str
    folder: str
    right: int
    wrong: int
    not_attempted: int
    next: str
    problem: str = ""
    points: float = 0.0
    maximum: float = 0.0
    by_hand: float = 0.0

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
    found.sort(key=lambda item: (place_in_course(item.key.assignment), item.key_path))
    return [_standing(item) for item in found]


def ahead(begun: Sequence[Standing]) -> tuple[str, ...]:
    """The course's assignments that are not begun in any of these, in its order; none where no course is near."""
    from autograder.cli.projects import near

    course = near()
    have = {item.assignment for item in begun}
    return tuple(name for name in course.assignments() if name not in have) if course else ()


def _standing(found: Any) -> Standing:
    from autograder.learner.errors import CheckUnavailable
    from autograder.learner.judging import judge

    name, folder = found.key.assignment, str(found.key_path.parent)
    try:
        results = judge(found)
    except CheckUnavailable as problem:
        return Standing(name, folder, 0, 0, len(found.key.exercises), next(iter(found.key.exercises), ""), str(problem))
    states = [result.state for result in results]
    points, maximum, by_hand = _points(found.key_path.with_suffix(".ipynb"), results)
    return Standing(
        name,
        folder,
        sum(state in DONE for state in states),
        states.count("wrong"),
        states.count("not attempted"),
        next((result.exercise for result in results if result.state not in DONE), ""),
        points=points,
        maximum=maximum,
        by_hand=by_hand,
    )


def _points(notebook: Path, results: Sequence[ExerciseResult]) -> tuple[float, float, float]:
    """What the notebook's checks would earn, could earn, and what a person reads. Zeros where it is not readable."""
    from autograder.nbgrader_adapter.cells import check_target

    fractions = {result.exercise: result.fraction for result in results}
    answered = any(result.state == "answered" for result in results)
    earned = most = by_hand = 0.0
    try:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            graded = cell.get("metadata", {}).get("nbgrader", {})
            if not graded.get("grade"):
                continue
            worth, target = float(graded["points"]), check_target("".join(cell["source"]))
            if graded.get("solution") or target is None:
                by_hand += worth
            else:
                most += worth
                earned += worth * fractions.get(target[1], 0.0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0.0, 0.0, 0.0
    return (0.0, 0.0, by_hand) if answered else (round(earned, 2), most, by_hand)


def _keys(folder: Path, depth: int) -> list[Path]:
    from autograder.learner.place import keys_in

    found = keys_in(folder)
    if depth:
        for inner in sorted(folder.iterdir()):
            # A solution that was handed out is no work of the learner's.
            skipped = inner.name in SKIPPED or inner.name[0] == "." or inner.name.endswith(SOLUTION)
            if inner.is_dir() and not inner.is_symlink() and not skipped:
                found += _keys(inner, depth - 1)
    return found
