"""Two courses with the same release and the same submissions: one for Gradus, one for stock nbgrader."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.bundle import AuthorError, Bundle, find_bundle
from autograder.authoring.stub import build_stub
from autograder.demo.cast import compose, plain
from autograder.nbgrader_adapter import steps
from autograder.project import CONFIG, Project, ProjectError

REPOSITORY = Path(__file__).parents[2]
ASSIGNMENTS = Path(__file__).parent / "assignments"
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Autograde.exclude_overwriting = {{"{assignment}": ["{module}.py"]}}
c.ExecutePreprocessor.timeout = 120
"""


@dataclass(frozen=True)
class Courses:
    """The two courses of one assignment: `ours` below `folder`/class, nbgrader's own in `stock`."""

    ours: Project
    stock: Path
    bundle: Bundle

    @property
    def name(self) -> str:
        return self.bundle.assignment.name

    def handed_in(self) -> int:
        """The number of submissions in both courses now."""
        return len({path.parent.name for path in (self.stock / "submitted").glob(f"*/{self.name}")})

    def hand_in(self, count: int) -> None:
        """Put the same class into both courses, with nothing graded yet."""
        for course in (self.ours.course, self.stock):
            for folder in ("submitted", "autograded"):
                shutil.rmtree(course / folder, ignore_errors=True)
            release = course / "release" / self.name
            for index, source in enumerate(itertools.islice(modules(self.bundle), count)):
                folder = course / "submitted" / f"s{index:03}" / self.name
                shutil.copytree(release, folder)
                # No two are identical: identical modules are judged once.
                (folder / f"{self.bundle.assignment.module}.py").write_text(f"{source}\n# {index}\n", encoding="utf-8")


def modules(bundle: Bundle) -> Iterator[str]:
    """Right modules in each style alternating with every variant of every exercise, endlessly. None of them hangs."""
    right = [plain(bundle.reference_source)]
    wrong = []
    for exercise in bundle.assignment.exercises:
        right += [compose(bundle, {exercise.name: version}) for version in exercise.alternatives]
        wrong += [compose(bundle, {exercise.name: version}) for version in exercise.variants]
    both = [source for pair in itertools.zip_longest(right, wrong) for source in pair if source is not None]
    return itertools.cycle(both)


def make(assignment: str, folder: Path) -> Courses:
    """Both courses in `folder`, released, with our keys built. They stay there for the next run."""
    project = Project.at(folder / "class")
    made = folder / "made"
    with contextlib.suppress(OSError, AuthorError, ProjectError):  # nothing is made yet
        bundle = find_bundle(project, assignment)
        if made.read_text() == _state(project, bundle):
            return Courses(project, folder / "stock", bundle)
    for place in (project.course, project.solutions, folder / "stock"):
        for part in ("source", "release", "submitted", "autograded", "feedback"):
            shutil.rmtree(place / part, ignore_errors=True)
        (place / "gradebook.db").unlink(missing_ok=True)
    shutil.rmtree(project.solutions, ignore_errors=True)
    _lay_out(assignment, project)
    bundle = find_bundle(project, assignment)
    name = bundle.assignment.name
    from autograder.vault.keys import both_keys

    both_keys(project, bundle)
    steps.generate(project.course, name)
    courses = Courses(project, _make_stock(project, bundle, folder / "stock"), bundle)
    made.write_text(_state(project, bundle))
    return courses


def _state(project: Project, bundle: Bundle) -> str:
    """A hash of everything the two courses are made of: exercises, checks, seed and this bench."""
    from autograder.vault.keys import both_keys

    texts = [path.read_bytes() for path in (Path(__file__), *sorted(ASSIGNMENTS.rglob("*.py")))]
    names = [path.name for path in both_keys(project, bundle)]
    return hashlib.sha256(b"".join([*texts, *(name.encode() for name in names)])).hexdigest()


def _lay_out(assignment: str, project: Project) -> None:
    """Write solutions, stub, notebook and settings of an assignment of the bench or of the course."""
    home = next((path for path in ASSIGNMENTS.glob(f"{assignment}*")), None)
    real = Project.at(REPOSITORY)
    solution = home or find_bundle(real, assignment).folder
    name = solution.name
    shutil.copytree(solution, project.solutions / name, ignore=shutil.ignore_patterns("__pycache__", "stock.py"))
    for path, stub in build_stub(project.solutions / name, project.stubs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stub, encoding="utf-8")
    source = project.course / "source" / name
    source.mkdir(parents=True)
    if home is None:
        shutil.copy(real.course / "source" / name / f"{name}.ipynb", source)
    else:
        nbformat.write(_notebook(find_bundle(project, name), None), source / f"{name}.ipynb")
    shutil.copy(real.course / CONFIG, project.course / CONFIG)


def _make_stock(ours: Project, bundle: Bundle, root: Path) -> Path:
    """nbgrader's course, with its own tests if the bench has some, otherwise with our check cells."""
    name, module = bundle.assignment.name, bundle.assignment.module
    source = root / "source" / name
    source.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ours.course / "release" / name, source)
    tests = ASSIGNMENTS / name / "stock.py"
    if tests.exists():
        (source / f"{name}.key").unlink()
        nbformat.write(_notebook(bundle, runpy.run_path(str(tests))), source / f"{name}.ipynb")
    else:
        shutil.copy(ours.course / "source" / name / f"{name}.ipynb", source)
    (root / "nbgrader_config.py").write_text(STOCK_CONFIG.format(assignment=name, module=module))
    subprocess.run(nbgrader_command("generate_assignment", name, "--force"), cwd=root, capture_output=True, check=True)
    return root


def _notebook(bundle: Bundle, stock: dict | None) -> nbformat.NotebookNode:
    """A section for each exercise, with our check cell or with nbgrader's test cell."""
    setup = stock["SETUP"].strip() if stock else "from autograder import check"
    cells = [
        new_markdown_cell(f"# {bundle.assignment.title}", id="title"),
        new_code_cell(setup, id="setup"),
    ]
    for exercise in bundle.assignment.exercises:
        test = stock["CELLS"][exercise.name].strip() if stock else f'check("{bundle.assignment.short}.{exercise.name}")'
        graded = {"grade": True, "grade_id": f"check-{exercise.name}", "locked": True, "points": 2, "solution": False}
        cells += [
            new_markdown_cell(
                f"## `{exercise.name}`\n\n{exercise.hints[0]}", id=f"text-{exercise.name.replace('_', '-')}"
            ),
            new_code_cell(
                test,
                id=f"check-{exercise.name.replace('_', '-')}",
                metadata={"nbgrader": {**graded, "task": False, "schema_version": 3}},
            ),
        ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def nbgrader_command(*command: str) -> list[str]:
    return [sys.executable, "-m", "nbgrader", *command]


@contextmanager
def environment(folder: Path) -> Iterator[None]:
    """Within the block everything uses the bench's course and vault, and no user's settings."""
    ours = {
        "GRADUS_VAULT": str(folder / "vault"),
        "GRADUS_PROJECT": str(folder / "class"),
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
    }
    with mock.patch.dict(os.environ, ours):
        for name in ("GRADUS_COURSE", "GRADUS_GRADEBOOK", "GRADUS_EXCHANGE"):
            os.environ.pop(name, None)
        yield
