"""What every notebook promises. A test file of an assignment declares a subclass, and these tests run on its notebook.

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

SMALL_SECONDS = 60  # on a busy machine too; the notebooks need 5 to 15


class NotebookPromises:
    """Tests that hold for every notebook; a subclass says which one, and what is its own."""

    name: str
    pictures: int
    """How many pictures there are at least."""
    wanted: Mapping[str, Sequence[str]] = {}
    """Cell id -> texts that the cell prints at every scale."""
    wanted_at_full_scale: Mapping[str, Sequence[str]] = {}
    """Cell id -> texts that the cell prints at the normal scale, of which the prose speaks."""
    seconds: float = 60
    """How long the notebook may take at the normal scale on two cores."""
    read_by_a_person: int = 1
    """How many answers a person grades."""

    @pytest.fixture(scope="class")
    @classmethod
    def course(cls) -> Course:
        return notebooks.load(cls.name)

    @pytest.fixture(scope="class")
    @classmethod
    def solved(cls, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Run:
        return course.run(tmp_path_factory.mktemp("solved"), solved=True)

    def test_the_opening_says_the_problem_in_at_most_150_words(self, course: Course) -> None:
        opening = course.notebook.cells[0].source
        assert len(opening.split()) <= 150
        assert "Time:" in opening and "Needed:" in opening

    def test_every_exercise_has_one_check_cell_that_holds_nothing_else(self, course: Course) -> None:
        short, names = course.bundle.assignment.short, course.bundle.names
        cells = checks(course.notebook)
        assert [cell.source for cell in cells] == [f'check("{short}.{name}")' for name in names]
        for cell, name in zip(cells, names, strict=True):
            grader = cell.metadata.nbgrader
            assert grader.grade_id == f"check-{name}"
            assert (grader.grade, grader.locked, grader.solution, grader.schema_version) == (True, True, False, 3)

    def test_the_points_add_up_to_one_hundred_and_a_person_reads_what_is_free(self, course: Course) -> None:
        graded = [cell for cell in course.notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert sum(cell.metadata.nbgrader.points for cell in graded) == 100
        free = [cell for cell in graded if cell.cell_type == "markdown"]
        assert len(free) == self.read_by_a_person
        assert all(cell.metadata.nbgrader.solution and not cell.metadata.nbgrader.locked for cell in free)

    def test_every_section_that_a_docstring_names_is_there(self, course: Course) -> None:
        headings = notebooks.text(course.notebook)
        found = re.findall(r"sections? (\d+)(?:.*?and (\d+))?", course.bundle.reference_source)
        named = set(chain(*found)) - {""}
        assert named
        for number in named:
            assert re.search(rf"^## {number} ", headings, re.MULTILINE), f"section {number}"

    def test_workspace_opens_notebook_left_and_module_right_by_relative_paths(self, course: Course) -> None:
        workspace = json.loads((course.source / f"{course.name}.jupyterlab-workspace").read_text(encoding="utf-8"))
        dock = workspace["data"]["layout-restorer:data"]["main"]["dock"]
        (left,), (right,) = (area["widgets"] for area in dock["children"])
        assert dock["orientation"] == "horizontal"
        assert workspace["data"][left]["data"]["path"] == f"{course.name}.ipynb"
        assert workspace["data"][right]["data"]["path"] == f"{course.bundle.assignment.module}.py"

    def test_the_page_of_symbols_is_linked(self, course: Course) -> None:
        assert "[notation.md](notation.md)" in notebooks.text(course.notebook)

    def test_cells_have_names_and_no_outputs(self, course: Course) -> None:
        for cell in course.notebook.cells:
            assert re.fullmatch(r"[a-z][A-Za-z0-9_-]*", cell.id), cell.id
            assert not cell.get("outputs") and cell.get("execution_count") is None, cell.id

    @pytest.mark.slow
    def test_with_the_solution_every_cell_runs_in_time(self, course: Course, solved: Run) -> None:
        assert notebooks.errors(solved.notebook) == {}
        assert solved.seconds < (SMALL_SECONDS if scale() == "small" else self.seconds), solved.processor
        for cell in checks(solved.notebook):
            assert "Right" in cell.outputs[0].data["text/plain"]

    @pytest.mark.slow
    def test_nothing_is_written_to_standard_error(self, solved: Run) -> None:
        assert not [
            (cell.id, output.text)
            for cell in solved.notebook.cells
            for output in cell.get("outputs", [])
            if output.output_type == "stream" and output.name == "stderr"
        ]

    @pytest.mark.slow
    def test_every_picture_has_words_beside_it(self, solved: Run) -> None:
        words = notebooks.pictures(solved.notebook)
        assert len(words) >= self.pictures
        assert all(len(alt.split()) >= 6 for alt in words)

    @pytest.mark.slow
    def test_numbers_in_the_text_are_those_that_the_cells_print(self, solved: Run) -> None:
        everywhere, at_normal = self.wanted, self.wanted_at_full_scale if scale() == "normal" else {}
        for cell, wanted in chain(everywhere.items(), at_normal.items()):
            for text in wanted:
                assert text in solved.printed(cell), cell

    @pytest.mark.slow
    def test_with_the_stub_it_stops_at_the_first_check_and_every_check_says_so_kindly(
        self, course: Course, tmp_path: Path
    ) -> None:
        run = course.run(tmp_path, solved=False).notebook
        raised = notebooks.errors(run)
        first, *_ = checks(run)
        assert next(iter(raised)) == first.id
        for cell in checks(run):
            assert "not attempted" in raised[cell.id]
            assert "Traceback" not in raised[cell.id]
