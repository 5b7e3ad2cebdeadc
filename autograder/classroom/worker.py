"""A worker process of the grader: reads jobs from stdin, judges and stages them, and writes answers to stdout.

Each frame is a length followed by bytes: a function's name, its argument or its result. The process ends when the
grader does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import IO

from autograder.grading import submission
from autograder.grading.jobs import Answer, Job

LENGTH = struct.Struct(">Q")
PR_SET_PDEATHSIG = 1


def work(payload: bytes) -> bytes:
    """Judge one job, and stage it if the job says so. Nothing in a submission makes it raise.

    raises  ZygoteLost if two warm processes died while judging it; it may succeed when it is judged alone
    """
    return submission.grade(Job.loads(payload), _stage).dumps()


def warm(payload: bytes = b"") -> bytes:
    """Import what preparing the first job needs, before that job is known."""
    submission.warm()
    return b""


def prepare(payload: bytes) -> bytes:
    """Prepare for the first job; see `autograder.grading.submission.prepare`."""
    submission.prepare(Job.loads(payload))
    from autograder.nbgrader_adapter import staging  # noqa: F401

    return b""


def _stage(job: Job, answer: Answer) -> Answer:
    """Write the graded notebook, unless the job will be judged once more alone."""
    if job.stage is None or answer.result is None or (answer.flaky and not job.alone):
        return answer
    from autograder.nbgrader_adapter.staging import stage

    start = time.perf_counter()
    staged = stage(job.stage, answer.result)
    return replace(answer, staged=staged, seconds={**answer.seconds, "stage": time.perf_counter() - start})


def read_frame(stream: IO[bytes]) -> bytes:
    """The next frame. Raises EOFError if the other side closed the stream."""
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
    """Let the system kill this process when the grader dies, so that it never writes while the next grader runs."""
    if sys.platform == "linux":
        from autograder.sandbox.syscalls import prctl

        with contextlib.suppress(OSError):
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != grader:  # the grader died before this was set
            sys.exit()


def main() -> None:
    from autograder.sandbox import ZygoteLost

    _die_with(int(sys.argv[1]))
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # printed text must not mix with the answers
    try:
        while True:
            function = find_function(read_frame(requests).decode())
            write_frame(answers, function(read_frame(requests)))
    except (EOFError, BrokenPipeError, ZygoteLost):
        pass
    finally:
        submission.close_sandboxes()


if __name__ == "__main__":
    main()
