"""The notebooks of c1w1 and c1w2a run, stop kindly with the stub, and everybody can read them."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from nbformat.notebooknode import NotebookNode

from helpers import prices
from tests.content import notebooks
from tests.content.notebooks import Course, checks, printed

NAMES = ["c1w1-first-neuron", "c1w2a-numpy-basics"]
PICTURES = {"c1w1-first-neuron": 9, "c1w2a-numpy-basics": 7}


@pytest.fixture(scope="module", params=NAMES)
def course(request: pytest.FixtureRequest) -> Course:
    return notebooks.load(request.param)


@pytest.fixture(scope="module")
def solved(course: Course, tmp_path_factory: pytest.TempPathFactory) -> tuple[NotebookNode, float]:
    return course.run(tmp_path_factory.mktemp("solved"), solved=True)


def test_the_opening_says_the_problem_in_at_most_150_words(course: Course) -> None:
    opening = course.notebook.cells[0].source
    assert len(opening.split()) <= 150
    assert "Time:" in opening and "Needed:" in opening


def test_every_exercise_has_one_check_cell_that_holds_nothing_else(course: Course) -> None:
    short, names = course.bundle.assignment.short, course.bundle.names
    cells = checks(course.notebook)
    assert [cell.source for cell in cells] == [f'check("{short}.{name}")' for name in names]
    for cell, name in zip(cells, names, strict=True):
        grader = cell.metadata.nbgrader
        assert grader.grade_id == f"check-{name}"
        assert (grader.grade, grader.locked, grader.solution, grader.schema_version) == (True, True, False, 3)


def test_the_points_add_up_to_one_hundred_and_one_cell_is_read_by_a_person(course: Course) -> None:
    graded = [cell for cell in course.notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert sum(cell.metadata.nbgrader.points for cell in graded) == 100
    (free,) = (cell for cell in graded if cell.cell_type == "markdown")
    assert free.metadata.nbgrader.solution and not free.metadata.nbgrader.locked


def test_every_section_that_a_docstring_names_is_there(course: Course) -> None:
    headings = notebooks.text(course.notebook)
    named = set(re.findall(r"section (\d)", course.bundle.reference_source))
    assert named
    for number in named:
        assert re.search(rf"^## {number} ", headings, re.MULTILINE), f"section {number}"


def test_workspace_opens_notebook_left_and_module_right_by_relative_paths(course: Course) -> None:
    workspace = json.loads((course.source / f"{course.name}.jupyterlab-workspace").read_text(encoding="utf-8"))
    dock = workspace["data"]["layout-restorer:data"]["main"]["dock"]
    (left,), (right,) = (area["widgets"] for area in dock["children"])
    assert workspace["data"][left]["data"]["path"] == f"{course.name}.ipynb"
    assert workspace["data"][right]["data"]["path"] == f"{course.bundle.assignment.module}.py"


@pytest.mark.slow
def test_with_the_solution_every_cell_runs_within_a_minute(course: Course, solved: tuple[NotebookNode, float]) -> None:
    run, seconds = solved
    assert seconds < 60
    assert not notebooks.errors(run)
    for cell in checks(run):
        assert "Right" in cell.outputs[0].data["text/plain"]


@pytest.mark.slow
def test_nothing_is_written_to_standard_error(solved: tuple[NotebookNode, float]) -> None:
    assert not [
        (cell.id, output.text)
        for cell in solved[0].cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]


@pytest.mark.slow
def test_every_picture_has_words_beside_it(course: Course, solved: tuple[NotebookNode, float]) -> None:
    words = notebooks.pictures(solved[0])
    assert len(words) >= PICTURES[course.name]
    assert all(len(alt.split()) >= 6 for alt in words)


@pytest.mark.slow
def test_with_the_stub_every_check_says_not_attempted_without_traceback(course: Course, tmp_path: Path) -> None:
    run, _ = course.run(tmp_path, solved=False)
    raised = notebooks.errors(run)
    for cell in checks(run):
        assert "not attempted" in raised[cell.id]
        assert "Traceback" not in raised[cell.id]


WANTED = {
    "c1w1-first-neuron": {
        "predict-example": ["[0.  0.5 2.5]"],
        "measured": ["J  = 0.1458", "dw = 0.3333", "db = 0.0833"],
        "show-houses": ["'straight line': 0.0169"],
        "fit": ["the kink is at 0.40", "'your neuron': 0.0114"],
        "learning-rates": ["rate  0.8: last cost 2.4948", "guesses above 0: 0 of 40"],
    },
    "c1w2a-numpy-basics": {
        "slopes-table": [
            "6.00300   slope about 3.000",
            "4.00400",
            "25.01000",
            "8.01201",
            "0.69365   slope about 0.500",
        ],
        "graph-nudges": ["(6.0, 11.0, 33.0)", "to 33.003, so da = 3.000", "to 33.006, so db = 6.000", "dc = 9.000"],
        "sigmoid-curves": ["σ(0) = 0.50, σ'(0) = 0.25", "σ(-10) = 0.00005, σ(10) = 0.99995"],
        "photograph": ["(64, 64, 3) -> (12288, 1)"],
        "calories": ["59.0 in all, 94.9 % from carbohydrates"],
        "rows-and-softmax": ["[[0.6, 0.8], [0.0, 1.0]]", "[0.1065, 0.1065, 0.787]"],
        "losses-example": ["L1 = 0.7500, L2 = 0.3125"],
        "rank-one-cell": ["has shape (3, 3)", "12.0 where 0 was meant"],
    },
}


@pytest.mark.slow
def test_numbers_in_the_text_are_those_that_the_cells_print(course: Course, solved: tuple[NotebookNode, float]) -> None:
    for cell, wanted in WANTED[course.name].items():
        for number in wanted:
            assert number in printed(solved[0], cell), cell


@pytest.mark.slow
@pytest.mark.parametrize("course", ["c1w2a-numpy-basics"], indirect=True)
def test_without_a_loop_the_sum_is_many_times_faster(solved: tuple[NotebookNode, float]) -> None:
    times = re.findall(r"(\d+): (\d+)", printed(solved[0], "speed"))
    assert int(dict(times)["10000"]) > 30


def test_house_prices_are_the_same_every_time_and_never_negative() -> None:
    sizes, sold = prices.house_prices(40)
    again = prices.house_prices(40)
    assert (sizes == again[0]).all() and (sold == again[1]).all()
    assert sizes.shape == sold.shape == (40,)
    assert sold.min() == 0 and (sold[sizes < prices.FREE_BELOW] == 0).all()
    assert not np.isin(prices.house_prices(200, seed=2)[0], sizes).all()


def test_the_neuron_beats_the_straight_line_by_a_third() -> None:
    fn = notebooks.load("c1w1-first-neuron").bundle.solution_namespace()
    sizes, sold = prices.house_prices(40)
    new_sizes, new_sold = prices.house_prices(200, seed=2)
    bar = prices.baselines(sizes, sold, new_sizes, new_sold)
    w, b, costs = fn.fit_price(sizes, sold, 0.3, 300)
    error = np.mean((fn.predict_price(new_sizes, w, b) - new_sold) ** 2) / 2
    assert (w, b, -b / w) == pytest.approx((2.0, -0.8, 0.4), abs=0.03)
    assert error < 0.7 * bar["straight line"] < bar["always the mean price"]
    assert all(after < before for before, after in pairwise(costs[:50]))


@pytest.mark.slow
def test_a_large_network_profits_longest_from_more_data() -> None:
    amounts = [15, 150, 1500]
    losses = prices.losses_by_size({"small": 2, "medium": 6, "large": 32}, amounts)
    first, _, last = np.array([losses[name] for name in ("small", "medium", "large")]).T
    assert first.min() > 0.5 * first.max()
    assert last[0] > 3 * last[1] > 6 * last[2]
    assert losses["small"][1] < 1.5 * losses["small"][2] < 0.6
