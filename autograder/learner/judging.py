"""Judges the learner's saved module in the learner's own process, against the public key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.learner.place import Place
from autograder.quiet import quiet_tensorflow
from autograder.result import ExerciseResult

if TYPE_CHECKING:
    from autograder.judge.attempt import Attempt
    from autograder.sandbox.local import LocalRunner


def judge(place: Place, exercises: Sequence[str] | None = None) -> tuple[ExerciseResult, ...]:
    """The results of these exercises (None: all), in the assignment's order."""
    from autograder.judge.judge import judge_submission  # imported here: it brings NumPy

    if "tensorflow" in place.key.packages:
        quiet_tensorflow()  # in a terminal, the learner's module imports it
    source = place.source()
    open_runner = _opener(place, source)
    names = None if exercises is None else list(exercises)
    return judge_submission(place.key, source, open_runner, names).exercises


def attempted(place: Place, exercise: str) -> Attempt:
    """The outcome of every case of one exercise."""
    from autograder.judge.attempt import Session, attempt

    key = place.key.exercises[exercise]
    with Session(_opener(place, place.source())) as session:
        return attempt(key, key.cases, session, place.key.seconds)


def _opener(place: Place, source: bytes) -> Callable[[Mapping[str, str]], LocalRunner]:
    from autograder.sandbox.local import LocalRunner

    return lambda stand_ins: LocalRunner(place.key.module, source, stand_ins)
