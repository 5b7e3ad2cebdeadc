"""Our grader grades the same hostile submissions: the real course, as `gradus grade` does it, on this machine."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.authoring.bundle import Bundle, find_bundle
from autograder.classroom.grade import GradeRequest, grade
from autograder.classroom.pool import LocalPool
from autograder.nbgrader_adapter import steps
from autograder.project import Project
from autograder.sandbox.client import Sandbox
from tests.attacks.hostile import NOTEBOOKS, hand_in
from tests.attacks.judging import Trial, vault
from tests.attacks.stock.outcome import ADA, BEN, EVE, ZOE, Canaries, Outcome, Rows, active, earlier, grades, points
from tests.bench import machine
from tests.classroom import tiny
from tests.cycle.conftest import real_project

COST = 40.0  # processor seconds for grading a hostile submission and an honest one
SECONDS = 5.0  # for a submission; the released assignment has 20


class Ours:
    """One worker, so that the next submission meets what was left. `right`: the module beside hostile notebooks."""

    def __init__(self, folder: Path, name: str, right: str) -> None:
        self.folder, self.name, self.right = folder, name, right
        self.project = Project.at(folder / "project")
        self.canaries = Canaries.draw()
        self.scope = tiny.environment(folder)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        self.scope.__enter__()
        os.environ.update(real_project(self.project.root, self.name))
        os.environ["GRADER_TOKEN"] = self.canaries.variable
        exercises = self.project.root / "solutions" / self.name / "exercises" / "__init__.py"
        text = exercises.read_text()
        exercises.write_text(text.replace("seconds=20.0", f"seconds={SECONDS}"))
        self.bundle: Bundle = find_bundle(self.project, self.name)
        if self.bundle.assignment.seconds != SECONDS:
            raise RuntimeError(f"{exercises} does not have the time limit that is replaced here")
        steps.generate(self.project.course, self.name)
        self.release = self.project.course / "release" / self.name
        self.module = f"{self.bundle.assignment.module}.py"
        self.honest = self.bundle.reference_source + f"\n# {self.canaries.other}\n"
        self.pool = LocalPool(1)
        self._hand_in(ADA, self.honest)
        self._hand_in(BEN, self.right)
        grade(self.project, GradeRequest(self.name), executor=self.pool)
        rows = self._rows()
        self.full, self.fair = points(rows, ADA), points(rows, BEN)
        self.before, self.workers, self.processes = earlier(rows), self.pool.pids, len(self._descendants())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown()
        self.scope.__exit__(kind, error, trace)

    def attack(self, path: Path) -> Outcome:
        notebook = path in NOTEBOOKS
        self._hand_in(EVE, self.right if notebook else path.read_text(), path if notebook else None)
        self._hand_in(ZOE, self.honest)
        start, used = time.monotonic(), self._processor_seconds()
        summary = grade(self.project, GradeRequest(self.name, students=[EVE, ZOE], force=True), executor=self.pool)
        seconds, cost = time.monotonic() - start, self._processor_seconds() - used
        rows = self._rows()
        trouble = [f"no result ({summary.failures[EVE]})"] if EVE in summary.failures else []
        trouble += ["somebody else's rows were changed"] if earlier(rows) != self.before else []
        trouble += [f"{cost:.0f} s of processor time"] if cost > COST else []
        trouble += [f"{seconds:.0f} s"] if seconds > 10 * COST else []  # it hangs: no busy machine is so slow
        trouble += ["a worker was lost"] if self.pool.pids != self.workers else []
        trouble += ["processes are left"] if len(self._descendants()) > self.processes else []
        pages = steps.feedback(self.project.course, self.name, EVE)
        shown = pages[0].read_text() if pages else ""
        graded = self.project.course / "autograded" / EVE / self.name
        text = shown + "".join(file.read_text() for file in graded.glob("*.ipynb"))
        found = points(rows, ZOE)
        return Outcome(
            points=round(points(rows, EVE) - (self.fair if notebook else 0.0), 6),
            secret=self.canaries.found(text),
            page=active(shown),
            grader=", ".join(trouble),
            next="" if found == self.full else f"{found:g} of {self.full:g} points",
            seconds=round(seconds, 1),
        )

    def _processor_seconds(self) -> float:
        """Of this process and of the pool's workers with all their descendants."""
        return time.process_time() + sum(map(machine.processor_seconds, self.pool.pids))

    def _descendants(self) -> set[int]:
        """The pool's processes and all their descendants."""
        found: set[int] = set()
        waiting = list(self.pool.pids)
        while waiting:
            process = waiting.pop()
            found.add(process)
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                waiting += map(int, children.read_text().split())
        return found

    def _hand_in(self, who: str, module: str, attack: Path | None = None) -> None:
        folder = self.project.course / "submitted" / who / self.name
        shutil.rmtree(folder, ignore_errors=True)
        hand_in(self.release, folder, (self.module, module), attack)

    def _rows(self) -> Rows:
        return grades(self.project.course / "gradebook.db")


class OnTensorFlow:
    """The same modules on a worker with TensorFlow, judged with a hidden key; see `tests.attacks.judging`."""

    def __init__(self, folder: Path, bundle: Bundle) -> None:
        from autograder.authoring.keys.build import Parts, build_key

        folder.mkdir(parents=True)
        self.folder = folder
        self.sandbox = Sandbox(("tensorflow", "numpy"))
        self.key = build_key(bundle, b"one secret", public=False, parts=Parts(versions=False))
        self.honest = bundle.reference_source.encode()

    def attack(self, path: Path) -> Outcome:
        with vault(self.folder / path.stem) as secret:
            start = time.monotonic()
            problems = Trial(self.key, self.honest, self.sandbox, secret).problems(path)
            return Outcome(grader="; ".join(problems), seconds=round(time.monotonic() - start, 1))

    def close(self) -> None:
        self.sandbox.close()
