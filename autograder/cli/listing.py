"""The course's assignments as plain values: what `gradus list --json` prints, a contract used from outside."""

from __future__ import annotations

from typing import Any

from autograder.project import Project

SEED = 0  # how many cases an exercise has does not depend on the seed


def listing(project: Project) -> list[dict[str, Any]]:
    """`[{"assignment", "module", "exercises": [{"name", "variants": n, "cases": n}]}]`, in the course's order."""
    return [_assignment(project, name) for name in project.assignments()]


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
