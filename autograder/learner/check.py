"""`check("c1w2b.propagate")`: the only line of a learner's check cell."""

from __future__ import annotations

from autograder.card import html, text
from autograder.card.content import Content, content
from autograder.learner import attempts, judging, names, place, show
from autograder.learner.errors import CheckFailed
from autograder.result import DONE, ExerciseResult


def check(name: str = "", points: float | None = None) -> None:
    """Judge one exercise of the module as it is saved, and show a card.

    name    "c1w2b.propagate"; "propagate" in the folder of one assignment; "c1w2b" or nothing for all exercises
    points  what the exercise is worth, if the card should say it
    raises  CheckFailed unless the answer is right; CheckUnavailable if nothing could be judged
    """
    found, exercise = resolve(name)
    if not exercise:
        _check_all(found)
        return
    (result,) = judging.judge(found, [exercise], print)
    attempts.note(found, [result])
    earned = None if points is None else (result.fraction * points, points)
    card = content(result, earned, f"{found.saved()}{_way_on(found, result)}", printed=True)
    report = text.render_content(card)
    show.show(html.render_content(card), text.render_content(card, show.colour_wanted()))
    if result.state not in DONE:
        raise CheckFailed(sentence(card, result), report) from None


def resolve(name: str) -> tuple[place.Place, str]:
    """The place and the exercise that `name` means; the exercise is empty if all are meant.

    raises  CheckUnavailable if no single assignment or exercise fits; it names the nearest one
    """
    first, dot, exercise = name.strip().partition(".")
    if dot:
        found = place.find(first)
        return found, place.exercise_name(found, exercise)
    only = place.find_only()
    if only is None or not first:
        return place.find(first), ""
    if first in only.key.exercises:
        return only, first
    if names.assignments_called(first, [only.key.assignment]):
        return only, ""
    return only, place.exercise_name(only, first)


def _way_on(found: place.Place, result: ExerciseResult) -> str:
    """What to try next, unless the card says it."""
    ask = f'`hint("{found.short}.{result.exercise}")`'
    if result.state == "not attempted":
        what = "your answer" if found.key.exercises[result.exercise].is_question else "the body"
        return f". Write {what}, save, and run this check again; {ask} helps."
    if result.verdict in ("wrong", "partial") and result.misconception is None:
        return f". Not clear why? {ask} helps."
    return ""


def sentence(card: Content, result: ExerciseResult) -> str:
    """The line below a card that is not right."""
    if result.state == "not attempted":
        return f"{card.exercise}: not attempted yet."
    if result.state == "not judged":
        return result.message or f"{card.exercise}: could not be judged yet."
    why = f" {card.body[0]}" if card.body else ""
    return f"{card.exercise}: {card.word[0].lower()}{card.word[1:]}.{why}"


def next_step(cards: list[Content], ask: str) -> str:
    """What to do after a check of all exercises; `ask` has {} for the exercise's name."""
    first = next((card for card in cards if card.state not in DONE), None)
    if first is None and any(card.state == "answered" for card in cards):
        return "All questions are answered. Submit the assignment; grading will tell you which answers are right."
    if first is None:
        return "All exercises are right. Run the notebook from top to bottom once, then submit it."
    return f"Next: `{first.exercise}`. `{ask.format(first.exercise)}` tells you more."


def title_of_all(found: place.Place, cards: list[Content]) -> str:
    """The progress of an assignment: c1w2b-logistic-regression: 3 of 7 right."""
    word = "answered" if all(exercise.is_question for exercise in found.key.exercises.values()) else "right"
    return f"{found.key.assignment}: {sum(card.state in DONE for card in cards)} of {len(cards)} {word}"


def _check_all(found: place.Place) -> None:
    results = judging.judge(found, None, print)
    attempts.note(found, results)
    cards = [content(result) for result in results]
    title = title_of_all(found, cards)
    ask = f'check("{found.short}.{{}}")'
    footer = f"{next_step(cards, ask)} ({found.saved()})"
    done = all(card.state in DONE for card in cards)
    summary = text.render_summary(title, cards, footer, show.colour_wanted())
    state = cards[-1].state if done else "not attempted"
    show.show(html.render_summary(title, state, cards, footer), summary)
    if not done:
        raise CheckFailed(f"{title}.", text.render_summary(title, cards, footer)) from None
