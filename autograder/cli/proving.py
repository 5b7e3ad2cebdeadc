"""`gradus prove`: how well an assignment's graders grade, and which mistakes they miss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.cli import say

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.authoring.prove import ExerciseProof, ProofReport
    from autograder.project import Project


def prove_bundle(bundle: Bundle, sample: int | None, seed: int, exercises: Sequence[str] | None) -> ProofReport:
    """Prove one assignment in the sandbox. Isolation is not required, since all code is ours."""
    from autograder.authoring.prove import Extent, prove
    from autograder.sandbox.client import Sandbox

    def progress(name: str) -> None:
        say.note(f"  proving {bundle.assignment.short}.{name} …")

    with Sandbox(bundle.assignment.packages, require=False) as sandbox:
        return prove(bundle, sandbox.open, Extent(seed, sample=sample), exercises, progress)


def record(project: Project, bundle: Bundle, report: ProofReport) -> None:
    """Record the exercises that were proved with all their mutants: until they change, the tests only sample them."""
    from autograder.authoring import proved

    digests = {
        item.name: proved.proof_digest(bundle, bundle.exercise(item.name)) for item in report.exercises if item.ok
    }
    known = proved.read(project.solutions)
    new = known.with_exercises(bundle.assignment.name, digests)
    if digests and new != known:
        proved.write(project.solutions, new)


def show(report: ProofReport) -> None:
    """The report for a person."""
    say.line(f"{report.assignment}  ({report.seconds:.0f} s)")
    columns = ("exercise", "cases", "variants", "slopes", "mutants", "killed", "equivalent", "of the rest", "of all")
    say.table(columns, [_row(item) for item in report.exercises], right=range(1, len(columns)))
    for item in report.exercises:
        for survivor in item.survivors:
            say.line(f"\n{item.name}: not noticed (id: {survivor.id})")
            say.line("\n".join(f"    {line}" for line in survivor.diff.split("\n")))
        for problem in item.problems:
            say.line(f"\n{item.name}: {problem}")
        for remark in item.lint:
            say.line(f"\n{item.name}: {remark}")
    say.line()


def _row(item: ExerciseProof) -> tuple[str, ...]:
    counts = (item.cases, item.variants, item.slopes or "", item.tried, item.killed, item.equivalent)
    return (item.name, *(str(number) for number in counts), f"{item.share:.1%}", f"{item.share_of_all:.1%}")


def advise(reports: Sequence[ProofReport]) -> None:
    """What to do next."""
    if all(report.ok for report in reports):
        say.next_step("nothing: every promise holds. After a change of the exercises, prove them again.")
    else:
        say.next_step(
            "fix the problems above. If a mutant was not noticed, draw inputs on which it differs, or declare it under "
            "`equivalent` with a reason; docs/authors.md explains how."
        )
