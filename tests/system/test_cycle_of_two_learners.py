"""Two unprivileged users and a teacher share an exchange, with nbgrader's own commands from release to feedback."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cycle import books
from tests.cycle.conftest import Place, real_project
from tests.cycle.test_cycle import ANSWER, edit_notebook
from tests.house.tree import ROOT
from tests.system.people import Person, people

pytestmark = pytest.mark.system

NAME = "c1w2b-logistic-regression"
MODULE = "logistic_regression.py"


@dataclass
class Class:
    course: Path
    exchange: Path
    ada: Person
    bo: Person
    said: dict[str, str]

    def scores(self, learner: Person) -> dict[str, float | None]:
        rows = books.rows(self.course / "gradebook.db")["grade"]
        return {row[1]: row[3] for row in rows if row[0] == learner.name}


@pytest.fixture(scope="module")
def two_learners(installed: Path) -> Iterator[tuple[Person, Person]]:
    with people(installed, "gradus-eve", "gradus-kim") as (ada, bo):
        yield ada, bo


@pytest.fixture(scope="module")
def graded(two_learners: tuple[Person, Person], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    root = tmp_path_factory.mktemp("project")
    environment = real_project(root, NAME)
    # Not in pytest's folder, which only root may enter.
    exchange = Path(tempfile.mkdtemp(prefix="gradus-exchange-"))
    exchange.chmod(0o777)
    teacher = Place(root / "course", {**environment, "GRADUS_EXCHANGE": str(exchange)})
    teacher.run("generate_assignment", NAME)
    teacher.run("release_assignment", NAME)
    said = {}
    for person in two_learners:
        config = person.home / ".jupyter" / "nbgrader_config.py"
        config.parent.mkdir()
        config.write_text(f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = "{exchange}"\n')
        subprocess.run(["chown", "-R", f"{person.name}:", str(config.parent)], check=True)
        person.run("nbgrader", "fetch_assignment", NAME)
    ada, bo = two_learners
    module = ada.home / NAME / MODULE
    module.write_text((ROOT / "solutions" / NAME / MODULE).read_text())
    edit_notebook(ada.home / NAME, ANSWER)
    said["validate"] = ada.run("nbgrader", "validate", f"{NAME}/{NAME}.ipynb")
    ada.run("nbgrader", "submit", NAME)
    bo.run("nbgrader", "submit", NAME)
    said["collect"] = teacher.run("collect", NAME)
    said["autograde"] = teacher.run("autograde", NAME)
    teacher.run("generate_feedback", NAME)
    teacher.run("release_feedback", NAME)
    for person in two_learners:
        person.run("nbgrader", "fetch_feedback", NAME)
    yield Class(root / "course", exchange, ada, bo, said)
    shutil.rmtree(exchange)


def test_each_learner_gets_their_own_points(graded: Class) -> None:
    """Each learner is graded for their own work."""
    assert "Success" in graded.said["validate"], graded.said["validate"]
    assert sum(score or 0 for score in graded.scores(graded.ada).values()) == 90
    assert sum(score or 0 for score in graded.scores(graded.bo).values()) == 0


def test_submissions_belong_to_their_learners(graded: Class) -> None:
    """nbgrader reports no submission under another name."""
    assert "claims to be" not in graded.said["collect"]


def test_each_learner_fetches_their_own_feedback(graded: Class) -> None:
    """Each learner fetches only their own feedback."""
    for person, word in ((graded.ada, "Right: sigmoid"), (graded.bo, "Not attempted: sigmoid")):
        pages = sorted((person.home / NAME / "feedback").rglob("*.html"))
        assert len(pages) == 1
        assert word in pages[0].read_text()


def test_the_exchange_cannot_be_listed(graded: Class) -> None:
    """Learners cannot list the exchange's folders."""
    for folder in ("inbound", "feedback"):
        assert "denied" in graded.bo.run("ls", graded.exchange / "gradus" / folder, fails=True)


def test_solutions_and_gradebook_are_unreachable(graded: Class) -> None:
    """Learners can read neither the gradebook nor the solutions."""
    for path in (graded.course / "gradebook.db", graded.course.parent / "solutions" / NAME / MODULE):
        assert "denied" in graded.bo.run("cat", path, fails=True)


def test_the_sandbox_was_fully_isolated(graded: Class) -> None:
    """The grader used Landlock and seccomp; anything less would have ended with a sentence."""
    assert "process only" not in graded.said["autograde"]


def test_a_submission_under_another_name_is_noticed(graded: Class) -> None:
    """A submission under another learner's name is quarantined, and what that learner submitted stays."""
    forged = graded.exchange / "gradus" / "inbound" / f"{graded.ada.name}+{NAME}+2030-01-01 00:00:00 UTC+forged"
    graded.bo.run("cp", "-r", graded.bo.home / NAME, forged)
    teacher = Place(graded.course, {"GRADUS_EXCHANGE": str(graded.exchange), "JUPYTER_CONFIG_DIR": "/nonexistent"})
    mine = graded.course / "submitted" / graded.ada.name / NAME / MODULE
    before = mine.read_text()
    said = teacher.run("collect", NAME, "--update")
    assert f"claims to be submitted by '{graded.ada.name}' but belongs to '{graded.bo.name}': not collected" in said
    assert mine.read_text() == before
    assert (graded.course / "quarantined" / forged.name / MODULE).exists()
