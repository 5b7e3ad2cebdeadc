"""A learner and a teacher go from release to solution in JupyterLab, using only nbgrader's pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.cycle import books
from tests.system.lab import run_again, run_through
from tests.system.pages import LONG, Formgrader, LabPage, opened
from tests.system.people import people
from tests.system.school import MODULE, NAME, POINTS, SHORT, TASK, WORDS, School, school

pytestmark = pytest.mark.system

ANSWER = "Each column is one example, so the sum runs over the $m$ columns."
COMMENT = "Well said, and short."
LEARNER = "gradus-lea"


@pytest.fixture(scope="module")
def class_room(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with people(installed, LEARNER) as (lea,), school(tmp_path_factory.mktemp("school"), lea) as both:
        yield both


@pytest.fixture(scope="module")
def learner(class_room: School, browser: Browser, screenshots: Path) -> Iterator[LabPage]:
    with opened(browser, class_room.learners, screenshots) as page:
        yield page


@pytest.fixture(scope="module")
def teacher(class_room: School, browser: Browser, screenshots: Path) -> Iterator[LabPage]:
    with opened(browser, class_room.teachers, screenshots) as page:
        yield page


def test_from_release_to_solution(class_room: School, learner: LabPage, teacher: LabPage) -> None:
    """Learner and teacher go from release to solution, and no page needs another machine."""
    formgrader = Formgrader(teacher)
    release(formgrader)
    work(learner)
    grade_and_return(class_room, formgrader)
    read_feedback(learner)
    hand_out_the_solution(class_room, formgrader, learner)
    assert learner.asked == teacher.asked == [], "no page needs another machine"


def release(formgrader: Formgrader) -> None:
    """The teacher generates the assignment, sets a date and releases it."""
    formgrader.lab_page.menu("Formgrader")
    assert "Successfully created the student version" in formgrader.press(NAME, "assign")
    formgrader.set_due_date(NAME, "2100-01-31T12:00")
    assert "Successfully released" in formgrader.press(NAME, "release")
    expect(formgrader.row(NAME)).to_contain_text("released")
    formgrader.lab_page.photograph("formgrader-released")


def work(learner: LabPage) -> None:
    """The learner fetches, opens both files, makes a mistake, gets a hint, corrects it, validates and submits."""
    learner.menu("Assignment List")
    learner.fetch(NAME)
    learner.photograph("assignment-list-fetched")
    learner.open_file(NAME, f"{NAME}.jupyterlab-workspace")
    learner.wait_for_notebook()
    left, right = learner.notebook.bounding_box(), learner.editor.bounding_box()
    assert left and right and left["x"] + left["width"] <= right["x"] + 1
    learner.replace_line(f"{MODULE}.py", "raise NotImplementedError", "    return np.sum(X, axis=1, keepdims=True)")
    cell = run_through(learner.page, f'check("{SHORT}.{TASK}")')
    card = cell.locator(".gradus-card")
    expect(card).to_contain_text("Wrong")
    expect(card).to_contain_text("The sum was not divided by m.")
    learner.photograph("learner-wrong")
    hint = learner.add_cell_below(cell, f'hint("{SHORT}.{TASK}")')
    expect(hint).to_contain_text("Which axis counts the examples?", timeout=LONG)
    hint.scroll_into_view_if_needed()
    learner.photograph("learner-hint")
    learner.replace_line(f"{MODULE}.py", "return np.sum", "    return np.mean(X, axis=1, keepdims=True)")
    run_again(learner.page, cell)
    expect(card).to_contain_text("Right")
    assert "You did not provide a response" in learner.validate()
    learner.write_text("YOUR ANSWER HERE", ANSWER)
    learner.save(f"{NAME}.ipynb")
    learner.photograph("learner-right")
    assert "Success! Your notebook passes all the tests." in learner.validate()
    learner.menu("Assignment List")
    learner.submit(NAME)
    learner.photograph("assignment-list-submitted")


def grade_and_return(class_room: School, formgrader: Formgrader) -> None:
    """The teacher collects, autogrades with the button, grades and comments, and returns the feedback."""
    assert "Collecting submission" in formgrader.press(NAME, "collect")
    formgrader.follow(NAME, "num-submissions")
    assert "Successfully autograded" in formgrader.press(LEARNER, "autograde")
    expect(formgrader.row(LEARNER)).to_contain_text("needs manual grading")
    expect(formgrader.row(LEARNER)).to_contain_text(f"{POINTS} / {POINTS + WORDS}")
    formgrader.lab_page.photograph("formgrader-graded")

    formgrader.section("Manual Grading")
    formgrader.follow(NAME)
    formgrader.follow(NAME)
    formgrader.follow("Submission")
    frame = formgrader.frame
    expect(frame.locator(".gradus-card", has_text=TASK).first).to_contain_text("Right")
    expect(frame.locator("math").first).to_be_visible()
    expect(frame.locator(f"#check-{TASK}")).to_have_attribute("placeholder", f"{POINTS}")
    frame.locator("#why").fill("4")
    frame.locator("#why").press("Tab")
    frame.locator("#why-comment").fill(COMMENT)
    frame.locator("#why-comment").press("Tab")
    expect(frame.locator(".save-icon.glyphicon-ok:visible")).to_have_count(2)
    formgrader.lab_page.photograph("formgrader-manual")

    by_button = grades(class_room)
    assert by_button == [(f"check-{TASK}", 10, None, 0), ("why", None, 4, 0)]
    assert "1 graded" in class_room.teacher("gradus", "grade", NAME, "--force")
    # A person's points are kept; nbgrader itself marks the cell for another look.
    assert [row[:3] for row in grades(class_room)] == [row[:3] for row in by_button]

    formgrader.section("Manual Grading")
    formgrader.section("Manage Assignments")
    assert "Successfully generated feedback" in formgrader.press(NAME, "generate-feedback")
    assert "Successfully released feedback" in formgrader.press(NAME, "release-feedback")


def grades(class_room: School) -> list[tuple[object, ...]]:
    """(cell, automatic score, a person's score, whether it needs a person) for each graded cell."""
    found = books.rows(class_room.project.course / "gradebook.db")["grade"]
    return [(cell, auto, manual, waits) for _, cell, _, auto, manual, _, waits in found]


def read_feedback(learner: LabPage) -> None:
    feedback = learner.fetch_feedback(NAME)
    expect(feedback.locator("body")).to_contain_text("(Score: 14.0 / 15.0)")
    expect(feedback.locator(".gradus-card").first).to_contain_text("Right")
    expect(feedback.locator("body")).to_contain_text(COMMENT)
    expect(feedback.locator("math").first).to_be_visible()
    learner.photograph("learner-feedback")


def hand_out_the_solution(class_room: School, formgrader: Formgrader, learner: LabPage) -> None:
    """Publishing is refused before the due date; after it, the solution is fetched like an assignment."""
    said = class_room.teacher("gradus", "solution", NAME, "--publish", fails=True)
    assert "can be submitted until 2100-01-31 12:00 UTC" in said
    formgrader.set_due_date(NAME, "2026-01-31T12:00")
    class_room.teacher("gradus", "solution", NAME, "--publish")
    learner.page.goto(f"{learner.lab.url}/lab?reset")
    learner.menu("Assignment List")
    learner.fetch(f"{NAME}-solution")
    learner.open_file(f"{NAME}-solution", f"{NAME}.jupyterlab-workspace")
    learner.wait_for_notebook()
    expect(learner.editor).to_contain_text("mean = np.sum(X, axis=1, keepdims=True) / X.shape[1]", timeout=LONG)
    expect(learner.notebook.locator(".gradus-card").first).to_contain_text("Right")
    expect(learner.notebook.locator("mjx-container").first).to_be_visible(timeout=LONG)
    learner.photograph("learner-solution")
