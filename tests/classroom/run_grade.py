"""A grader in its own process, for tests that kill it.

`python -m tests.classroom.run_grade ROOT` grades once. With `--serve` it reads one JSON object per line, forks a grader
for each, and prints its process id.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from autograder.classroom.grade import GradeError, GradeRequest, grade
from autograder.classroom.run import Progress
from autograder.project import Project


def run(order: dict[str, Any]) -> int:
    """Grade and print progress line by line; the last line is the outcome."""
    if "limit" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))

    def tell(progress: Progress) -> None:
        print(json.dumps({"done": progress.done, "total": progress.total, "message": progress.message}), flush=True)

    try:
        summary = grade(
            Project.at(Path(order["root"])), GradeRequest("c9w1t", workers=order.get("workers", 2)), progress=tell
        )
    except GradeError as problem:
        print(json.dumps({"error": str(problem)}), flush=True)
        return 1
    graded = [item.learner for item in summary.graded]
    reasons = {item.learner: item.reasons for item in summary.graded}
    plain = {"graded": graded, "reasons": reasons, "left": summary.left, "failures": summary.failures}
    print(json.dumps(plain), flush=True)
    return 0


def serve() -> None:
    from autograder.nbgrader_adapter.lean import import_leanly

    import_leanly()
    from autograder.authoring import bundle  # noqa: F401
    from autograder.classroom import recorded  # noqa: F401
    from autograder.nbgrader_adapter import plan, writer  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks for a grader's exit status
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if not process:
            _become(order)
        print(process, flush=True)


def _become(order: dict[str, Any]) -> None:
    """Turn this forked process into a grader; never returns."""
    status = 99
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(order["environment"])
        with Path(order["out"]).open("w") as out:
            os.dup2(out.fileno(), 1)
        status = run(order)
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve()
    else:
        sys.exit(run({"root": sys.argv[1]}))
