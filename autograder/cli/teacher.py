"""`gradus` for teachers: key, release, grade, judge, feedback, solution, report, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.learner import Json

Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as c1w2b.")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes at work (one for each core).")]


def add_to(app: typer.Typer, section: str) -> None:
    for command in (judge,):
        app.command(rich_help_panel=section)(command)


def judge(
    assignment: Assignment,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Module files, or folders that hold one.")],
    as_json: Json = False,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Fresh hidden inputs, drawn from N.")] = None,
    workers: Workers = None,
    no_isolation: Annotated[
        bool, typer.Option("--no-isolation", help="Also where this system cannot isolate; for files you trust.")
    ] = False,
) -> None:
    """Grade module files without nbgrader, isolated and in parallel, in the order given."""
    from autograder.cli.judging import judge_paths, print_results

    raise typer.Exit(print_results(judge_paths(assignment, paths, seed, workers, not no_isolation), as_json))
