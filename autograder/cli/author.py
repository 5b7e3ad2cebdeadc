"""`gradus` for authors: list, build, new, prove, gpu."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.learner import Json


def add_to(app: typer.Typer, section: str) -> None:
    app.command("list", rich_help_panel=section)(list_assignments)
    app.command(rich_help_panel=section)(build)
    app.command(rich_help_panel=section)(new)
    app.command(rich_help_panel=section)(prove)
    app.command(rich_help_panel=section)(gpu)


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
    """Make what follows from the solutions: the stubs that learners complete, a quiz's questions, the public keys."""
    from autograder.cli import say
    from autograder.cli.building import build_keys, build_quizzes, build_stubs
    from autograder.cli.projects import bundles_of, project

    found = project(instructor=True)
    bundles = bundles_of(found, assignments)
    stale = 0
    made = (*build_stubs(found, bundles, write=not check), *build_quizzes(found, bundles, write=not check))
    for path, changed in made:
        stale += changed
        say.line(f"{'out of date' if check and changed else 'wrote      ' if changed else 'up to date '}  {path}")
    if check:
        if stale:
            say.next_step("`gradus build`, then look at the difference and commit it.")
        raise typer.Exit(1 if stale else 0)
    for path, changed in build_keys(found, bundles):
        say.line(f"{'wrote      ' if changed else 'up to date '}  {path}")
    say.next_step("`gradus judge ASSIGNMENT FILE` tries a file against the exercises; `gradus release ASSIGNMENT`.")


def new(
    name: Annotated[str, typer.Argument(help="Course, week and topic, such as c9w9a-example.")],
    title: Annotated[str, typer.Option("--title", help="As people read it (made from the name).")] = "",
) -> None:
    """Lay out a new assignment that works as it stands: one exercise, its reference, its notebook."""
    from autograder.authoring.bundle import AuthorError
    from autograder.authoring.template import create
    from autograder.cli import say
    from autograder.cli.errors import WrongCall
    from autograder.cli.projects import project

    found = project(instructor=True)
    try:
        written = create(name, found.solutions, found.course / "source", title)
    except AuthorError as problem:
        raise WrongCall(f"{str(problem)[0].upper()}{str(problem)[1:]}.") from None
    for path in written:
        say.line(f"wrote  {path}")
    say.next_step(f"`gradus build {name}`, then `gradus prove {name}`; docs/authors.md leads on from there.")


def prove(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="Such as c1w2b (all).")
    ] = None,
    exercise: Annotated[
        list[str] | None, typer.Option("--exercise", help="Only this exercise; may be repeated.")
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", help="Try so many mutants of each exercise (all).")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Draw the inputs from this seed.")] = 1,
    as_json: Json = False,
) -> None:
    """Test the graders: every promise, and every mechanical mistake in every reference."""
    from autograder.cli import proving, say
    from autograder.cli.projects import bundles_of, project

    found = project(instructor=True)
    reports = []
    for bundle in bundles_of(found, assignments):
        reports.append(proving.prove_bundle(bundle, sample, seed, exercise))
        if not as_json:
            proving.show(reports[-1])
    if as_json:
        say.as_json([report.to_plain() for report in reports])
    else:
        proving.advise(reports)
    raise typer.Exit(0 if all(report.ok for report in reports) else 1)


def gpu(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="Such as c1w2b (all).")
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", help="On so many drawn sets of inputs.")] = 5,
    as_json: Json = False,
) -> None:
    """Run every reference on CPU and GPU and tell the largest difference, in units of the tolerance."""
    from autograder.authoring.devices import NoGpu, differences, gpu_name
    from autograder.cli import say
    from autograder.cli.projects import bundles_of, project

    found = project(instructor=True)
    try:
        name = gpu_name()
    except NoGpu as problem:
        say.line(str(problem))
        raise typer.Exit(0) from None
    measured = {
        f"{bundle.assignment.short}.{exercise}": round(value, 4)
        for bundle in bundles_of(found, assignments)
        for exercise, value in differences(bundle, range(seeds)).items()
    }
    if as_json:
        say.as_json({"gpu": name, "seeds": seeds, "differences": measured})
    else:
        say.line(f"CPU against {name}, {seeds} sets of inputs, float32; 1.0 is the tolerance")
        say.table(
            ("exercise", "largest difference"), [(key, f"{value:.4f}") for key, value in measured.items()], right=(1,)
        )
    raise typer.Exit(0 if all(value <= 1 for value in measured.values()) else 1)
