"""Two courses with the same release and the same submissions: one graded by us, one by nbgrader as it comes."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.bundle import Bundle
from autograder.classroom.demo import course
from autograder.classroom.demo.cast import compose, plain
from autograder.course import steps
from autograder.project import Project

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Autograde.exclude_overwriting = {{"{assignment}": ["{module}.py"]}}
c.ExecutePreprocessor.timeout = 120
"""


def modules(bundle: Bundle) -> Iterator[str]:
    """Right in each style, and every wrong version of every exercise, in turns, for ever. None of them hangs."""
    right = [plain(bundle.reference_source)]
    wrong = []
    for exercise in bundle.assignment.exercises:
        right += [compose(bundle, {exercise.name: version}) for version in exercise.alternatives]
        wrong += [compose(bundle, {exercise.name: version}) for version in exercise.variants]
    both = [source for pair in itertools.zip_longest(right, wrong) for source in pair if source is not None]
    return itertools.cycle(both)


def make_ours(project: Project, assignment: str, folder: Path) -> Project:
    """A course with its release made and both keys built."""
    from autograder.classroom.keys import both_keys

    ours = course.lay_out(project, assignment, folder)
    both_keys(ours, ours.bundle(assignment))
    steps.generate(ours.course, assignment)
    return ours


def hand_in(release: Path, submitted: Path, bundle: Bundle, count: int) -> None:
    if submitted.exists():
        shutil.rmtree(submitted)
    for index, source in enumerate(itertools.islice(modules(bundle), count)):
        folder = submitted / f"s{index:03}" / bundle.assignment.name
        shutil.copytree(release, folder)
        (folder / f"{bundle.assignment.module}.py").write_text(source, encoding="utf-8")


def make_stock(ours: Project, bundle: Bundle, folder: Path) -> Path:
    """nbgrader's own course of the same release: kernel, public key and check cells as a learner has them."""
    name, module = bundle.assignment.name, bundle.assignment.module
    root = folder / "stock"
    source = root / "source" / name
    source.parent.mkdir(parents=True)
    shutil.copytree(ours.course / "release" / name, source)
    shutil.copy(ours.course / "source" / name / f"{name}.ipynb", source / f"{name}.ipynb")
    (root / "nbgrader_config.py").write_text(STOCK_CONFIG.format(assignment=name, module=module))
    return root
