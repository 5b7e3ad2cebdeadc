"""`hint("c1w2b.propagate")`: the next hint. Hints become more specific; the first never contains the answer's code."""

from __future__ import annotations

from autograder.card import html, text
from autograder.learner import show
from autograder.learner.check import resolve
from autograder.learner.errors import CheckUnavailable

# The number of the last hint shown in this session, by key file and exercise. A new kernel starts again.
_shown: dict[tuple[str, str], int] = {}


def hint(name: str, tier: int | None = None, again: str = "") -> None:
    """Show the next hint of an exercise.

    tier    the number of a particular hint (1 is the first)
    again   how to ask for the next one, if not by calling `hint` again
    """
    found, exercise = resolve(name)
    if not exercise:
        raise CheckUnavailable(f'Say for which exercise: hint("{found.short}.{next(iter(found.key.exercises))}").')
    hints = found.key.exercises[exercise].hints
    if not hints:
        raise CheckUnavailable(f"There are no hints for {exercise}. Its docstring and the notebook say what it does.")
    address = (str(found.key_path), exercise)
    number = tier if tier is not None else min(_shown.get(address, 0) + 1, len(hints))
    if not 1 <= number <= len(hints):
        raise CheckUnavailable(f"{exercise} has hints 1 to {len(hints)}; there is no hint {number}.")
    _shown[address] = number
    again = again or f'hint("{found.short}.{exercise}")'
    footer = f"The next one: `{again}`" if number < len(hints) else "That was the last one."
    arguments = (exercise, number, len(hints), hints[number - 1], footer)
    show.show(html.render_hint(*arguments), text.render_hint(*arguments))
