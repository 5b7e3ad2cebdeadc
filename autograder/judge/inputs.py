"""Shows the inputs of a case on a card: small values in full, larger ones by their shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.card.content import rows
from autograder.checks import words
from autograder.key.model import KeyCase
from autograder.key.observe import arguments, maker
from autograder.script import Callback, Handle, Recipe, Step

MOST_NUMBERS = 24
MOST_ROWS = 3
DIGITS = 6


@dataclass(frozen=True)
class Inputs:
    """The inputs of one step of a case.

    parameters  the names of the exercise's parameters
    public      whether values may be shown
    shapes      show only shapes, because they are the point
    """

    case: KeyCase
    step: Step
    parameters: Sequence[str]
    public: bool
    shapes: bool = False

    def given(self, room: int) -> str:
        """`Given w = [[1], [2]], b = 0.3, X of shape (2, 700) (many examples).`, or "" if there is no room for it.

        All small values are written out, the smallest first, as far as they fit in `room` lines of a card.
        """
        known = self.known()
        label = f" ({self.case.label})" if self.case.label else ""
        if not known:
            return f"Case: {self.case.label}." if self.case.label else ""
        brief = {name: f"{name}{_brief(value, self.public)}" for name, value in known.items()}
        full = {}
        if self.public and not self.shapes:
            full = {name: f"{name} = {shown}" for name, value in known.items() if (shown := in_full(value))}
        return _fitted(brief, full, label, min(room, MOST_ROWS))

    def known(self) -> Mapping[str, Any]:
        """The learner's arguments by name."""
        told = {} if self.step.action == "ask" else self.step.kwargs  # those of a question are not the learner's
        made = maker(self.case.steps, self.step)  # how an object was made, not what it was asked afterwards
        return arguments(made or replace(self.step, kwargs=told), self.parameters)


def asked(case: KeyCase) -> Step:
    """The step whose arguments are shown: the last one observed, or the call that it asks about."""
    step = case.steps[case.observed[-1]]
    if step.action != "ask" or step.args or step.kwargs:
        return step
    calls = [other for other in case.steps if other.action == "call" and other.on is None]
    return calls[-1] if calls else step


def _fitted(brief: Mapping[str, str], full: Mapping[str, str], label: str, room: int) -> str:
    """The sentence with as many values in full as there is room for. Long shapes are left out if they do not fit."""
    shown = dict(brief)
    for name in sorted(full, key=lambda name: len(full[name])):
        longer = {**shown, name: full[name]}
        if rows([_sentence(longer, label)]) <= room:
            shown = longer
    while len(shown) > 1 and rows([_sentence(shown, label)]) > room:
        unsaid = [name for name in shown if shown[name] != full.get(name)] or list(shown)
        del shown[max(unsaid, key=lambda name: len(shown[name]))]
    said = _sentence(shown, label)
    return said if rows([said]) <= room else ""


def _sentence(shown: Mapping[str, str], label: str) -> str:
    return f"Given {', '.join(shown.values())}{label}."


def in_full(value: Any) -> str:
    """The value as Python would write it, rounded; "" if it is large or cannot be written."""
    if _size(value) > MOST_NUMBERS:
        return ""
    return _written(value)


def _size(value: Any) -> int:
    """How many numbers and texts a value contains; a large number for what is not plain."""
    if isinstance(value, Recipe):
        return _size(value.params["value"]) if "value" in value.params else _size(value.params.get("items", Handle("")))
    if isinstance(value, np.ndarray):
        return value.size if value.size and value.ndim < 4 else MOST_NUMBERS + 1
    if isinstance(value, dict):
        return sum(_size(item) for item in value.values()) + len(value)
    if isinstance(value, list | tuple):
        return sum(_size(item) for item in value)
    return (
        1 if value is None or isinstance(value, bool | int | float | complex | str | np.generic) else MOST_NUMBERS + 1
    )


def _written(value: Any) -> str:
    if isinstance(value, Recipe):
        return _written(value.params["value"] if "value" in value.params else value.params["items"])
    if isinstance(value, np.ndarray):
        return _written(value.tolist())
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + (",)" if len(value) == 1 else ")")
    if isinstance(value, float):
        return f"{value + 0.0:.{DIGITS}g}" if len(f"{value!r}") <= DIGITS + 2 else f"{value + 0.0:.4g}"
    return repr(value.item() if isinstance(value, np.generic) else value)


def _brief(value: Any, public: bool) -> str:
    """What is said of a value that is not written out: its shape, its keys, what it is."""
    if isinstance(value, Recipe):
        if value.kind == "dict_of":
            return _brief(dict.fromkeys(value.params["items"]), public)
        return _brief(value.params["value"], public) if "value" in value.params else f" (a {_kind(value)})"
    if isinstance(value, Handle):
        return ""
    if isinstance(value, Callback):
        return " (a function)"
    if isinstance(value, np.ndarray) and value.ndim:
        return f" of shape {value.shape}"
    if isinstance(value, dict):
        return f" with {words.listing(repr(key) for key in value)}" if len(value) <= 6 else f" with {len(value)} keys"
    if isinstance(value, list | tuple):
        return f" ({words.kind_of(value)})"
    return f" = {words.value(value)}" if public else ""


def _kind(recipe: Recipe) -> str:
    return recipe.kind.replace("_", " ")
