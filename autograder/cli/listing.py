"""The course's assignments: by week for people, and as plain values for `gradus list --json`, an external contract."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.cli import say
from autograder.project import Project, place_in_course, short_name

SEED = 0  # the number of cases does not depend on the seed


def listing(project: Project, names: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """`[{"assignment", "module", "exercises": [{"name", "variants": n, "cases": n}]}]`, in the course's order."""
    return [_assignment(project, name) for name in (project.assignments() if names is None else names)]


def _assignment(project: Project, name: str) -> dict[str, Any]:
    import numpy as np

    from autograder.authoring.bundle import find_bundle

    assignment = find_bundle(project, name).assignment
    return {
        "assignment": assignment.name,
        "module": assignment.module,
        "exercises": [
            {
                "name": exercise.name,
                "variants": len(exercise.variants),
                "cases": sum(1 for _ in exercise.cases(np.random.default_rng(SEED))),
            }
            for exercise in assignment.exercises
        ],
    }


def show_weeks(names: Sequence[str]) -> None:
    """One line for each week, so that the whole course fits on a screen."""
    for week, members in itertools.groupby(names, key=_week):
        say.line(f"{week}  {', '.join(_within(week, name) for name in members)}")
    lettered = next((name for name in names if _within(_week(name), name)[1:2] == " "), "")
    if lettered:
        short, _, topic = lettered.partition("-")
        say.line(
            f"{len(names)} assignments. Name one by week and letter ({short}) or by a word of its topic ({topic})."
        )
    if names:
        first = short_name(names[0])
        say.next_step(f"`gradus list {first}` shows its exercises, `gradus start {first}` begins it.")


def _week(name: str) -> str:
    return place_in_course(name)[0]


def _within(week: str, name: str) -> str:
    """An assignment's name after its week: "b logistic-regression", or "quiz"."""
    letter, _, topic = name.removeprefix(week).partition("-")
    return f"{letter} {topic}".strip()


def show_exercises(items: Sequence[dict[str, Any]]) -> None:
    """A table of the exercises of these assignments."""
    rows = [
        (item["assignment"], f"{item['module']}.py", exercise["name"], exercise["variants"], exercise["cases"])
        for item in items
        for exercise in item["exercises"]
    ]
    say.table(("assignment", "module", "exercise", "variants", "cases"), rows, right=(3, 4))
    say.next_step("`gradus start ASSIGNMENT` to work on one, `gradus build` after a change.")
