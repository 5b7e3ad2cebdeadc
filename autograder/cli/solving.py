"""What `gradus solution` does: a teacher writes and hands out a solution; a learner gets what was handed out."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder.cli import say
from autograder.cli.errors import WrongCall
from autograder.cli.projects import name_of, near, project
from autograder.project import SOLUTION


@dataclass(frozen=True)
class Handout:
    """Where a teacher wants a solution: a folder, the exchange (`publish`), a bundle; `early`: before the due date."""

    folder: Path | None = None
    early: bool = False
    publish: bool = False
    into: Path | None = None


def is_teacher() -> bool:
    """Whether the course around here has its solutions. A learner's folder and the installed package have none."""
    found = near()
    return found is not None and found.has_solutions


def write(assignment: str, wanted: Handout) -> None:
    """Write the solved assignment, and hand it out as wanted."""
    from autograder.nbgrader_adapter import handout
    from autograder.nbgrader_adapter.solution import write_solution

    found = project(instructor=True)
    name = name_of(found, assignment)
    with say.patiently("Running the solved notebook from top to bottom …"):
        paths = write_solution(found, name, wanted.folder, wanted.early)
    for path in paths:
        say.line(f"wrote  {path}")
    solved = paths[0].parent
    if wanted.into is not None:
        handout.pack(wanted.into, name, solved)
        say.line(f"added to {wanted.into}")
        file = wanted.into.name
        say.next_step(f"give {file} to learners without a teacher: gradus solution {name} --from {file}")
    if wanted.publish:
        say.line(f"published in {handout.publish(found, name, solved)} as {name}{SOLUTION}")
        say.next_step(f"learners fetch it from the Assignment List, or by: gradus solution {name}")
    if wanted.into is None and not wanted.publish:
        say.next_step("hand out that folder, or put it into the exchange with --publish. It holds the answers.")


def take(bundle: Path, assignment: str, folder: Path | None) -> None:
    """Unpack a solution from a bundle."""
    from autograder.nbgrader_adapter import handout

    _show(handout.unpack(bundle, _held(bundle, assignment), folder))


def _held(bundle: Path, text: str) -> str:
    """The assignment in the bundle that `text` means; `text` itself if the bundle cannot be read."""
    from autograder.learner.names import UnknownName, pick_assignment

    try:
        with zipfile.ZipFile(bundle) as archive:
            held = sorted({name.split("/")[0] for name in archive.namelist() if "/" in name})
    except (OSError, zipfile.BadZipFile):
        return text  # unpacking says what is wrong with it
    try:
        return pick_assignment(text, held)
    except UnknownName as problem:
        raise WrongCall(f"{bundle.name}: {problem}") from None


def fetch(assignment: str, folder: Path | None) -> None:
    """Get a released solution from the exchange."""
    from autograder.learner.place import find
    from autograder.nbgrader_adapter import handout

    _show(handout.fetch(find(assignment).key.assignment, folder))


def _show(folder: Path) -> None:
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        say.line(f"wrote  {path}")
    notebook = next(iter(sorted(folder.glob("*.ipynb"))), folder)
    say.next_step(f"jupyter lab {notebook}. A solution teaches most after you have tried it yourself.")
