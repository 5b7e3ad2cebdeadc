"""Draws the cases of an exercise from a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import source as text
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.checks import KINDS
from autograder.exercise import Case, Check, Exercise
from autograder.script import Step


def derive(seed: int | bytes, *names: str) -> int:
    """A separate seed for each exercise, so that a new exercise does not change the inputs of the others."""
    content = seed if isinstance(seed, bytes) else str(seed).encode()
    return int.from_bytes(hashlib.sha256(b"\0".join([content, *(name.encode() for name in names)])).digest()[:16])


def draw_cases(bundle: Bundle, exercise: Exercise, seed: int | bytes, draw: int = 0) -> tuple[Case, ...]:
    """The exercise's cases for a seed. Steps without a target get the exercise's name as their target."""
    rng = np.random.default_rng(derive(seed, bundle.assignment.name, exercise.name, *([str(draw)] if draw else [])))
    cases = []
    for case in exercise.cases(rng):
        _validate(exercise, case.check)
        steps = tuple(
            _by_position(bundle, exercise, replace(step, target=step.target or exercise.name)) for step in case.steps
        )
        check = Check(case.check.kind, {**_default_names(bundle, exercise, steps, case.check), **case.check.params})
        cases.append(Case(steps, check, case.label))
    if not cases:
        raise AuthorError(f"{exercise.name} has no cases")
    return tuple(cases)


def _by_position(bundle: Bundle, exercise: Exercise, step: Step) -> Step:
    """The step with its arguments by position, as far as possible: a learner may call a parameter otherwise."""
    if step.action != "call" or step.on is not None or step.target != exercise.name:
        return step
    args, named = list(step.args), dict(step.kwargs)
    for name in text.parameters(bundle.reference_source, exercise.name)[len(args) :]:
        if name not in named or name in exercise.by_keyword:
            break
        args.append(named.pop(name))
    return replace(step, args=tuple(args), kwargs=named)


def _validate(exercise: Exercise, check: Check) -> None:
    if check.kind not in KINDS:
        raise AuthorError(f"{exercise.name}: there is no check {check.kind!r}; there are {', '.join(KINDS)}")
    surplus = set(check.params) - KINDS[check.kind].params
    if surplus:
        raise AuthorError(
            f"{exercise.name}: check {check.kind!r} has no parameter {', '.join(sorted(surplus))}; "
            f"it has {', '.join(sorted(KINDS[check.kind].params))}"
        )


def _default_names(bundle: Bundle, exercise: Exercise, steps: Sequence[Step], check: Check) -> dict[str, Any]:
    """Names for the places of a returned tuple: those of the reference's own return statement."""
    if "names" not in KINDS[check.kind].params or any(step.target != exercise.name for step in steps):
        return {}
    names = text.returned_names(bundle.reference_source, exercise.name)
    if not names and exercise.quantities and not exercise.mutates:
        names = exercise.quantities  # used only if there are as many of them as places
    return {"names": names} if names else {}
