"""Jobs for workers, and their answers, as bytes. They are the same for a local process and for one on a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from autograder import plain
from autograder.result import ExerciseResult, SubmissionResult

LIMITS = plain.Limits(frame=1 << 30, header=64 << 20, items=1_000_000)  # both ends belong to the grader

FLAKY_VERDICTS = frozenset({"timeout", "limit"})
"""Verdicts that depend on the machine's load."""


def is_flaky(result: ExerciseResult) -> bool:
    """Whether time or memory influenced the result. If so, it is judged once more, with nothing else running."""
    return result.flaky or result.verdict in FLAKY_VERDICTS


@dataclass(frozen=True)
class Job:
    """
    name       the learner or the file, as messages name it
    key_path   the hidden key's file; key: its bytes, if the worker cannot read this machine's files
    keys       {exercise: the hidden key's file} for exercises that use a different one
    source     the learner's module, or None if it is missing
    exercises  those to judge now; known: the results of the others from the ledger, as plain data
    isolation  the isolation under which the known results were made; isolate: refuse to run without isolation
    stage      what `autograder.nbgrader_adapter.staging` needs to write the graded notebook, or None
    alone      this is the second try: nothing else is running, and its verdicts are final
    retried    the exercises that ran out of time or memory in the first try
    deny       more files and folders that no submission may read
    """

    name: str
    key_path: str
    source: bytes | None
    exercises: tuple[str, ...]
    known: tuple[dict[str, Any], ...] = ()
    isolate: bool = True
    isolation: str = ""
    stage: Mapping[str, Any] | None = None
    alone: bool = False
    retried: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    key: bytes | None = None
    deny: tuple[str, ...] = ()

    def again(self, result: SubmissionResult) -> Job:
        """The job for the second try. Results that are not flaky are passed on as known."""
        settled = [item for item in result.exercises if not is_flaky(item)]
        left = tuple(item.exercise for item in result.exercises if is_flaky(item))
        known = tuple(item.to_plain() for item in settled)
        return replace(self, exercises=left, known=known, alone=True, retried=left)

    def dumps(self) -> bytes:
        return plain.dumps({item.name: _plain(getattr(self, item.name)) for item in fields(self)})

    @classmethod
    def loads(cls, data: bytes) -> Job:
        return cls(**plain.loads(data, LIMITS))


@dataclass(frozen=True)
class Answer:
    """
    result  all exercises of the submission, or None if the grader itself failed
    staged  what staging returned for the gradebook's writer, or None
    fault   a sentence that says why there is no result
    stops   the fault concerns the whole class (no isolation here, a key of another version)
    """

    name: str
    result: SubmissionResult | None = None
    staged: Mapping[str, Any] | None = None
    fault: str = ""
    stops: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def flaky(self) -> bool:
        return self.result is not None and any(map(is_flaky, self.result.exercises))

    def dumps(self) -> bytes:
        body = {item.name: _plain(getattr(self, item.name)) for item in fields(self)}
        body["result"] = self.result.to_plain() if self.result else None
        return plain.dumps(body)

    @classmethod
    def loads(cls, data: bytes) -> Answer:
        body = plain.loads(data, LIMITS)
        body["result"] = SubmissionResult.from_plain(body["result"]) if body["result"] else None
        return cls(**body)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def merged(
    result: SubmissionResult, known: tuple[dict[str, Any], ...], order: tuple[str, ...], notes: tuple[str, ...] = ()
) -> SubmissionResult:
    """The new and the known results together, in the assignment's order."""
    by_name = {item.exercise: item for item in (*map(ExerciseResult.from_plain, known), *result.exercises)}
    exercises = tuple(by_name[name] for name in order if name in by_name)
    return replace(result, exercises=exercises, notes=(*result.notes, *notes))
