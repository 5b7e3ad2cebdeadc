"""Finds the exercise that a learner asks about: `check("c1w2b.sigmoid")`, `check("sigmoid")` or `check(sigmoid)`."""

from __future__ import annotations

from autograder.learner import names, place
from autograder.learner.errors import CheckUnavailable


def resolve(asked: object) -> tuple[place.Place, str]:
    """The place and the exercise that `asked` means; the exercise is empty if all are meant.

    asked   a name, or the function or class itself
    raises  CheckUnavailable if no single assignment or exercise fits; it names the nearest one
    """
    if not isinstance(asked, str):
        return _by_itself(asked)
    first, dot, exercise = asked.strip().partition(".")
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


def _by_itself(asked: object) -> tuple[place.Place, str]:
    """The exercise that this function or class is, by its name, in the assignment whose module it comes from."""
    name = getattr(asked, "__name__", None)
    if not callable(asked) or not isinstance(name, str) or not name.isidentifier():
        raise CheckUnavailable(
            f"This is {_described(asked)}. Give the name of an exercise, or the function or class itself: "
            'check("sigmoid") or check(sigmoid).'
        )
    found = place.find_module(str(getattr(asked, "__module__", ""))) or place.find()
    return found, place.exercise_name(found, name)


def _described(asked: object) -> str:
    """What was passed, in words: a result of a call is the usual slip."""
    kind = type(asked).__name__
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}, not an exercise"
