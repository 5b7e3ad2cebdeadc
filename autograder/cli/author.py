"""`gradus` for authors: list, build, new, prove, gpu."""

from __future__ import annotations

import click

from autograder.cli import options


@click.command("list")
@click.argument("names", metavar="[ASSIGNMENT]...", nargs=-1, help="Show the exercises of these, such as c1w2b.")
@click.option("--all", "every", is_flag=True, help="Show the exercises of all assignments.")
@options.as_json
def list_assignments(names: tuple[str, ...], every: bool, as_json: bool) -> None:
    """List the assignments by week; with a name, the exercises with their wrong variants and cases."""
    from autograder.cli import listing, say
    from autograder.cli.projects import project, wanted

    if not (names or every or as_json):
        listing.show_weeks(project().assignments())
        return
    found = project(instructor=True)
    items = listing.listing(found, wanted(found, names))
    if as_json:
        say.as_json(items)
    else:
        listing.show_exercises(items)


@click.command()
@options.assignments
@click.option("--check", is_flag=True, help="Write nothing; fail if something is out of date.")
def build(assignments: tuple[str, ...], check: bool) -> int:
    """Generate what follows from the solutions: learners' stubs, a quiz's questions, the public keys."""
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
        return 1 if stale else 0
    for path, changed in build_keys(found, bundles):
        say.line(f"{'wrote      ' if changed else 'up to date '}  {path}")
    say.next_step("`gradus judge ASSIGNMENT FILE` tries a file against the exercises; `gradus release ASSIGNMENT`.")
    return 0


@click.command()
@click.argument("name", metavar="NAME", help="Course, week and topic, such as c9w9a-example.")
@click.option("--title", metavar="TEXT", default="", help="The title that people read (by default made from the name).")
def new(name: str, title: str) -> None:
    """Create a new assignment that works: one exercise, its reference, its notebook."""
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
    say.next_step(f"`gradus build {name}`, then `gradus prove {name}`; docs/authors.md explains the rest.")


@click.command()
@options.assignments
@click.option("--exercise", "exercises", multiple=True, metavar="NAME", help="Only this exercise; may be repeated.")
@click.option("--sample", type=int, metavar="N", help="Try only N mutants of each exercise (all).")
@click.option("--seed", type=int, metavar="N", default=1, help="Draw the inputs from this seed.")
@options.as_json
def prove(
    assignments: tuple[str, ...], exercises: tuple[str, ...], sample: int | None, seed: int, as_json: bool
) -> int:
    """Test the graders: every promise, and every mechanical mistake in every reference."""
    from autograder.cli import proving, say
    from autograder.cli.projects import bundles_of, exercise_of, project

    found = project(instructor=True)
    reports = []
    for bundle in bundles_of(found, assignments):
        names = [exercise_of(bundle, name) for name in exercises]
        reports.append(proving.prove_bundle(bundle, sample, seed, names or None))
        if sample is None:
            proving.record(found, bundle, reports[-1])
        if not as_json:
            proving.show(reports[-1])
    if as_json:
        say.as_json([report.to_plain() for report in reports])
    else:
        proving.advise(reports)
    return 0 if all(report.ok for report in reports) else 1


@click.command()
@options.assignments
@click.option("--seeds", type=int, metavar="N", default=5, help="How many drawn sets of inputs.")
@options.as_json
def gpu(assignments: tuple[str, ...], seeds: int, as_json: bool) -> int:
    """Run every reference on CPU and GPU and show the largest difference, in units of the tolerance."""
    from autograder.authoring.devices import NoGpu, differences, gpu_name
    from autograder.cli import say
    from autograder.cli.projects import bundles_of, project

    found = project(instructor=True)
    try:
        with say.patiently("Loading TensorFlow …"):
            name = gpu_name()
    except NoGpu as problem:
        say.line(str(problem))
        return 0
    measured = {}
    for bundle in bundles_of(found, assignments):
        with say.patiently(f"Comparing {bundle.assignment.name} …"):
            for exercise, value in differences(bundle, range(seeds)).items():
                measured[f"{bundle.assignment.short}.{exercise}"] = round(value, 4)
    if as_json:
        say.as_json({"gpu": name, "seeds": seeds, "differences": measured})
    else:
        say.line(f"CPU against {name}, {seeds} sets of inputs, float32; 1.0 is the tolerance")
        rows = [(exercise, f"{value:.4f}") for exercise, value in measured.items()]
        say.table(("exercise", "largest difference"), rows, right=(1,))
    return 0 if all(value <= 1 for value in measured.values()) else 1


COMMANDS = {"list": list_assignments, "build": build, "new": new, "prove": prove, "gpu": gpu}
