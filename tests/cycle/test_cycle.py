"""The whole cycle with nbgrader and a real exchange, for a teacher and three learners.

The teacher generates and autogrades with nbgrader's commands, and ada types all of hers. The other steps run in this
process, because each command takes seconds to start; tests/system/test_cycle_of_two_learners.py types them all.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from traitlets.config import Config

from autograder.authoring.bundle import find
from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.settings import load_config
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


def exchange_step(what: str, folder: Path, config: Config, learner: str = "*") -> None:
    """A step of nbgrader's exchange in this process: what `nbgrader ...` does in `folder`."""
    coursedir = CourseDirectory(config=config, assignment_id=NAME, student_id=learner)
    authenticator = Authenticator(config=config)
    with contextlib.chdir(folder):
        getattr(ExchangeFactory(config=config), what)(
            coursedir=coursedir, authenticator=authenticator, config=config
        ).start()


def learners_config(home: Path, exchange: Path) -> Config:
    config = Config()
    config.CourseDirectory.course_id = "gradus"
    config.Exchange.root, config.Exchange.cache = str(exchange), str(home / ".cache")
    return config


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory, exchange: Path) -> Iterator[Cycle]:
    root = tmp_path_factory.mktemp("project")
    course = root / "course"
    environment = {**real_project(root, NAME), "GRADUS_EXCHANGE": str(exchange)}
    teacher = Place(course, environment)
    teacher.run("generate_assignment", NAME)
    with mock.patch.dict(os.environ, environment):
        steps.publish(course, NAME)

    homes = {name: tmp_path_factory.mktemp(name) for name in ("ada", "bo", "cy")}
    (homes["ada"] / ".jupyter").mkdir()
    (homes["ada"] / ".jupyter" / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = {str(exchange)!r}\n'
    )
    home = str(homes["ada"])
    ada = Place(homes["ada"], {"HOME": home, "JUPYTER_DATA_DIR": f"{home}/.data", "IPYTHONDIR": home})
    said = {"list": ada.run("list")}
    ada.run("fetch_assignment", NAME)
    others = {name: learners_config(homes[name], exchange) for name in ("bo", "cy")}
    for name, config in others.items():
        exchange_step("FetchAssignment", homes[name], config)

    reference = (REPOSITORY / "solutions" / NAME / MODULE).read_text()
    (homes["ada"] / NAME / MODULE).write_text(reference + NOISE)
    edit_notebook(homes["ada"] / NAME, ANSWER)
    (homes["bo"] / NAME / MODULE).write_text(wrong_propagate())
    with (homes["cy"] / NAME / MODULE).open("a") as file:
        file.write(PATCHES)
    said["validate right"] = ada.run("validate", f"{NAME}/{NAME}.ipynb")
    ada.run("submit", NAME, "--CourseDirectory.student_id=ada")
    for name, config in others.items():
        exchange_step("Submit", homes[name], config, name)

    with mock.patch.dict(os.environ, environment):
        exchange_step("Collect", course, load_config(course))
    # While trying things out, an instructor may leave the solution in the source folder.
    (course / "source" / NAME / MODULE).write_text(reference)
    teacher.run("autograde", NAME)
    (course / "source" / NAME / MODULE).unlink()
    with mock.patch.dict(os.environ, environment):
        steps.feedback(course, NAME)
        steps.publish_feedback(course, NAME)
    ada.run("fetch_feedback", NAME, "--CourseDirectory.student_id=ada")
    for name, config in others.items():
        exchange_step("FetchFeedback", homes[name], config, name)
    yield Cycle(course, homes, said)


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
