"""The preprocessors that `course/nbgrader_config.py` names: thin wrappers of this package's functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int, Unicode
from traitlets.utils.importstring import import_item

from autograder.nbgrader_adapter import cells, judging, reading, restoring, sanitise


class TolerantExporter(NotebookExporter):
    """Reads any submission. A damaged notebook becomes a valid one with a notice, so grading the class continues."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        path = Path(filename)
        if path.is_file():
            return super().from_filename(filename, resources=resources, **kw)
        # nbconvert would block on a pipe and fail on a folder.
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent), modified_date="")
        return self.from_file(None, resources=resources, **kw)

    def from_file(self, file_stream: Any, resources: Any = None, **kw: Any) -> Any:
        path = Path(resources["metadata"]["path"], resources["metadata"]["name"] + ".ipynb")
        # Read the bytes, not the stream's text: the file may not be valid UTF-8.
        notebook, notices = reading.read_notebook(reading.read_bytes(path))
        resources["gradus_notices"] = notices
        return self.from_notebook_node(notebook, resources=resources, **kw)


class RestoreSubmission(NbGraderPreprocessor):
    """Restores tracked cells as released, whatever metadata the submission has."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        names = resources["nbgrader"]
        order = cells.source_order(_source_folder(self, names["assignment"]) / f"{names['notebook']}.ipynb")
        with Gradebook(names["db_url"]) as gradebook:
            source = cells.load_notebook(gradebook, names["assignment"], names["notebook"], order)
        notices = (*resources.get("gradus_notices", ()), *restoring.restore(nb, source))
        for sentence in notices:
            self.log.warning("%s: %s", names["student"], sentence)
        restoring.add_notices(nb, notices)
        return nb, resources


class SanitizeSubmission(NbGraderPreprocessor):
    """Removes active content from outputs and written answers."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        sanitise.sanitise(nb)
        return nb, resources


class JudgeSubmission(NbGraderPreprocessor):
    """Replaces Execute: no cell is run. The engine judges the module, and the check cells show its cards."""

    judge_factory = Unicode(
        "autograder.nbgrader_adapter.engine.judge_for",
        help="Dotted name of a function (course root, assignment) -> (module name, judge); tests replace it.",
    ).tag(config=True)
    key_versions = Int(
        1,
        help="The number of versions of the hidden inputs; each learner gets one version of each exercise.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        assignment = resources["nbgrader"]["assignment"]
        module, judge = import_item(self.judge_factory)(_course_root(self), assignment)
        source, notice = judging.read_module(Path(resources["metadata"]["path"]), module)
        if notice:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], notice)
            restoring.add_notices(nb, [notice])
        result = judge(source, resources["nbgrader"]["student"])
        judging.write_results(nb, result.exercises)
        return nb, resources


def _converter(preprocessor: NbGraderPreprocessor) -> Any:
    """The nbgrader converter that runs a preprocessor: the parent of its exporter."""
    return preprocessor.parent.parent


def _course_root(preprocessor: NbGraderPreprocessor) -> Path:
    return Path(_converter(preprocessor).coursedir.root)


def _source_folder(preprocessor: NbGraderPreprocessor, assignment: str) -> Path:
    coursedir = _converter(preprocessor).coursedir
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
