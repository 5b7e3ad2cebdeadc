"""What a learner has done and what is next, in all assignments of a folder, and which assignments are still ahead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli import say
from autograder.project import SOLUTION, place_in_course, short_name
from autograder.result import DONE, ExerciseResult

if TYPE_CHECKING:
    from autograder.learner.place import Place

SKIPPED = {"node_modules", "__pycache__"}
DEPTH = 3


@dataclass(frozen=True)
class Standing:
    """One assignment: how many exercises are right (questions: answered), wrong, not attempted; `next` is the next one.

    points, maximum  what the checks would earn now, and the most they can earn; both 0 without a notebook, and for a
                     quiz, whose right answers nobody knows before grading
    by_hand          points for the cells that a person grades
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

    @property
    def score(self) -> str:
        return f"{self.points:g} of {self.maximum:g}" if self.maximum else ""

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def survey(top: Path) -> list[Standing]:
    """The assignments at or below `top` (three folders deep), in the course's order.

    If there are none, the one whose folder contains `top`.
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
    """The course's assignments that are not among these, in the course's order; none if there is no course here."""
    from autograder.cli.projects import near

    course = near()
    have = {item.assignment for item in begun}
    return tuple(name for name in course.assignments() if name not in have) if course else ()


def show(found: Sequence[Standing]) -> None:
    """The table for a person, what is ahead, and what to do next."""
    left = ahead(found)
    if not found:
        say.line("There is no assignment in this folder or below it.")
        first = short_name(left[0]) if left else "ASSIGNMENT"
        say.next_step(f"`gradus start {first}` lays out {'the first one' if left else 'one'}.")
        return
    rows = [
        (item.assignment, f"{item.right} of {item.total}", item.wrong, item.score, item.next or "all done")
        for item in found
    ]
    say.table(("assignment", "right", "wrong", "points", "next"), rows, right=(1, 2, 3))
    for item in found:
        if item.problem:
            say.line(f"{item.assignment}: {item.problem}")
    if any(item.by_hand for item in found):
        say.line("Points are from the checks; written answers and plots are read by a person, who adds points.")
    if left:
        say.line(f"Not begun here: {', '.join(short_name(name) for name in left)}.")
    begun = next((item for item in found if item.next), None)
    if begun:
        say.next_step(f"{begun.next}, in {begun.folder}: `gradus check {begun.next}` shows its state.")
    elif left:
        say.next_step(f"`gradus start {short_name(left[0])}` lays out the next one. Everything begun is done.")
    else:
        say.next_step("all of these are done. `gradus list` shows the whole course.")


def _standing(found: Place) -> Standing:
    from autograder.learner.errors import CheckUnavailable
    from autograder.learner.judging import judge

    name, folder = found.key.assignment, str(found.key_path.parent)
    try:
        with say.patiently(f"Checking {name} …"):
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
    """What the notebook's checks would earn, the most they can earn, and a person's points; zeros if unreadable."""
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
            # A solution that was handed out is not the learner's work.
            skipped = inner.name in SKIPPED or inner.name[0] == "." or inner.name.endswith(SOLUTION)
            if inner.is_dir() and not inner.is_symlink() and not skipped:
                found += _keys(inner, depth - 1)
    return found
