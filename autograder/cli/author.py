"""`gradus` for authors: list, build."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.learner import Json


def add_to(app: typer.Typer, section: str) -> None:
    app.command("list", rich_help_panel=section)(list_assignments)
    app.command(rich_help_panel=section)(build)


def list_assignments(as_json: Json = False) -> None:
    """List the assignments with their exercises, wrong variants and cases."""
    from autograder.cli import say
    from autograder.cli.listing import listing
    from autograder.cli.projects import project

    found = project(instructor=True)
    items = listing(found)
    if as_json:
        say.as_json(items)
        return
    rows = [
        (item["assignment"], f"{item['module']}.py", exercise["name"], exercise["variants"], exercise["cases"])
        for item in items
        for exercise in item["exercises"]
    ]
    say.table(("assignment", "module", "exercise", "variants", "cases"), rows, right=(3, 4))
    say.next_step("`gradus start ASSIGNMENT` to work on one, `gradus build` after a change.")


def build(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="Such as c1w2b (all).")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where something is out of date.")] = False,
) -> None:
    """Make what is generated from the solutions: the stubs that learners complete, and the public keys."""
    from autograder.cli import say
    from autograder.cli.building import build_keys, build_stubs
    from autograder.cli.projects import bundles_of, project

    found = project(instructor=True)
    bundles = bundles_of(found, assignments)
    stale = 0
    for path, changed in build_stubs(found, bundles, write=not check):
        stale += changed
        say.line(f"{'out of date' if check and changed else 'wrote      ' if changed else 'up to date '}  {path}")
    if check:
        if stale:
            say.next_step("`gradus build`, then look at the difference and commit it.")
        raise typer.Exit(1 if stale else 0)
    for path in build_keys(found, bundles):
        say.line(f"ready        {path}")
    say.next_step("`gradus judge ASSIGNMENT FILE` tries a file against the exercises; `gradus release ASSIGNMENT`.")
