"""`gradus` for teachers: key, release, grade, judge, feedback, solution, report, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.learner import Json

Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as c1w2b.")]
Students = Annotated[list[str] | None, typer.Argument(metavar="[LEARNER]...", help="These learners alone (all).")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes at work (one for each core).")]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Grade on a Dask cluster: tcp://HOST:PORT, tls://HOST:PORT, or local:N on this machine."
    ),
]
NoIsolation = Annotated[
    bool, typer.Option("--no-isolation", help="Also where this system cannot isolate; for files you trust.")
]


def add_to(app: typer.Typer, section: str) -> None:
    for command in (key, release, grade, judge, feedback, solution, report, demo):
        app.command(rich_help_panel=section)(command)


def key(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="Such as c1w2b (all).")
    ] = None,
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="Keep to the secret in the vault, or draw one; all is graded again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make the answer keys: the public one for releases, the hidden one for grading."""
    from autograder.cli.teaching import make_keys

    make_keys(assignments, new_secret, as_json)


def release(
    assignment: Assignment,
    publish: Annotated[bool, typer.Option("--publish/--no-publish", help="Put it into the exchange.")] = True,
) -> None:
    """Make what learners get, look through it for answers, and put it into nbgrader's exchange."""
    from autograder.cli.teaching import make_release

    make_release(assignment, publish)


def grade(
    assignment: Assignment,
    students: Students = None,
    force: Annotated[bool, typer.Option("--force", help="Also those of whom nothing has changed.")] = False,
    workers: Workers = None,
    cluster: Cluster = None,
    no_isolation: NoIsolation = False,
    as_json: Json = False,
) -> None:
    """Grade what was collected, in parallel, into nbgrader's gradebook; what has not changed is not graded again."""
    from autograder.cli.teaching import grade_class

    raise typer.Exit(grade_class(assignment, students, force, workers, not no_isolation, as_json, cluster))


def judge(
    assignment: Assignment,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Module files, or folders that hold one.")],
    as_json: Json = False,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Fresh hidden inputs, drawn from N.")] = None,
    workers: Workers = None,
    no_isolation: NoIsolation = False,
) -> None:
    """Grade module files without nbgrader, isolated and in parallel, in the order given."""
    from autograder.cli.judging import judge_paths, print_results

    raise typer.Exit(print_results(judge_paths(assignment, paths, seed, workers, not no_isolation), as_json))


def feedback(
    assignment: Assignment,
    students: Students = None,
    publish: Annotated[bool, typer.Option("--publish", help="Put it into the exchange for learners to fetch.")] = False,
) -> None:
    """Write each learner's feedback page from what was graded; with --publish learners can fetch it."""
    from autograder.cli.teaching import write_feedback

    write_feedback(assignment, students, publish)


def solution(
    assignment: Assignment,
    folder: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Where (course/solution; learners: here).")
    ] = None,
    early: Annotated[bool, typer.Option("--early", help="Also while somebody may still hand in.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Put it into the exchange for learners to fetch.")] = False,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="FILE", help="Add it to a bundle (a zip file).")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Learners: take it from such a bundle.")
    ] = None,
) -> None:
    """Teachers: write the solved assignment, to hand out after the due date. Learners: get it once it is released."""
    from autograder.cli import solving

    if source is not None:
        solving.take(source, assignment, folder)
    elif solving.is_teacher():
        solving.write(assignment, folder, early, publish, into)
    else:
        solving.fetch(assignment, folder)


def report(
    assignment: Assignment,
    folder: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Where (course/reports).")] = None,
    forget: Annotated[
        bool, typer.Option("--forget-attempts", help="Afterwards delete the logs of checks that were handed in.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the class report: scores, pass rates, misconceptions, attempts; as a page, CSV and JSON."""
    from autograder.cli.teaching import write_class_report

    write_class_report(assignment, folder, forget, as_json)


def demo(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="Where (build/demo).")] = None,
    workers: Workers = None,
) -> None:
    """Play a class of 24 through the whole cycle: release, submit, collect, grade, feedback, report."""
    from autograder.cli.teaching import play_demo

    raise typer.Exit(play_demo(folder, workers))
