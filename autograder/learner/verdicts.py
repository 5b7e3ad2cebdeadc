"""Tells a learner without a teacher which answers to a quiz are right, and why, once every question is answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.key import sealed
from autograder.learner.place import Place
from autograder.result import ExerciseResult


def path_of(place: Place) -> Path:
    """The file of sealed verdicts, which lies beside the key; a class's release has none."""
    return place.key_path.with_suffix(sealed.SUFFIX)


def are_there(place: Place) -> bool:
    return path_of(place).is_file()


def told(place: Place, results: Sequence[ExerciseResult], wanted: Collection[str]) -> tuple[ExerciseResult, ...]:
    """The wanted results with their verdicts, or, while some questions are open, with a word on when they come.

    results  those of all questions of the quiz, which decide whether the verdicts are told
    """
    shown = tuple(result for result in results if result.exercise in wanted)
    if not are_there(place):
        return shown
    open_ones = sum(result.state != "answered" for result in results)
    if open_ones:
        return tuple(_waiting(result, len(results), open_ones) for result in shown)
    return tuple(_told(path_of(place), result) for result in shown)


def _waiting(result: ExerciseResult, count: int, still_open: int) -> ExerciseResult:
    if result.state != "answered":
        return result
    others = "one question is" if still_open == 1 else f"{still_open} of {count} questions are"
    said = f"{_given(result)} Whether it is right, and why, you read when all are answered: {others} still open."
    return replace(result, message=said)


def _told(path: Path, result: ExerciseResult) -> ExerciseResult:
    try:
        verdict = sealed.unseal(path, result.exercise, result.answer)
    except sealed.SealBroken as problem:
        return replace(result, message=f"{_given(result)} {problem} Run `gradus start` again to get a new file.")
    judged = replace(result, message=_given(result), details=tuple(verdict.why.split("\n")))
    return replace(judged, verdict="pass") if verdict.right else replace(judged, fraction=0.0, verdict="wrong")


def _given(result: ExerciseResult) -> str:
    from autograder.judge.messages import your_answer  # imported here: it brings NumPy

    return your_answer(result.answer)
