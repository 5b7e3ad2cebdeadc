"""A grader in a process of its own, for tests that kill it: `python -m tests.classroom.run_grade ROOT [LIMIT]`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from autograder.classroom.grade import GradeError, grade
from autograder.classroom.progress import Progress
from autograder.project import Project


def main() -> int:
    project = Project.at(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))

    def tell(progress: Progress) -> None:
        print(json.dumps({"done": progress.done, "total": progress.total, "message": progress.message}), flush=True)

    try:
        summary = grade(project, "c9w1t", workers=2, progress=tell)
    except GradeError as problem:
        print(json.dumps({"error": str(problem)}), flush=True)
        return 1
    plain = {"graded": [item.learner for item in summary.graded], "left": summary.left, "failures": summary.failures}
    print(json.dumps(plain), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
