"""A course with one tiny assignment, a teacher and a learner, each with a JupyterLab, and one exchange."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.stub import build_stub
from autograder.authoring.template import create
from autograder.project import Project
from tests.house.tree import ROOT
from tests.system.lab import BIN, Lab, launched
from tests.system.people import Person

NAME, SHORT, MODULE, TASK = "c9w9a-example", "c9w9a", "example", "mean_of_columns"
POINTS = 10  # of the check cell, as `gradus new` makes it
WORDS = 5  # points of the cell that a person grades
QUESTION = "**In your words.** Why is the mean over the columns, where an example is one column: $\\mu = \\frac{1}{m}$?"


@dataclass(frozen=True)
class School:
    """`settings` is the teacher's environment."""

    project: Project
    exchange: Path
    settings: dict[str, str]
    learner: Person
    teachers: Lab
    learners: Lab

    def teacher(self, *command: str, fails: bool = False) -> str:
        """Run `gradus ...` or `nbgrader ...` in the course's folder as the teacher; return its output."""
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=self.project.course,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            timeout=900,  # only ends a command that hangs
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, f"{' '.join(command)} ended with {done.returncode}:\n{said}"
        return said


def make_project(root: Path) -> Project:
    """The result of `gradus new c9w9a-example` and `gradus build`, with an additional cell that a person grades.

    It has no references.py: expected values then come from the reference module, without TensorFlow.
    """
    project = Project.at(root)
    solutions = root / "solutions"
    source = project.course / "source"
    create(NAME, solutions, source)
    (solutions / NAME / "references.py").unlink()
    for path, stub in build_stub(solutions / NAME, project.stubs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stub, encoding="utf-8")
    shutil.copy(ROOT / "course" / "nbgrader_config.py", project.course)
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "notation.md", root / "docs")
    path = source / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    after = next(n for n, cell in enumerate(notebook["cells"]) if cell["id"].startswith("check-")) + 1
    notebook["cells"][after:after] = [_markdown("question", QUESTION, {}), _markdown("why", "YOUR ANSWER HERE", MANUAL)]
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return project


MANUAL = {
    "nbgrader": {
        "grade": True,
        "grade_id": "why",
        "locked": False,
        "points": WORDS,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
}


def _markdown(name: str, text: str, metadata: Mapping[str, object]) -> dict[str, object]:
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": text.splitlines(keepends=True)}


@contextmanager
def school(root: Path, learner: Person) -> Iterator[School]:
    """Both servers run until the block ends."""
    project = make_project(root / "class")
    exchange = Path(tempfile.mkdtemp(prefix="gradus-exchange-"))  # not in pytest's folder, which only root may enter
    exchange.chmod(0o777)
    settings = {"GRADUS_EXCHANGE": str(exchange), "GRADUS_VAULT": str(root / "vault")}
    theirs = learner.home / ".jupyter"
    theirs.mkdir(exist_ok=True)
    (theirs / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = "{exchange}"\n'
    )
    try:
        with (
            launched(root / "learner", person=learner) as learners,
            launched(root / "teacher", folder=project.course, settings=settings) as teachers,
        ):
            learners.wait()
            teachers.wait()
            settings = {**settings, "HOME": str(root / "teacher" / "home"), "PATH": f"{BIN}:{os.defpath}"}
            yield School(project, exchange, settings, learner, teachers, learners)
    finally:
        shutil.rmtree(exchange)
