"""Our pages are accessible by keyboard and screen reader: axe-core finds no violation of WCAG 2.2 A or AA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograder.authoring.bundle import find_bundle
from autograder.classroom.grade import GradeRequest, grade
from autograder.nbgrader_adapter import steps
from autograder.report.attempts import ExerciseAttempts, Stuck
from autograder.report.data import Work, assemble
from autograder.report.gradebook import Learner
from autograder.report.html import render
from autograder.report.likeness import Likeness
from tests.classroom import tiny
from tests.house.tree import ROOT

pytestmark = pytest.mark.system

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CARDS = sorted((ROOT / "tests" / "judge" / "golden").glob("*.html"))


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    yield context.new_page()
    context.close()


def broken(page: Page, within: str | None = None) -> list[str]:
    """The rules that the page violates, each with the first element that violates it."""
    found = Axe().run(page, context=within, options=RULES).response
    assert found["passes"], "axe-core checked something"
    return [f"{item['id']} at {item['nodes'][0]['target']}: {item['help']}" for item in found["violations"]]


def scheme(page: Page) -> str:
    return "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class report with every section."""
    folder = tmp_path_factory.mktemp("report")
    with tiny.environment(folder):
        bundle = find_bundle(tiny.make_project(folder / "project"), tiny.NAME)
    learners = [
        Learner(
            f"learner{number:02}",
            f"Learner {number}",
            float(number % 7),
            6.0,
            True,
            late=number % 5 == 0,
            waits=number % 3 == 0,
            fractions={"double": float(number % 2), "triple": (number % 4) / 4},
            verdicts={"double": ("pass", "wrong", "timeout")[number % 3], "triple": ("missing", "partial")[number % 2]},
            misconceptions={"double": "squared" if number % 3 == 1 else None, "triple": None},
            seconds={"double": 0.02, "triple": 1.5},
            notes=("`double` ran out of time.",) if number % 3 == 2 else (),
        )
        for number in range(24)
    ]
    work = Work(
        9,
        (ExerciseAttempts("double", 9, 7, 3.0, 12.5),),
        (Stuck("learner07", "double", 8, 41.0),),
        (Likeness(("learner01", "learner02"), 1.0, ("double",), True),),
    )
    path = folder / "report.html"
    path.write_text(render(assemble(bundle, [*learners, Learner("absent", "", None, 6.0, False)], work=work)))
    return path


class TestReport:
    def test_it_is_accessible(self, report: Path, page: Page, screenshots: Path) -> None:
        """The class report violates no rule, in light and dark."""
        page.goto(report.as_uri())
        assert broken(page) == []
        page.screenshot(path=screenshots / f"report-{scheme(page)}.png", full_page=True)

    def test_it_fits_a_narrow_window(self, report: Path, page: Page, screenshots: Path) -> None:
        """The class report fits a narrow window."""
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(report.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page itself does not scroll sideways"
        page.screenshot(path=screenshots / f"report-narrow-{scheme(page)}.png")

    def test_it_works_by_keyboard(self, report: Path, page: Page) -> None:
        """Tab reaches each link and each table that scrolls, in the order of the page, with a visible focus."""
        page.goto(report.as_uri())
        wanted = page.evaluate("[...document.querySelectorAll('a[href], [tabindex=\"0\"]')].length")
        seen = []
        for _ in range(wanted):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "[document.activeElement.getBoundingClientRect().top + scrollY,"
                    " getComputedStyle(document.activeElement).outlineStyle]"
                )
            )
        assert len(seen) > 10 and all(outline != "none" for _, outline in seen)
        assert [top for top, _ in seen] == sorted(top for top, _ in seen)


def test_cards_are_accessible(page: Page, screenshots: Path) -> None:
    """Cards violate no rule on a light and on a dark background."""
    cards = "\n".join(path.read_text(encoding="utf-8") for path in CARDS)
    dark = scheme(page) == "dark"
    ground = "background: #111; color: #eee" if dark else "background: #fff; color: #111"
    theme = 'data-jp-theme-light="false"' if dark else 'data-jp-theme-light="true"'
    page.set_content(
        f'<!DOCTYPE html><html lang="en"><head><title>Cards</title></head><body {theme} style="{ground}">'
        f"<main><h1>Cards</h1>{cards}</main></body></html>"
    )
    assert page.locator(".gradus-card").count() == len(CARDS) > 15
    assert broken(page) == []
    page.screenshot(path=screenshots / f"cards-{scheme(page)}.png", full_page=True)


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("feedback")
    with tiny.environment(root):
        project = tiny.make_project(root / "project")
        tiny.hand_in(project, {"ada": tiny.SQUARED})
        grade(project, GradeRequest(tiny.NAME, workers=1))
        yield steps.feedback(project.course, tiny.NAME)[0]


def test_feedback_is_accessible(feedback: Path, page: Page, screenshots: Path) -> None:
    """Feedback violates no rule, in light and dark."""
    page.goto(feedback.as_uri())
    assert broken(page) == []
    page.screenshot(path=screenshots / f"feedback-{scheme(page)}.png", full_page=True)
