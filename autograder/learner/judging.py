"""Judges the learner's saved module in the learner's own process, against the public key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.learner import verdicts
from autograder.learner.place import Place
from autograder.quiet import quiet_tensorflow
from autograder.result import ExerciseResult


def judge(place: Place, exercises: Sequence[str] | None = None) -> tuple[ExerciseResult, ...]:
    """The results of these exercises (None: all), in the assignment's order."""
    from autograder.judge.judge import judge_submission  # imported here: they bring NumPy
    from autograder.sandbox.local import LocalRunner

    if "tensorflow" in place.key.packages:
        quiet_tensorflow()  # in a terminal, the learner's module imports it
    source = place.source()

    def open_runner(stand_ins: Mapping[str, str]) -> LocalRunner:
        return LocalRunner(place.key.module, source, stand_ins)

    wanted = set(place.key.exercises if exercises is None else exercises)
    needed = None if verdicts.are_there(place) else wanted  # a verdict waits until every question is answered
    results = judge_submission(place.key, source, open_runner, needed).exercises
    return verdicts.told(place, results, wanted)
