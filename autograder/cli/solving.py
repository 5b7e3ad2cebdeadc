"""What `gradus solution` does: for a teacher, who writes and hands out; for a learner, who gets what was handed out."""

from __future__ import annotations

from pathlib import Path

from autograder.cli import say
from autograder.cli.projects import bundle_of, near, project
from autograder.project import SOLUTION


def is_teacher() -> bool:
    """Whether the course around here has its solutions. A learner's folder has none, nor has the installed package."""
    found = near()
    return found is not None and found.has_solutions


def write(assignment: str, folder: Path | None, early: bool, publish: bool, into: Path | None) -> None:
    from autograder.nbgrader_adapter import handout
    from autograder.nbgrader_adapter.solution import write_solution

    found = project(instructor=True)
    name = bundle_of(found, assignment).assignment.name
    with say.patiently("Running the solved notebook from top to bottom …"):
        paths = write_solution(found, name, folder, early)
    for path in paths:
        say.line(f"wrote  {path}")
    solved = paths[0].parent
    if into is not None:
        handout.pack(into, name, solved)
        say.line(f"added to {into}")
        say.next_step(f"give {into.name} to whoever learns alone: gradus solution {name} --from {into.name}")
    if publish:
        say.line(f"published in {handout.publish(found, name, solved)} as {name}{SOLUTION}")
        say.next_step(f"learners fetch it from the Assignment List, or by: gradus solution {name}")
    if into is None and not publish:
        say.next_step("hand out that folder, or put it into the exchange by --publish. It holds the answers.")


def take(bundle: Path, assignment: str, folder: Path | None) -> None:
    from autograder.nbgrader_adapter import handout

    _show(handout.unpack(bundle, assignment, folder))


def fetch(assignment: str, folder: Path | None) -> None:
    from autograder.learner.place import find
    from autograder.nbgrader_adapter import handout

    _show(handout.fetch(find(assignment).key.assignment, folder))


def _show(folder: Path) -> None:
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        say.line(f"wrote  {path}")
    notebook = next(iter(sorted(folder.glob("*.ipynb"))), folder)
    say.next_step(f"jupyter lab {notebook}. Reading a solution teaches most after a try of one's own.")
