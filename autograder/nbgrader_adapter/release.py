"""Adds the stub and the public key to a release, and refuses a release that contains an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import find_all_files
from traitlets import Bool, Unicode
from traitlets.utils.importstring import import_item

from autograder.authoring.quiz import stale
from autograder.learner import attempts
from autograder.nbgrader_adapter import scan
from autograder.nbgrader_adapter.cells import check_target
from autograder.nbgrader_adapter.workspaces import SUFFIX, reachable_from


class ReleaseError(ValueError):
    """The assignment cannot be released; the message says what to change."""


@dataclass(frozen=True)
class Materials:
    """What a release needs besides the notebook.

    short       the assignment's short name, as in check cells: "c1w2b"
    exercises   the names that check cells may use
    files       {name: content} of the files to add, such as the stub and the public key
    guard       what must not be in the release
    alone       the files to add for learners without a teacher: a quiz's sealed verdicts
    cells       {id: text} of cells generated from a declaration: the questions of a quiz
    """

    short: str
    exercises: tuple[str, ...]
    files: Mapping[str, bytes]
    guard: scan.Guard = field(default_factory=scan.Guard)
    cells: Mapping[str, str] = field(default_factory=dict)
    alone: Mapping[str, bytes] = field(default_factory=dict)


def check_notebook(notebook: NotebookNode, materials: Materials) -> None:
    """Raise ReleaseError unless every automatically graded cell checks one exercise of this assignment.

    The questions of a quiz must match their declaration, or letters would be graded as the wrong choices.
    """
    problems = [
        f"the cell `{name}` does not match the question's declaration: run `gradus build {materials.short}`"
        for name in stale(notebook, materials.cells)
    ]
    named: Counter[str] = Counter()
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not graded.get("grade") or graded.get("solution"):
            continue
        target, where = check_target(cell.source), f"the cell `{graded['grade_id']}`"
        if target is None:
            problems.append(f'{where} is graded automatically but is not a check: it must contain only check("…")')
        elif target[0] != materials.short or target[1] not in materials.exercises:
            known = ", ".join(f"{materials.short}.{name}" for name in materials.exercises)
            problems.append(
                f"{where} checks `{'.'.join(target)}`, which this assignment does not have (it has {known})"
            )
        else:
            named[target[1]] += 1
    problems += [f"`{name}` is checked by {count} cells; keep only one" for name, count in named.items() if count > 1]
    if problems:
        raise ReleaseError("The notebook cannot be released: " + "; ".join(problems) + ".")


class PrepareRelease(NbGraderPreprocessor):
    """The last preprocessor of GenerateAssignment: it sees the notebook as learners get it."""

    materials_factory = Unicode(
        "autograder.nbgrader_adapter.engine.materials_for",
        help="Dotted name of a function (course root, assignment) -> Materials; tests replace it.",
    ).tag(config=True)
    attempt_log = Bool(
        False,
        help="Whether learners get a file that records each check and is submitted with it: see docs/teachers.md.",
    ).tag(config=True)

    self_study = Bool(
        False,
        help="Whether a quiz tells its verdicts and explanations as soon as every question is answered, for learners "
        "without a teacher. In a class they come with the grades.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        assignment = resources["nbgrader"]["assignment"]
        coursedir = self.parent.parent.coursedir
        try:
            materials = import_item(self.materials_factory)(Path(coursedir.root), assignment)
            check_notebook(nb, materials)
            log = {attempts.FILE: attempts.fresh()} if self.attempt_log else {}
            added = {**materials.files, **(materials.alone if self.self_study else {}), **log}
            # nbgrader copies all other files of the source folder unchanged.
            source = Path(resources["metadata"]["path"])
            copied = {
                Path(name).relative_to(source).as_posix(): Path(name).read_bytes()
                for name in find_all_files(str(source), [*coursedir.ignore, "*.ipynb"])
            }
            duplicates = sorted(set(copied) & set(added))
            if duplicates:
                raise ReleaseError(
                    f"Remove {', '.join(duplicates)} from the source folder: the release adds its own, and autograde "
                    "would overwrite every submission's with the source's."
                )
            notebook = {f"{resources['unique_key']}.ipynb": nbformat.writes(nb).encode()}
            scan.refuse(scan.scan({**copied, **added, **notebook}, materials.guard), assignment)
        except Exception as error:  # log the message of any error before nbgrader's traceback
            self.log.error("%s", error)
            raise
        outputs = resources.setdefault("outputs", {})
        outputs.update(added)
        # nbgrader fetches an assignment to ASSIGNMENT/ or to COURSE/ASSIGNMENT/.
        folders = (assignment, f"{coursedir.course_id}/{assignment}")
        workspaces = {name: content for name, content in copied.items() if name.endswith(SUFFIX)}
        outputs.update({name: reachable_from(content, folders) for name, content in workspaces.items()})
        return nb, resources
