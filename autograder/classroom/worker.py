"""One worker of the grader: judges submissions one after another, with the key and the sandbox kept warm between them.

It runs no learner's code itself: that happens in the sandbox's children. As a process it speaks over stdin and stdout
in frames (a length, then a function's name or the bytes it is given), and ends when its parent does.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from autograder.classroom import versions
from autograder.classroom.jobs import Answer, Job, is_unsettled, merged
from autograder.result import ExerciseResult, SubmissionResult

if TYPE_CHECKING:
    from autograder.key.model import Key
    from autograder.sandbox.client import Sandbox
    from autograder.sandbox.runner import Runner

WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG})
WRITING_FAILED = (
    "Graded work could not be written. Make room, or the folder writable, and grade again; what is finished is kept. "
    "The reason:"
)
LENGTH = struct.Struct(">Q")
PR_SET_PDEATHSIG = 1


def work(payload: bytes) -> bytes:
    """Judge one job, and stage it where it asks for that. Never raises for anything a submission holds.

    raises  ZygoteLost where two warm processes died under it: tried once more alone, it may still be judged
    """
    from autograder.sandbox.errors import SandboxError, ZygoteLost

    job = Job.loads(payload)
    try:
        try:
            return _answer(job).dumps()
        except (SandboxError, OSError) as problem:
            # No submission's fault: the warm process was killed, or the machine was short of memory.
            if isinstance(problem, OSError) and problem.errno in WRITING:
                raise
            _close_sandboxes()
            return _answer(job).dumps()
    except ZygoteLost:
        raise
    except Exception as problem:
        return _fault(job, problem).dumps()


def warm(payload: bytes = b"") -> bytes:
    """Import what the first job's preparation needs, before it is known."""
    from autograder.key import store  # noqa: F401
    from autograder.sandbox import client  # noqa: F401

    return b""


def prepare(payload: bytes) -> bytes:
    """Read the key, start the warm process and import, for a job that will come. What fails, that job will tell."""
    warm()
    job = Job.loads(payload)

    def start() -> None:
        with contextlib.suppress(Exception):
            _sandbox(_key(job.key_path).packages, job.isolate)

    beside = threading.Thread(target=start)  # most of it is waiting: for the warm process's own imports
    beside.start()
    from autograder.course import staging  # noqa: F401
    from autograder.judge import judge  # noqa: F401

    beside.join()
    return b""


def _answer(job: Job) -> Answer:
    start = time.perf_counter()
    key = _key_of(job)
    result = _judge(key, job)
    notes = tuple(_again(item) for item in result.exercises if item.exercise in job.retried)
    result = merged(result, job.known, tuple(key.exercises), notes)
    judged = time.perf_counter()
    answer = Answer(job.name, result, seconds={"judge": judged - start})
    if job.stage is None or (answer.unsettled and not job.alone):
        return answer
    from autograder.course.staging import stage

    staged = stage(job.stage, result)
    return Answer(job.name, result, staged, seconds={"judge": judged - start, "stage": time.perf_counter() - judged})


def _judge(key: Key, job: Job) -> SubmissionResult:
    if not job.exercises:  # everything is known already: only the notebook is made anew
        return SubmissionResult(key.assignment, job.isolation, ())
    from autograder.judge.judge import judge_submission

    if job.source is not None:
        # Ready before the learner's time begins to count, and what must not be readable is tried.
        _sandbox(key.packages, job.isolate).deny(_secrets(job))

    def open_runner(stand_ins: Mapping[str, str]) -> Runner:
        return _open(key, job, stand_ins)

    return judge_submission(key, job.source, open_runner, job.exercises)


def _again(result: ExerciseResult) -> str:
    """What is noted of an exercise that ran out of time or memory and was tried once more alone."""
    if is_unsettled(result):
        what = {"timeout": "time", "limit": "its allowance"}.get(result.verdict, "time or memory")
        return f"`{result.exercise}` ran out of {what}, and once more when it was tried alone."
    return f"`{result.exercise}` ran out of time or memory at first; tried again alone, it did not."


def _fault(job: Job, problem: Exception) -> Answer:
    from autograder.key.model import KeyVersionError
    from autograder.sandbox.errors import SandboxError

    if isinstance(problem, SandboxError | KeyVersionError):
        return Answer(job.name, fault=str(problem), stops=True)
    if isinstance(problem, OSError) and problem.errno in WRITING:
        where = f" ({problem.filename})" if problem.filename else ""
        return Answer(job.name, fault=f"{WRITING_FAILED} {(problem.strerror or '').lower()}{where}.", stops=True)
    if os.environ.get("GRADUS_DEBUG"):
        import traceback

        traceback.print_exc()
    return Answer(job.name, fault=f"the grader itself failed on it ({type(problem).__name__}: {problem})")


def _open(key: Key, job: Job, stand_ins: Mapping[str, str]) -> Runner:
    """A fresh child for the learner's module."""
    from autograder.sandbox.limits import SandboxLimits

    sandbox = _sandbox(key.packages, job.isolate)
    return sandbox.open(key.module, job.source or b"", stand_ins, SandboxLimits(key.seconds))


def _secrets(job: Job) -> list[Path]:
    """What must not be readable to a submission."""
    shared = job.stage["shared"] if job.stage else ""
    return [Path(path) for path in (job.key_path, *job.keys.values(), shared, *job.deny) if path]


@lru_cache(maxsize=4)
def _sandbox(packages: tuple[str, ...], isolate: bool) -> Sandbox:
    from autograder.sandbox.client import Sandbox

    sandbox = Sandbox(packages, isolate, ahead=True)
    _warm.append(sandbox)
    return sandbox


_warm: list[Any] = []  # so that they can be closed; lru_cache does not hand out what it holds


def _close_sandboxes() -> None:
    _sandbox.cache_clear()
    while _warm:
        with contextlib.suppress(OSError):
            _warm.pop().close()


def _key_of(job: Job) -> Key:
    """The job's key; each exercise from the version that the learner was dealt."""
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


def read_frame(stream: IO[bytes]) -> bytes:
    """The next frame. Raises EOFError where the other side is gone."""
    head = _exactly(stream, LENGTH.size)
    return _exactly(stream, LENGTH.unpack(head)[0])


def write_frame(stream: IO[bytes], data: bytes) -> None:
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def find_function(name: str) -> Callable[[bytes], bytes]:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _die_with(grader: int) -> None:
    """Have the system end this process with the grader's: else it might write beside the next grader's workers."""
    if sys.platform == "linux":
        from autograder.sandbox.libc import prctl

        with contextlib.suppress(OSError):
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != grader:  # it died before that was set
            sys.exit()


def main() -> None:
    from autograder.sandbox.errors import ZygoteLost

    _die_with(int(sys.argv[1]))
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up among the answers
    try:
        while True:
            function = find_function(read_frame(requests).decode())
            write_frame(answers, function(read_frame(requests)))
    except (EOFError, BrokenPipeError, ZygoteLost):
        pass
    finally:
        _close_sandboxes()


if __name__ == "__main__":
    main()
