"""Judges one submission after another, with the key and the sandbox kept warm between them.

It runs no learner's code itself: that happens in the sandbox's children.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.jobs import Answer, Job, is_flaky, merged
from autograder.result import ExerciseResult, SubmissionResult
from autograder.vault import versions

if TYPE_CHECKING:
    from autograder.key.model import Key
    from autograder.sandbox import Runner
    from autograder.sandbox.client import Sandbox

WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG})
WRITING_FAILED = (
    "Graded work could not be written. Free some space or make the folder writable, then grade again; finished work "
    "is kept. The reason:"
)

Finish = Callable[[Job, Answer], Answer]
"""What happens to a job's answer after judging, such as staging its notebook."""


def as_judged(job: Job, answer: Answer) -> Answer:
    """The answer, unchanged."""
    return answer


def grade(job: Job, finish: Finish = as_judged) -> Answer:
    """Judge one job, then `finish` it. Never raises for anything that a submission contains.

    raises  ZygoteLost if two warm processes died under it: it may succeed if it is judged once more, alone
    """
    from autograder.sandbox import SandboxError, ZygoteLost

    try:
        try:
            return finish(job, _answer(job))
        except (SandboxError, OSError) as problem:
            # Not the submission's fault: the warm process was killed, or the machine was short of memory.
            if isinstance(problem, OSError) and problem.errno in WRITING:
                raise
            close_sandboxes()
            return finish(job, _answer(job))
    except ZygoteLost:
        raise
    except Exception as problem:
        return _fault(job, problem)


def warm() -> None:
    """Import what preparing the first job needs, before that job is known."""
    from autograder.key import store  # noqa: F401
    from autograder.sandbox import client  # noqa: F401


def prepare(job: Job) -> None:
    """Read the key, start the warm process and import, before the job comes. The job itself reports failures."""
    warm()

    def start() -> None:
        with contextlib.suppress(Exception):
            _sandbox(_key(job.key_path).packages, job.isolate)

    beside = threading.Thread(target=start)  # most of this is waiting for the warm process's own imports
    beside.start()
    from autograder.judge import judge  # noqa: F401

    beside.join()


def _answer(job: Job) -> Answer:
    start = time.perf_counter()
    key = _key_of(job)
    result = _judge(key, job)
    notes = tuple(_again(item) for item in result.exercises if item.exercise in job.retried)
    result = merged(result, job.known, tuple(key.exercises), notes)
    unjudged = [item for item in result.exercises if item.verdict == "unjudged"]
    if job.alone and unjudged:  # no points, and none lost: the learner counts as not graded until it is judged
        return Answer(job.name, fault=f"{unjudged[0].message} Grade again.")
    return Answer(job.name, result, seconds={"judge": time.perf_counter() - start})


def _judge(key: Key, job: Job) -> SubmissionResult:
    if not job.exercises:  # all results are known: only the notebook is made again
        return SubmissionResult(key.assignment, job.isolation, ())
    from autograder.judge.judge import judge_submission

    if job.source is not None:
        # Before the learner's time starts: start the sandbox, and check that it cannot read secrets.
        _sandbox(key.packages, job.isolate).deny(_secrets(job))

    def open_runner(stand_ins: Mapping[str, str]) -> Runner:
        return _open(key, job, stand_ins)

    return judge_submission(key, job.source, open_runner, job.exercises)


def _again(result: ExerciseResult) -> str:
    """The note on an exercise that ran out of time or memory and was judged once more, alone."""
    if result.verdict != "unjudged" and is_flaky(result):
        what = {"timeout": "time", "limit": "its allowance"}.get(result.verdict, "time or memory")
        return f"`{result.exercise}` ran out of {what}, and again when it was judged alone."
    return f"`{result.exercise}` ran out of time or memory at first, but not when it was judged again, alone."


def _fault(job: Job, problem: Exception) -> Answer:
    from autograder.key.model import KeyVersionError
    from autograder.sandbox import SandboxError

    if isinstance(problem, SandboxError | KeyVersionError):
        return Answer(job.name, fault=str(problem), stops=True)
    if isinstance(problem, OSError) and problem.errno in WRITING:
        where = f" ({problem.filename})" if problem.filename else ""
        return Answer(job.name, fault=f"{WRITING_FAILED} {(problem.strerror or '').lower()}{where}.", stops=True)
    if os.environ.get("GRADUS_DEBUG"):
        import traceback

        traceback.print_exc()
    return Answer(job.name, fault=f"the grader itself failed ({type(problem).__name__}: {problem})")


def _open(key: Key, job: Job, stand_ins: Mapping[str, str]) -> Runner:
    """A fresh child for the learner's module."""
    from autograder.sandbox.limits import SandboxLimits

    sandbox = _sandbox(key.packages, job.isolate)
    return sandbox.open(key.module, job.source or b"", stand_ins, SandboxLimits(key.seconds))


def _secrets(job: Job) -> list[Path]:
    """The files that no submission may read."""
    shared = job.stage["shared"] if job.stage else ""
    return [Path(path) for path in (job.key_path, *job.keys.values(), shared, *job.deny) if path]


@lru_cache(maxsize=4)
def _sandbox(packages: tuple[str, ...], isolate: bool) -> Sandbox:
    from autograder.sandbox.client import Sandbox

    sandbox = Sandbox(packages, isolate, ahead=True)
    _warm.append(sandbox)
    return sandbox


_warm: list[Sandbox] = []  # so that they can be closed: lru_cache cannot list its contents


def close_sandboxes() -> None:
    _sandbox.cache_clear()
    while _warm:
        with contextlib.suppress(OSError):
            _warm.pop().close()


def _key_of(job: Job) -> Key:
    """The job's key, with each exercise from the version that the learner was dealt."""
    key = _key(job.key_path) if job.key is None else _key_from(job.key)
    if not job.keys:
        return key
    parts = {name: _key(path).exercise(name) for name, path in job.keys.items()}
    return replace(key, exercises={name: parts.get(name) or exercise for name, exercise in key.exercises.items()})


@lru_cache(maxsize=versions.MOST)
def _key(path: str) -> Key:
    from autograder.key.store import load

    return load(Path(path))


@lru_cache(maxsize=2)
def _key_from(data: bytes) -> Key:
    from autograder.key.store import loads

    return loads(data)
