"""`hint("c1w2b.propagate")`: the next hint. Hints become more specific; the first never contains the answer's code."""

from __future__ import annotations

from autograder.card import html, text
from autograder.learner import memory, show
from autograder.learner.asked import resolve
from autograder.learner.errors import CheckUnavailable


def hint(name: object, tier: int | None = None, again: str = "") -> None:
    """Show the next hint of an exercise.

    name    "c1w2b.propagate", or as `check` takes it
    tier    the number of a particular hint (1 is the first)
    again   how to ask for the next one, if not by calling `hint` again
    """
    found, exercise = resolve(name)
    if not exercise:
        raise CheckUnavailable(f'Say for which exercise: hint("{found.short}.{next(iter(found.key.exercises))}").')
    hints = found.key.exercises[exercise].hints
    if not hints:
        raise CheckUnavailable(f"There are no hints for {exercise}. Its docstring and the notebook say what it does.")
    number = tier if tier is not None else min(memory.hints_shown(found, exercise) + 1, len(hints))
    if not 1 <= number <= len(hints):
        raise CheckUnavailable(f"{exercise} has hints 1 to {len(hints)}; there is no hint {number}.")
    memory.note_hint(found, exercise, number)
    again = again or f'hint("{found.short}.{exercise}")'
    footer = f"The next one: `{again}`" if number < len(hints) else "That was the last one."
    arguments = (exercise, number, len(hints), hints[number - 1], footer)
    show.show(html.render_hint(*arguments), text.render_hint(*arguments))
