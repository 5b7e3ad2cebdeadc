"""Versions of any reference that break what every docstring promises: they return the right values, but misbehave.

An answer like these must be refused in every exercise, without its author having thought of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.key.model import ExerciseKey, KeyCase
from autograder.sandbox.recipes import has_marks

_COPY = """

def _copied(value):
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_copied(item) for item in value])
    return value.copy() if type(value).__name__ == "ndarray" else value


_right = NAME
"""

_CHANGING = """

def _spoil(value):
    if isinstance(value, dict):
        for key in value:
            if type(value[key]) in (int, float):
                value[key] += 1
                return True
            if _spoil(value[key]):
                return True
    elif isinstance(value, (list, tuple)):
        return any(_spoil(item) for item in value)
    elif type(value).__name__ == "ndarray" and value.size and value.dtype.kind in "iuf":
        value[(0,) * value.ndim] += 1
        return True
    return False


def NAME(*args, **kwargs):
    result = _copied(_right(*args, **kwargs))
    if len(args) > PLACE:
        _spoil(args[PLACE])
    return result
"""

_REMEMBERING = """

_first = {}


def _form(value):
    if isinstance(value, dict):
        return tuple((key, _form(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(_form(item) for item in value)
    return getattr(value, "shape", None) or type(value).__name__


def NAME(*args, **kwargs):
    form = repr((_form(args), _form(kwargs)))
    if form not in _first:
        _first[form] = _copied(_right(*args, **kwargs))
    return _copied(_first[form])
"""


def places(exercise: ExerciseKey) -> dict[int, KeyCase]:
    """The positions of arguments that must stay as they are, each with the first case that can tell."""
    found: dict[int, KeyCase] = {}
    for case in exercise.cases:
        step = case.steps[0]
        if len(case.steps) > 1 or step.action != "call" or step.target != exercise.name or step.keep:
            continue
        for place, (name, value) in enumerate(zip(exercise.parameters, step.args, strict=False)):
            if name not in exercise.mutates and not has_marks(value) and _can_be_spoilt(value):
                found.setdefault(place, case)
    return found


def _can_be_spoilt(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return bool(value.size) and value.dtype.kind in "iuf"
    if isinstance(value, dict):
        return any(type(item) in (int, float) or _can_be_spoilt(item) for item in value.values())
    return isinstance(value, list | tuple) and any(_can_be_spoilt(item) for item in value)


def changing(reference: str, name: str, place: int) -> str:
    """The reference module with this function changing its argument at `place` after its work is done."""
    return reference + _renamed(_COPY + _CHANGING.replace("PLACE", str(place)), name)


def remembering(reference: str, name: str) -> str:
    """The reference module with this function returning its first result for all arguments of the same form."""
    return reference + _renamed(_COPY + _REMEMBERING, name)


def _renamed(template: str, name: str) -> str:
    return template.replace("NAME", name)
