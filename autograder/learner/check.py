"""`check("c1w2b.propagate")`: the only line of a learner's check cell."""

from __future__ import annotations

from autograder.card import html, text
from autograder.card.content import content
from autograder.learner import attempts, judging, memory, place, show
from autograder.learner.asked import resolve
from autograder.learner.errors import CheckFailed
from autograder.learner.onward import next_step, onward, title_of_all
from autograder.result import DONE, ExerciseResult


def check(name: object = "", points: float | None = None) -> None:
    """Judge one exercise of the module as it is saved, and show a card.

    name    "c1w2b.propagate"; in the folder of one assignment also "propagate" or the function `propagate` itself;
            "c1w2b" or nothing for all exercises
    points  what the exercise is worth, if the card should say it
    raises  CheckFailed unless the answer is right; CheckUnavailable if nothing could be judged
    """
    found, exercise = resolve(name)
    if not exercise:
        _check_all(found)
        return
    (result,) = judging.judge(found, [exercise])
    attempts.note(found, [result])
    saved = saved_note(found, exercise)
    memory.note(found, [result])
    earned = None if points is None else (result.fraction * points, points)
    card = content(result, earned, saved, printed=True, onward=onward(found, result))
    report = text.render_content(card)
    show.show(html.render_content(card), text.render_content(card, show.colour_wanted()))
    if result.state not in DONE and not result.answer:  # after a question, the next question's card is wanted, too
        raise CheckFailed(stop(result), report) from None


def saved_note(found: place.Place, exercise: str) -> str:
    """When the file was saved. A learner who forgot to save reads it here."""
    if memory.is_unchanged(found, exercise):
        return f"Not saved since your last check: {found.saved()}"
    return found.saved()


def stop(result: ExerciseResult) -> str:
    """The line below a card that is not right. It says only why the notebook stops; the card says the rest."""
    if result.state == "not attempted":
        return f"{result.exercise}: not attempted yet."
    return f'{result.exercise}: not right yet. "Run All" stops here.'


def _check_all(found: place.Place) -> None:
    results = judging.judge(found)
    attempts.note(found, results)
    memory.note(found, results)
    cards = [content(result) for result in results]
    title = title_of_all(found, cards)
    ask = f'check("{found.short}.{{}}")'
    footer = f"{next_step(cards, ask)} ({found.saved()})"
    done = all(card.state in DONE for card in cards)
    summary = text.render_summary(title, cards, footer, show.colour_wanted())
    state = cards[-1].state if done else "not attempted"
    show.show(html.render_summary(title, state, cards, footer), summary)
    if not done:
        report = text.render_summary(title, cards, footer)
        raise CheckFailed(f"{found.short}: not all right yet.", report) from None
