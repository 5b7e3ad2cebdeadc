"""Renders the card of every wrong variant from an answer key alone: no learner's code runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from autograder.checks import KINDS
from autograder.judge.attempt import Attempt, CaseResult
from autograder.judge.judge import Judge
from autograder.key.model import ExerciseKey, Given, Key, KeyCase, Raises, Same
from autograder.result import ExerciseResult
from autograder.script import Fault

LINE = "    A = np.tanh(np.dot(parameters['W1'], X) + parameters['b1'])"


@dataclass(frozen=True)
class Rendered:
    """A wrong variant, and the result that its author would see."""

    exercise: ExerciseKey
    variant: str
    result: ExerciseResult

    @property
    def hint(self) -> str:
        return self.exercise.variants[self.variant]


def rendered(key: Key, source: bytes = b"") -> Iterator[Rendered]:
    """The result of every wrong variant of a key."""
    judge = Judge(key, source, _no_runner, until_wrong=False)
    for exercise in key.exercises.values():
        for name in exercise.variants:
            results = tuple(_result(case, case.variants.get(name, Same()), exercise.name) for case in exercise.cases)
            tried = Attempt(exercise, results, len(results))
            if not tried.right:
                yield Rendered(exercise, name, judge.redacted(judge.conclude(tried)))


def _result(case: KeyCase, given: Given, name: str) -> CaseResult:
    if isinstance(given, Raises):
        fault = Fault("error", given.type, given.text.replace("#", "3"), ((name, 12, LINE),), name)
        return CaseResult(case, fault=fault)
    if isinstance(given, Same):
        return CaseResult(case, case.want)
    verdict = KINDS[case.check.kind].judge(given.observation, case.want, case.check.params)
    return CaseResult(case, given.observation, None, 0, verdict.differences, verdict.advice)


def _no_runner(stand_ins: object) -> NoReturn:
    raise AssertionError("a card is rendered from the key alone")
