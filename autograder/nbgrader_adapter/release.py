"""Completes a release with the stub and the public key, and refuses one that gives an answer away."""

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
from autograder.nbgrader_adapter.opening import ENDING, reaching


class ReleaseError(ValueError):
    """The assignment cannot be released as it is; the text says what to change."""


@dataclass(frozen=True)
class Materials:
    """What belongs into a release beside the notebook.

    short       the assignment's short name, as check cells write it: "c1w2b"
    exercises   names that check cells may use
    files       {name: content} of what is added: the stub and the public key
    guard       what must not be in the release
    cells       {id: text} of cells that follow from a declaration: the questions of a quiz
    """

    short: str
    exercises: tuple[str, ...]
    files: Mapping[str, bytes]
    guard: scan.Guard = field(default_factory=scan.Guard)
    cells: Mapping[str, str] = field(default_factory=dict)


def check_notebook(notebook: NotebookNode, materials: Materials) -> None:
    """Raise ReleaseError unless every automatically graded cell is a check of one exercise of this assignment.

    A quiz's questions must read as they are declared: letters that stand for other choices would be graded wrongly.
    """
    problems = [
        f"the cell `{name}` does not read as the question is declared: run `gradus build {materials.short}`"
        for name in stale(notebook, materials.cells)
    ]
    named: Counter[str] = Counter()
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not graded.get("grade") or graded.get("solution"):
            continue
        target, where = check_target(cell.source), f"the cell `{graded['grade_id']}`"
        if target is None:
            problems.append(
                f'{where} is graded automatically but is no check: it must hold check("…") and nothing else'
            )
        elif target[0] != materials.short or target[1] not in materials.exercises:
            known = ", ".join(f"{materials.short}.{name}" for name in materials.exercises)
            problems.append(
                f"{where} checks `{'.'.join(target)}`, which this assignment does not have (it has {known})"
            )
        else:
            named[target[1]] += 1
    problems += [
        f"`{name}` is checked by {count} cells; one earns its points" for name, count in named.items() if count > 1
    ]
    if problems:
        raise ReleaseError("The notebook cannot be released: " + "; ".join(problems) + ".")


class PrepareRelease(NbGraderPreprocessor):
    """Last of GenerateAssignment's preprocessors: the notebook is as learners will get it."""

    materials_factory = Unicode(
        "autograder.nbgrader_adapter.engine.materials_for",
        help="Dotted name of a function (course root, assignment) -> Materials; tests put their own.",
    ).tag(config=True)
    attempt_log = Bool(
        False,
        help="Whether learners get a file in which each check is noted and which is handed in: see docs/teachers.md.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        assignment = resources["nbgrader"]["assignment"]
        coursedir = self.parent.parent.coursedir
        try:
            materials = import_item(self.materials_factory)(Path(coursedir.root), assignment)
            check_notebook(nb, materials)
            log = {attempts.FILE: attempts.fresh()} if self.attempt_log else {}
            added = {**materials.files, **log}
            # nbgrader copies every other file of the source folder as it is.
            source = Path(resources["metadata"]["path"])
            copied = {
                Path(name).relative_to(source).as_posix(): Path(name).read_bytes()
                for name in find_all_files(str(source), [*coursedir.ignore, "*.ipynb"])
            }
            doubled = sorted(set(copied) & set(added))
            if doubled:
                raise ReleaseError(
                    f"{', '.join(doubled)} stands in the source folder, but a release gets its own: remove it there, "
                    "or autograde would lay the source's over every submission."
                )
            notebook = {f"{resources['unique_key']}.ipynb": nbformat.writes(nb).encode()}
            scan.refuse(scan.scan({**copied, **added, **notebook}, materials.guard), assignment)
        except Exception as error:  # whatever it is, its sentence comes before nbgrader's traceback
            self.log.error("%s", error)
            raise
        outputs = resources.setdefault("outputs", {})
        outputs.update(added)
        # Fetched, it lies in a folder of the assignment's name, or of the course's and the assignment's.
        folders = (assignment, f"{coursedir.course_id}/{assignment}")
        workspaces = {name: content for name, content in copied.items() if name.endswith(ENDING)}
        outputs.update({name: reaching(content, folders) for name, content in workspaces.items()})
        return nb, resources
