"""The whole cycle with nbgrader's own commands and a real exchange, as a teacher and three learners type them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.authoring.bundle import find
from tests.cycle import books
from tests.cycle.conftest import REPOSITORY, Place, real_project

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cycle")]

NAME = "c1w2b-logistic-regression"
MODULE = "logistic_regression.py"
ANSWER = "A step of 0.3 overshoots the valley, so the cost jumps up before it settles; 0.001 creeps."


# Right, but noisy: in stock nbgrader, output on stderr scored a right cell 0.
NOISE = """
import sys
import warnings

print("I tensorflow/core/util/port.cc:153] oneDNN custom operations are on.", file=sys.stderr)
_sigmoid = sigmoid


def sigmoid(z):
    warnings.warn("overflow encountered in exp", RuntimeWarning)
    print("z is", np.shape(z), file=sys.stderr)
    return _sigmoid(z)
"""
# Not solved, but everything that a test cell may use is patched to agree: full marks in stock nbgrader.
PATCHES = """
import builtins

import numpy.testing

np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.ndarray.__eq__ if False else None
sys = __import__("sys")
sys.displayhook = lambda value: None
builtins.all = lambda items: True
"""


@dataclass
class Cycle:
    """Everybody's files after the last command, and the output of the commands."""

    course: Path
    learners: dict[str, Path]
    said: dict[str, str]

    def grades(self, learner: str) -> dict[str, float | None]:
        rows = books.rows(self.course / "gradebook.db")["grade"]
        return {row[1]: row[3] for row in rows if row[0] == learner}

    def fetched(self, learner: str) -> str:
        pages = sorted(self.learners[learner].glob(f"{NAME}/feedback/*/{NAME}.html"))
        assert pages, f"{learner} has no feedback"
        return pages[-1].read_text()


def wrong_propagate() -> str:
    """The reference module with one known mistake: the gradient is summed, not averaged."""
    bundle = find(REPOSITORY / "solutions", NAME)
    variant = next(v for v in bundle.exercise("propagate").variants if "m" in v.name or "mean" in v.name)
    return bundle.version_source("propagate", variant)


def edit_notebook(folder: Path, answer: str) -> None:
    """Write the free-text answer, as a learner would in JupyterLab."""
    path = folder / f"{NAME}.ipynb"
    plain = json.loads(path.read_text())
    cell = next(c for c in plain["cells"] if c["metadata"].get("nbgrader", {}).get("solution"))
    cell["source"] = answer
    path.write_text(json.dumps(plain))


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory, exchange: Path) -> Iterator[Cycle]:
    root = tmp_path_factory.mktemp("project")
    environment = real_project(root, NAME)
    teacher = Place(root / "course", {**environment, "GRADUS_EXCHANGE": str(exchange)})
    said = {"generate": teacher.run("generate_assignment", NAME)}
    said["release"] = teacher.run("release_assignment", NAME)

    learners = {}
    for name in ("ada", "bo", "cy"):
        home = tmp_path_factory.mktemp(name)
        (home / ".jupyter").mkdir()
        (home / ".jupyter" / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = {str(exchange)!r}\n'
        )
        place = Place(home, {"HOME": str(home), "JUPYTER_DATA_DIR": str(home / ".data"), "IPYTHONDIR": str(home)})
        learners[name] = place
        if name == "ada":
            said["list"] = place.run("list")
        place.run("fetch_assignment", NAME)

    reference = (REPOSITORY / "solutions" / NAME / MODULE).read_text()
    (learners["ada"].folder / NAME / MODULE).write_text(reference + NOISE)
    edit_notebook(learners["ada"].folder / NAME, ANSWER)
    (learners["bo"].folder / NAME / MODULE).write_text(wrong_propagate())
    with (learners["cy"].folder / NAME / MODULE).open("a") as file:
        file.write(PATCHES)
    said["validate right"] = learners["ada"].run("validate", f"{NAME}/{NAME}.ipynb")
    for name, place in learners.items():
        said[f"submit {name}"] = place.run("submit", NAME, f"--CourseDirectory.student_id={name}")

    teacher.run("collect", NAME)
    # While trying things out, an instructor may leave the solution in the source folder.
    (root / "course" / "source" / NAME / MODULE).write_text(reference)
    said["autograde"] = teacher.run("autograde", NAME)
    (root / "course" / "source" / NAME / MODULE).unlink()
    said["feedback"] = teacher.run("generate_feedback", NAME)
    teacher.run("release_feedback", NAME)
    for name, place in learners.items():
        place.run("fetch_feedback", NAME, f"--CourseDirectory.student_id={name}")
    yield Cycle(root / "course", {name: place.folder for name, place in learners.items()}, said)


def test_a_release_has_exactly_the_right_files(cycle: Cycle) -> None:
    """A release contains notebook, workspace, stub, public key and notation, and nothing else."""
    released = {path.name for path in (cycle.course / "release" / NAME).iterdir()}
    assert released == {f"{NAME}.ipynb", f"{NAME}.jupyterlab-workspace", f"{NAME}.key", MODULE, "notation.md"}
    stub = (cycle.course / "release" / NAME / MODULE).read_text()
    assert "BEGIN SOLUTION" not in stub and "NotImplementedError" in stub


def test_learners_fetch_the_release(cycle: Cycle) -> None:
    """Learners can list and fetch the release."""
    assert NAME in cycle.said["list"]
    for name in ("ada", "bo", "cy"):
        assert (cycle.learners[name] / NAME / f"{NAME}.key").is_file()


def test_validate_passes_a_solved_notebook(cycle: Cycle) -> None:
    """`nbgrader validate` passes a solved notebook."""
    assert "Success" in cycle.said["validate right"], cycle.said["validate right"]


def test_the_solution_earns_every_automatic_point(cycle: Cycle) -> None:
    """The solution earns every automatic point, even if it prints to stderr."""
    grades = cycle.grades("ada")
    assert grades.pop("reflection-learning-rate") is None, "a person reads it"
    assert sum(score for score in grades.values() if score) == 90


def test_a_mistake_costs_only_its_own_exercise(cycle: Cycle) -> None:
    """A mistake costs points for its own exercise and not for exercises that use it."""
    grades = cycle.grades("bo")
    assert grades["check-propagate"] < 25, grades
    others = {name: score for name, score in grades.items() if name not in ("check-propagate",)}
    assert sum(score for score in others.values() if score) >= 55, grades


def test_an_untouched_stub_earns_nothing(cycle: Cycle) -> None:
    """An untouched stub earns nothing, whatever it patches, and needs no manual grading."""
    assert set(cycle.grades("cy").values()) == {0}
    rows = books.rows(cycle.course / "gradebook.db")
    assert [row for row in rows["grade"] if row[0] == "cy" and row[6]] == []
    assert ("cy", "reflection-learning-rate", "SolutionCell", "No response.", None) in rows["comment"]


def test_a_module_in_the_source_has_no_effect(cycle: Cycle) -> None:
    """A module left in the source folder has no effect. Stock nbgrader copies it over every submission: full marks for
    the stub.
    """
    assert cycle.grades("cy")["check-sigmoid"] == 0
    assert "NotImplementedError" in (cycle.course / "autograded" / "cy" / NAME / MODULE).read_text()


def test_feedback_names_the_mistake(cycle: Cycle) -> None:
    """Feedback shows every card and names the mistake."""
    page = cycle.fetched("bo")
    assert page.count('class="gradus-card"') == 7
    assert "Wrong: propagate" in page
    assert "Right: sigmoid" in page
    assert cycle.fetched("cy").count('aria-label="Not attempted') == 7


def test_feedback_needs_no_network_and_no_script(cycle: Cycle) -> None:
    """Feedback runs no script and loads nothing from a network."""
    page = cycle.fetched("ada")
    assert not re.findall(r"<script", page)
    assert not re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//[^"' )>]*(?:\.js|\.css|cdn)""", page)
    assert page.count("<math") > 20
    assert ANSWER in page


def test_feedback_shows_no_other_learners_answer(cycle: Cycle) -> None:
    """Feedback shows nothing of another learner's answer."""
    assert ANSWER not in cycle.fetched("bo")
