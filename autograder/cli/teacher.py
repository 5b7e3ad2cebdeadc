"""`gradus` for teachers: key, release, grade, judge, feedback, solution, report, demo."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import options


@click.command()
@options.assignments
@click.option(
    "--new-secret", is_flag=True, help="Accept the secret in the vault, or draw one; everything is graded again."
)
@options.as_json
def key(assignments: tuple[str, ...], new_secret: bool, as_json: bool) -> None:
    """Make the answer keys: the public one for releases, the hidden one for grading."""
    from autograder.cli.teaching import make_keys

    make_keys(assignments, new_secret, as_json)


@click.command()
@options.assignment
@click.option("--publish/--no-publish", default=True, help="Put it into the exchange.")
def release(assignment: str, publish: bool) -> None:
    """Make what learners get, search it for answers, and put it into nbgrader's exchange."""
    from autograder.cli.teaching import make_release

    make_release(assignment, publish)


@click.command()
@options.assignment
@options.students
@click.option("--force", is_flag=True, help="Also grade submissions that have not changed.")
@options.workers
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Grade on a Dask cluster: tcp://HOST:PORT, tls://HOST:PORT, or local:N on this machine.",
)
@options.no_isolation
@options.as_json
def grade(
    assignment: str,
    students: tuple[str, ...],
    force: bool,
    workers: int | None,
    cluster: str | None,
    no_isolation: bool,
    as_json: bool,
) -> int:
    """Grade what was collected, in parallel, into nbgrader's gradebook; unchanged work is not graded again."""
    from autograder.classroom.run import GradeRequest
    from autograder.cli.teaching import grade_class

    return grade_class(GradeRequest(assignment, students, workers, force, not no_isolation), cluster, as_json)


@click.command()
@options.assignment
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=options.FOLDER, help="Files or folders.")
@options.as_json
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draw fresh hidden inputs from N.")
@options.workers
@options.no_isolation
def judge(
    assignment: str, paths: tuple[Path, ...], as_json: bool, seed: int | None, workers: int | None, no_isolation: bool
) -> int:
    """Grade module files (or folders with one) without nbgrader, isolated and in parallel, in the order given."""
    from autograder.cli.judging import judge_paths, print_results

    return print_results(judge_paths(assignment, paths, seed, workers, not no_isolation), as_json)


@click.command()
@options.assignment
@options.students
@options.publish
def feedback(assignment: str, students: tuple[str, ...], publish: bool) -> None:
    """Write a feedback page for each graded learner; with --publish learners can fetch it."""
    from autograder.cli.teaching import write_feedback

    write_feedback(assignment, students, publish)


@click.command()
@options.assignment
@options.to_folder("Where (course/solution; learners: here).")
@click.option("--early", is_flag=True, help="Even while somebody may still submit.")
@options.publish
@click.option("--into", type=options.FOLDER, metavar="FILE", help="Add it to a bundle (a zip file).")
@click.option("--from", "source", type=options.FOLDER, metavar="FILE", help="Learners: take it from such a bundle.")
def solution(
    assignment: str, folder: Path | None, early: bool, publish: bool, into: Path | None, source: Path | None
) -> None:
    """Teachers: write the solved assignment, to hand out after the due date. Learners: get it once it is released."""
    from autograder.cli import solving

    if source is not None:
        solving.take(source, assignment, folder)
    elif solving.is_teacher():
        solving.write(assignment, solving.Handout(folder, early, publish, into))
    else:
        solving.fetch(assignment, folder)


@click.command()
@options.assignment
@options.to_folder("Where (course/reports).")
@click.option("--forget-attempts", "forget", is_flag=True, help="Then delete the submitted logs of checks.")
@options.as_json
def report(assignment: str, folder: Path | None, forget: bool, as_json: bool) -> None:
    """Write the class report: scores, pass rates, misconceptions, attempts; as a page, CSV and JSON."""
    from autograder.cli.teaching import write_class_report

    write_class_report(assignment, folder, forget, as_json)


@click.command()
@click.argument("folder", metavar="[FOLDER]", required=False, type=options.FOLDER, help="Where (build/demo).")
@options.workers
def demo(folder: Path | None, workers: int | None) -> int:
    """Play an example class through the whole cycle: release, submit, collect, grade, feedback, report."""
    from autograder.cli.teaching import play_demo

    return play_demo(folder, workers)


COMMANDS = {
    "key": key,
    "release": release,
    "grade": grade,
    "judge": judge,
    "feedback": feedback,
    "solution": solution,
    "report": report,
    "demo": demo,
}
