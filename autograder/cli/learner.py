"""`gradus` for learners: doctor, start, check, hint, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autograder.cli.status import Standing

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def add_to(app: typer.Typer, section: str) -> None:
    for command in (doctor, start, check, hint, status):
        app.command(rich_help_panel=section)(command)


def doctor(as_json: Json = False) -> None:
    """Look whether everything needed is installed and works: a list of OK and FAIL."""
    from autograder.cli import doctor as examination
    from autograder.cli import say

    found = examination.examine()
    if as_json:
        say.as_json([finding.to_plain() for finding in found])
    else:
        for finding in found:
            say.line(f"{'OK  ' if finding.ok else 'FAIL'}  {finding.name}: {finding.text}")
            if finding.remedy:
                say.line(f"      What to do: {finding.remedy}")
        failed = sum(not finding.ok for finding in found)
        say.line()
        if failed:
            say.line(f"{failed} of {len(found)} lines say FAIL. Mend the first one first; the others may follow.")
        else:
            say.next_step("`gradus start c1w2b` lays out the first assignment, `gradus list` shows what there is.")
    raise typer.Exit(0 if all(finding.ok for finding in found) else 1)


def start(
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as c1w2b, or a released folder.")],
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="Where to work (./ASSIGNMENT).")] = None,
) -> None:
    """Lay out an assignment to work on: notebook, module to complete, answer key. Never overwrites work."""
    from autograder.cli import say
    from autograder.cli.start import lay_out

    made = lay_out(assignment, folder)
    for path in made.written:
        say.line(f"wrote  {path}")
    for path in made.kept:
        say.line(f"kept   {path} (it was there already)")
    say.next_step(f"jupyter lab {made.opens}")
    say.line(f"      Write in {made.module}, save, and run the notebook's checks (or `gradus check` in that folder).")
    if made.workspace:
        say.line(f"      A double click on {made.workspace} opens both side by side.")


def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="[EXERCISE]...", help="Such as propagate (all).")] = None,
    as_json: Json = False,
) -> None:
    """Check what is saved in the current folder. Exit status 0 when all that was asked for is right."""
    from autograder.card.content import content
    from autograder.card.text import render_content, render_summary
    from autograder.cli import say
    from autograder.learner import attempts
    from autograder.learner.check import next_step, resolve, title_of_all
    from autograder.learner.judging import judge
    from autograder.learner.show import colour_wanted
    from autograder.result import DONE

    asked = [resolve(name) for name in names or [""]]
    place = asked[0][0]
    if any(other.key_path != place.key_path for other, _ in asked):
        from autograder.cli.errors import WrongCall

        raise WrongCall("Check one assignment at a time.")
    wanted = [exercise for _, exercise in asked if exercise]
    results = judge(place, wanted if len(wanted) == len(asked) else None)
    attempts.note(place, results)
    if as_json:
        say.as_json({"assignment": place.key.assignment, "exercises": [result.to_plain() for result in results]})
    elif wanted:
        for result in results:
            say.line(render_content(content(result, note=place.saved(), printed=True), colour_wanted()))
    else:
        cards = [content(result) for result in results]
        title = f"{title_of_all(place, cards)} ({place.saved()})"
        say.line(render_summary(title, cards, next_step(cards, "gradus check {}"), colour_wanted()))
    raise typer.Exit(0 if all(result.state in DONE for result in results) else 1)


def hint(
    name: Annotated[str, typer.Argument(metavar="EXERCISE", help="An exercise, such as propagate.")],
    tier: Annotated[int, typer.Argument(metavar="[NUMBER]", help="Which hint.", min=1)] = 1,
) -> None:
    """Show a hint for an exercise: 1 is the gentlest, each next one is a step nearer."""
    from autograder.learner.hint import hint as show_hint

    show_hint(name, tier, again=f"gradus hint {name} {tier + 1}")


def status(as_json: Json = False) -> None:
    """Show the way through the course: what is right in this folder and below, what is next, what lies ahead."""
    from autograder.cli import say
    from autograder.cli.status import ahead, survey
    from autograder.project import short_name

    found = survey(Path.cwd())
    if as_json:
        say.as_json([item.to_plain() for item in found])
        return
    left = ahead(found)
    if not found:
        say.line("There is no assignment in this folder or one below it.")
        say.next_step(f"`gradus start {short_name(left[0]) if left else 'c1w2b'}` lays out the first one.")
        return
    rows = [
        (item.assignment, f"{item.right} of {item.total}", str(item.wrong), _points(item), item.next or "all done")
        for item in found
    ]
    say.table(("assignment", "right", "wrong", "points", "next"), rows, right=(1, 2, 3))
    by_hand = [item.assignment for item in found if item.by_hand]
    if by_hand:
        say.line("Points are those of the checks; written answers and plots are read by a person, and add to them.")
    if left:
        say.line(f"Not begun here: {', '.join(short_name(name) for name in left)}.")
    begun = next((item for item in found if item.next), None)
    if begun:
        say.next_step(f"{begun.next}, in {begun.folder}: `gradus check {begun.next}` says where it stands.")
    elif left:
        say.next_step(f"`gradus start {short_name(left[0])}` lays out the next one. All that is begun is done.")
    else:
        say.next_step("all of these are done. `gradus list` shows what else there is.")


def _points(item: Standing) -> str:
    return f"{item.points:g} of {item.maximum:g}" if item.maximum else ""
