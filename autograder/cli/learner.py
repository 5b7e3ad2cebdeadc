"""`gradus` for learners: doctor, start, check, hint, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import options

if TYPE_CHECKING:
    from autograder.cli.doctor import Finding
    from autograder.learner.place import Place


@click.command()
@options.as_json
def doctor(as_json: bool) -> int:
    """Check that everything needed is installed and works: a list of OK and FAIL."""
    from autograder.cli import say
    from autograder.cli.doctor import examine, show

    found: list[Finding] = list(examine()) if as_json else show()
    if as_json:
        say.as_json([finding.to_plain() for finding in found])
    return 0 if all(finding.ok for finding in found) else 1


@click.command()
@click.argument("assignment", metavar="ASSIGNMENT", help="Such as c1w2b, or a released folder.")
@click.argument("folder", metavar="[FOLDER]", required=False, type=options.FOLDER, help="Where to work (./ASSIGNMENT).")
def start(assignment: str, folder: Path | None) -> None:
    """Lay out an assignment to work on: notebook, module to complete, answer key. Never overwrites work."""
    from autograder.cli import say
    from autograder.cli.start import lay_out

    made = lay_out(assignment, folder)
    for path in made.written:
        say.line(f"wrote  {path}")
    for path in made.kept:
        say.line(f"kept   {path} (it was already there)")
    say.next_step(f"jupyter lab {made.opens}")
    say.line(f"      Write in {made.module}, save, and run the notebook's checks (or `gradus check` in that folder).")
    if made.workspace:
        say.line(f"      A double click on {made.workspace} opens both side by side.")


@click.command()
@click.argument("names", metavar="[EXERCISE]...", nargs=-1, help="Such as propagate (all).")
@options.as_json
def check(names: tuple[str, ...], as_json: bool) -> int:
    """Check the code saved in the current folder. Exit status 0 if everything that was asked for is right."""
    from autograder.card.content import content
    from autograder.card.text import render_content, render_summary
    from autograder.cli import say
    from autograder.learner import attempts
    from autograder.learner.judging import judge
    from autograder.learner.onward import next_step, title_of_all
    from autograder.learner.show import colour_wanted
    from autograder.result import DONE

    place, wanted = _asked(names)
    with say.patiently(f"Running {place.module_path.name} …"):
        results = judge(place, wanted or None, say.note)
    attempts.note(place, results)
    if as_json:
        say.as_json({"assignment": place.key.assignment, "exercises": [result.to_plain() for result in results]})
    elif wanted:
        for result in results:
            help_ = "" if result.state in DONE else f"A hint: `gradus hint {result.exercise}`."
            card = content(result, note=place.saved(), printed=True, onward=help_)
            say.line(render_content(card, colour_wanted()))
    else:
        cards = [content(result) for result in results]
        title = f"{title_of_all(place, cards)} ({place.saved()})"
        say.line(render_summary(title, cards, next_step(cards, "gradus check {}"), colour_wanted()))
    return 0 if all(result.state in DONE for result in results) else 1


def _asked(names: tuple[str, ...]) -> tuple[Place, list[str]]:
    """The assignment and the exercises that these names mean; no exercises if all are meant."""
    from autograder.cli.errors import WrongCall
    from autograder.learner.asked import resolve

    asked = [resolve(name) for name in names or [""]]
    place = asked[0][0]
    if any(other.key_path != place.key_path for other, _ in asked):
        raise WrongCall("Check one assignment at a time.")
    wanted = [exercise for _, exercise in asked if exercise]
    return place, wanted if len(wanted) == len(asked) else []


@click.command()
@click.argument("name", metavar="EXERCISE", help="An exercise, such as propagate.")
@click.argument("tier", metavar="[NUMBER]", type=click.IntRange(min=1), default=1, help="Which hint.")
def hint(name: str, tier: int) -> None:
    """Show a hint for an exercise: 1 is the gentlest, each next one is a step nearer."""
    from autograder.learner.hint import hint as show_hint

    show_hint(name, tier, again=f"gradus hint {name} {tier + 1}")


@click.command()
@options.as_json
def status(as_json: bool) -> None:
    """Show your progress: what is right in this folder and below, what is next, and what lies ahead."""
    from autograder.cli import say
    from autograder.cli.status import show, survey

    found = survey(Path.cwd())
    if as_json:
        say.as_json([item.to_plain() for item in found])
    else:
        show(found)


COMMANDS = {"doctor": doctor, "start": start, "check": check, "hint": hint, "status": status}
