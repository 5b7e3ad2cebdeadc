"""What a card suggests next: a hint for a wrong answer, the next exercise after a right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.learner import memory
from autograder.result import DONE

if TYPE_CHECKING:
    from autograder.card.content import Content
    from autograder.learner.place import Place
    from autograder.result import ExerciseResult

FINISH = "Run the notebook from top to bottom once, then submit it."


def onward(place: Place, result: ExerciseResult) -> str:
    """One line for a card in a notebook. Ask after `memory.note`, because it counts what was checked."""
    if result.state in DONE:
        return progress(place, result.exercise, "answered" if result.state == "answered" else "right")
    call = f'hint("{place.short}.{result.exercise}")'
    tiers, shown = len(place.key.exercises[result.exercise].hints), memory.hints_shown(place, result.exercise)
    if not tiers or result.state == "not judged":
        return ""
    if shown >= tiers:
        return f"You have seen all hints. {_values(place, result)}".rstrip()
    return f"{'Next hint' if shown else 'A hint'}: `{call}`. {_values(place, result)}".rstrip()


def _values(place: Place, result: ExerciseResult) -> str:
    """How to get at the values, for an answer that was run."""
    if result.state == "not attempted" or place.key.exercises[result.exercise].is_question:
        return ""
    return "Its values: `case()`."


def progress(place: Place, exercise: str, word: str = "right") -> str:
    """How far the learner is, and what comes next: the first exercise after this one that is not known to be right."""
    order = list(place.key.exercises)
    finished = set(memory.done(place))
    here = order.index(exercise) + 1
    left = [name for name in (*order[here:], *order[:here]) if name not in finished]
    if not left:
        every = "both" if len(order) == 2 else f"all {len(order)}"
        return f"{every[0].upper()}{every[1:]} {word}. {FINISH}" if len(order) > 1 else FINISH
    return f"{len(finished)} of {len(order)} checked and {word}. Next: `{left[0]}`."


def next_step(cards: list[Content], ask: str) -> str:
    """What to do after a check of all exercises; `ask` has {} for the exercise's name."""
    first = next((card for card in cards if card.state not in DONE), None)
    if first is None and any(card.state == "answered" for card in cards):
        return "All questions are answered. Submit the assignment; grading will tell you which answers are right."
    if first is None:
        return f"All exercises are right. {FINISH}"
    return f"Next: `{first.exercise}`. `{ask.format(first.exercise)}` tells you more."


def title_of_all(place: Place, cards: list[Content]) -> str:
    """The progress of an assignment: c1w2b-logistic-regression: 3 of 7 right."""
    is_quiz = all(exercise.is_question for exercise in place.key.exercises.values())
    unjudged = any(card.state in ("answered", "not attempted") for card in cards)
    word = "answered" if is_quiz and unjudged else "right"
    return f"{place.key.assignment}: {sum(card.state in DONE for card in cards)} of {len(cards)} {word}"
