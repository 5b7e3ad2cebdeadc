"""Late work, extensions and corrected exercises, with `gradus grade` and with nbgrader's autograde.

The penalties are those in docs/teachers.md: nbgrader's own method, and a plugin that a teacher adds to the course.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grade import GradeRequest, describe_changes, grade
from autograder.nbgrader_adapter import steps
from autograder.project import Project
from tests.classroom import tiny, warm
from tests.classroom.runs import results
from tests.cycle import books
from tests.house.tree import ROOT

DUE = "2026-03-01 08:30:00.000000 UTC"  # `tiny.hand_in` submits at 10:00
CLASS = {"ada": tiny.RIGHT, "bob": tiny.SQUARED, "cy": tiny.RIGHT}
ON_TIME = "2026-03-01 08:00:00.000000 UTC"


def documented(language: str, word: str) -> str:
    """The only fenced block of the teachers' guide that contains `word`."""
    text = (ROOT / "docs" / "teachers.md").read_text(encoding="utf-8")
    (block,) = [block for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if word in block]
    return block


@pytest.fixture
def project(released: Path, tmp_path: Path) -> Iterator[Project]:
    """Three submissions, one of them on time, none graded yet."""
    shutil.copytree(released, tmp_path / "copy")
    with tiny.environment(tmp_path / "copy"):
        project = Project.at(tmp_path / "copy" / "class")
        with book(project) as gradebook:
            gradebook.update_or_create_assignment(tiny.NAME, duedate=DUE)
        tiny.hand_in(project, CLASS)
        (project.course / "submitted" / "cy" / tiny.NAME / "timestamp.txt").write_text(ON_TIME)
        yield project


def book(project: Project) -> Gradebook:
    return Gradebook(f"sqlite:///{project.course / 'gradebook.db'}", "gradus")


def configure(project: Project, text: str) -> None:
    with (project.course / "nbgrader_config.py").open("a") as config:
        config.write(f"\n{text}\n")


def penalties(project: Project) -> dict[str, float | None]:
    return {row[0]: row[3] for row in books.rows(project.course / "gradebook.db")["notebook"]}


def totals(project: Project) -> dict[str, float]:
    """The score after the penalty, as exporters and the report compute it."""
    with book(project) as gradebook:
        found = {name: gradebook.find_submission(tiny.NAME, name) for name in CLASS}
        return {name: one.score - (one.late_submission_penalty or 0) for name, one in found.items()}


def ours(project: Project) -> list[str]:
    summary = grade(project, GradeRequest(tiny.NAME), executor=warm.pool())
    assert not summary.failures
    return list(describe_changes(summary))


def stock(project: Project) -> list[str]:
    steps.autograde(project.course, tiny.NAME)
    return []


@pytest.mark.parametrize("graded_by", [ours, stock])
def test_late_work_has_no_penalty_by_default(project: Project, graded_by) -> None:
    """Late work gets no penalty unless one is configured."""
    graded_by(project)
    assert penalties(project) == dict.fromkeys(CLASS)


@pytest.mark.parametrize("graded_by", [ours, stock])
def test_the_documented_zero_takes_all_points(project: Project, graded_by) -> None:
    """The documented setting "zero" takes all points from late work."""
    configure(project, documented("python", "LateSubmissionPlugin.penalty_method"))
    graded_by(project)
    assert penalties(project) == {"ada": 6, "bob": 2, "cy": None}
    assert totals(project) == {"ada": 0, "bob": 0, "cy": 6}


@pytest.mark.parametrize("graded_by", [ours, stock])
def test_the_documented_plugin_takes_points_by_hour(project: Project, graded_by) -> None:
    """The documented plugin takes a point for each hour, but never more than was earned."""
    (project.course / "late.py").write_text(documented("python", "class PointAnHour"))
    configure(project, documented("python", "AssignLatePenalties.plugin_class"))
    graded_by(project)
    assert penalties(project) == {"ada": 2, "bob": 2, "cy": None}, "an hour and a half; never more than was earned"
    assert totals(project) == {"ada": 4, "bob": 0, "cy": 6}


def test_an_extension_removes_one_penalty(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension for one learner removes the penalty of this learner only."""
    configure(project, documented("python", "LateSubmissionPlugin.penalty_method"))
    ours(project)
    assert totals(project)["ada"] == 0
    monkeypatch.chdir(project.course)
    exec(documented("python", "grant_extension").replace("c1w1-first-neuron", tiny.NAME))
    said = ours(project)
    assert len(said) == 1 and said[0].startswith("1 graded") and said[0].endswith(": ada"), said
    assert totals(project) == {"ada": 6, "bob": 0, "cy": 6}
    assert ours(project) == [], "a second run changes nothing"


def test_a_new_due_date_changes_only_penalties(project: Project) -> None:
    """A new due date changes the penalties, and nothing is judged again."""
    configure(project, documented("python", "LateSubmissionPlugin.penalty_method"))
    ours(project)
    before = results(project)
    with book(project) as gradebook:
        gradebook.update_or_create_assignment(tiny.NAME, duedate="2026-03-01 12:00:00.000000 UTC")
    ours(project)
    assert totals(project) == {"ada": 6, "bob": 2, "cy": 6}
    assert results(project) == before, "including the duration of each exercise"


def test_a_correction_lists_all_changes(project: Project) -> None:
    """After a correction, grading lists what changed for whom. Here `triple` should have been four times x."""
    tiny.hand_in(project, {"bob": tiny.FOURFOLD})
    ours(project)
    assert totals(project) == {"ada": 6, "bob": 4, "cy": 6}
    reference = project.solutions / tiny.NAME / "tiny.py"
    reference.write_text(reference.read_text().replace("double(x) + x + 0 * x", "double(x) + 2 * x + 0 * x"))
    exercises = project.solutions / tiny.NAME / "exercises.py"
    exercises.write_text(exercises.read_text().replace('"+ x + 0 * x", "+ 2 * x + 0 * x"', '"2 * x + 0 * x", "9 * x"'))
    said = ours(project)
    assert "ada, triple: 100% before, 0% now" in said
    assert "bob, triple: 0% before, 100% now" in said
    assert "cy, triple: 100% before, 0% now" in said
    assert not [line for line in said if "double:" in line]
    assert any(re.match(r"3 graded \(triple: the exercise changed\): ada, bob, cy", line) for line in said), said
    assert totals(project) == {"ada": 4, "bob": 6, "cy": 4}
