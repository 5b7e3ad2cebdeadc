"""Tests that every notebook must pass. Each assignment's test file declares a subclass, which runs them.

    class TestNotebook(NotebookPromises):
        name = "c1w3-shallow-network"
        pictures = 9
        wanted = {"cell-id": ["a text that the cell prints"]}

The notebook runs at the scale that GRADUS_SCALE names; `make test` takes `small`, `make course` `normal`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import pytest

from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Course, Run, checks

SMALL_SECONDS = 60  # of processor time at the small scale; the notebooks need 3 to 23


class NotebookPromises:
    """A subclass names its notebook and adds what is special about it."""

    name: str
    pictures: int
    """The least number of pictures."""
    wanted: Mapping[str, Sequence[str]] = {}
    """Cell id -> texts that the cell prints at every scale."""
    wanted_at_full_scale: Mapping[str, Sequence[str]] = {}
    """Cell id -> texts that the cell prints at the normal scale only."""
    seconds: float = 60
    """Processor time that the notebook may use at the normal scale."""
    read_by_a_person: int = 1
    """The number of answers that a teacher grades."""

    @pytest.fixture(scope="class")
    @classmethod
    def course(cls) -> Course:
        return notebooks.load(cls.name)

    @pytest.fixture(scope="class")
    @classmethod
    def solved(cls, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Run:
        return course.run(tmp_path_factory.mktemp("solved"), solved=True)

    def test_opening_states_the_problem_briefly(self, course: Course) -> None:
        """The opening states the problem, the time and the prerequisites in at most 150 words."""
        opening = course.notebook.cells[0].source
        assert len(opening.split()) <= 150
        assert "Time:" in opening and "Needed:" in opening

    def test_one_check_cell_per_exercise(self, course: Course) -> None:
        """Every exercise has one check cell, in order, that is locked and contains only the check."""
        short, names = course.bundle.assignment.short, course.bundle.names
        cells = checks(course.notebook)
        assert [cell.source for cell in cells] == [f'check("{short}.{name}")' for name in names]
        for cell, name in zip(cells, names, strict=True):
            grader = cell.metadata.nbgrader
            assert grader.grade_id == f"check-{name}"
            assert (grader.grade, grader.locked, grader.solution, grader.schema_version) == (True, True, False, 3)

    def test_points_add_up_to_100(self, course: Course) -> None:
        """The points add up to 100, and a teacher grades the free answers."""
        graded = [cell for cell in course.notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert sum(cell.metadata.nbgrader.points for cell in graded) == 100
        free = [cell for cell in graded if cell.cell_type == "markdown"]
        assert len(free) == self.read_by_a_person
        assert all(cell.metadata.nbgrader.solution and not cell.metadata.nbgrader.locked for cell in free)

    def test_sections_named_in_docstrings_exist(self, course: Course) -> None:
        """The notebook has every section that a docstring refers to."""
        headings = notebooks.text(course.notebook)
        found = re.findall(r"sections? (\d+)(?:.*?and (\d+))?", course.bundle.reference_source)
        named = set(chain(*found)) - {""}
        assert named
        for number in named:
            assert re.search(rf"^## {number} ", headings, re.MULTILINE), f"section {number}"

    def test_workspace_shows_notebook_and_module(self, course: Course) -> None:
        """The JupyterLab workspace opens the notebook on the left and the module on the right, by relative paths."""
        workspace = json.loads((course.source / f"{course.name}.jupyterlab-workspace").read_text(encoding="utf-8"))
        dock = workspace["data"]["layout-restorer:data"]["main"]["dock"]
        (left,), (right,) = (area["widgets"] for area in dock["children"])
        assert dock["orientation"] == "horizontal"
        assert workspace["data"][left]["data"]["path"] == f"{course.name}.ipynb"
        assert workspace["data"][right]["data"]["path"] == f"{course.bundle.assignment.module}.py"

    def test_notation_page_is_linked(self, course: Course) -> None:
        """The notebook links to the page that explains the notation."""
        assert "[notation.md](notation.md)" in notebooks.text(course.notebook)

    def test_cells_have_ids_and_no_outputs(self, course: Course) -> None:
        """Every cell has a readable id, no outputs and no execution count."""
        for cell in course.notebook.cells:
            assert re.fullmatch(r"[a-z][A-Za-z0-9_-]*", cell.id), cell.id
            assert not cell.get("outputs") and cell.get("execution_count") is None, cell.id

    @pytest.mark.slow
    def test_runs_with_the_solution(self, course: Course, solved: Run) -> None:
        """With the solution every cell runs within its processor time, and every check says "Right"."""
        assert notebooks.errors(solved.notebook) == {}
        assert solved.seconds < (SMALL_SECONDS if scale() == "small" else self.seconds), solved.processor
        for cell in checks(solved.notebook):
            assert "Right" in cell.outputs[0].data["text/plain"]

    @pytest.mark.slow
    def test_nothing_on_standard_error(self, solved: Run) -> None:
        """No cell writes to standard error."""
        assert not [
            (cell.id, output.text)
            for cell in solved.notebook.cells
            for output in cell.get("outputs", [])
            if output.output_type == "stream" and output.name == "stderr"
        ]

    @pytest.mark.slow
    def test_pictures_have_alt_text(self, solved: Run) -> None:
        """Every picture has an alt text of at least six words."""
        words = notebooks.pictures(solved.notebook)
        assert len(words) >= self.pictures
        assert all(len(alt.split()) >= 6 for alt in words)

    @pytest.mark.slow
    def test_cells_print_the_numbers_of_the_text(self, solved: Run) -> None:
        """The cells print the numbers that the text quotes."""
        everywhere, at_normal = self.wanted, self.wanted_at_full_scale if scale() == "normal" else {}
        for cell, wanted in chain(everywhere.items(), at_normal.items()):
            for text in wanted:
                assert text in solved.printed(cell), cell

    @pytest.mark.slow
    def test_stub_stops_at_the_first_check(self, course: Course, tmp_path: Path) -> None:
        """With the stub the first check fails first, and every check says "not attempted" without a traceback."""
        run = course.run(tmp_path, solved=False).notebook
        raised = notebooks.errors(run)
        first, *_ = checks(run)
        assert next(iter(raised)) == first.id
        for cell in checks(run):
            assert "not attempted" in raised[cell.id]
            assert "Traceback" not in raised[cell.id]
