"""The hostile notebooks in a real browser: in no page of the teacher do they run, fetch or cover anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser, Page, Request, Route

from autograder.classroom.grade import GradeRequest, grade
from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.settings import load_config
from tests.attacks.hostile import NOTEBOOKS, hand_in
from tests.attacks.test_notebooks import MODULE
from tests.classroom import tiny

pytestmark = pytest.mark.system

NAMES = [path.stem for path in NOTEBOOKS]
# STEAL is what a hostile script would do; EVENTS sends every event of a person who reads to every element.
STEAL = "window.steal = () => { window.stolen = true; }; window.alert = window.steal;"
EVENTS = """
() => {
    const names = ["load", "error", "mouseover", "click", "focus", "toggle", "begin", "submit", "pointerenter"];
    const mine = document.querySelectorAll(".text_cell_render *, .output_area *, .input_area *");
    for (const element of mine) {
        if (element.closest("a, form")) continue;
        for (const name of names) element.dispatchEvent(new Event(name, {bubbles: false}));
    }
    return window.stolen === true;
}
"""
# A score covered by an element of the learner could be forged.
COVERED = """
(places) => [...document.querySelectorAll(places)].filter((place) => {
    place.scrollIntoView({block: "center"});
    const box = place.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top === null || top.closest(".text_cell_render, .output_subarea") !== null;
}).length
"""
DANGEROUS = """
() => [...document.querySelectorAll("#notebook *")].filter((element) =>
    [...element.attributes].some((one) => one.name.startsWith("on"))
    || [...element.attributes].some((one) => /^[\\s\\x00-\\x1f]*(javascript|data:text)/i.test(one.value))
    || ["SCRIPT", "IFRAME", "OBJECT", "EMBED", "FORM", "BASE", "META", "LINK"].includes(element.tagName)
).length
"""


@dataclass
class Shown:
    """An open page and the requests that it made."""

    page: Page
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Path]]:
    """{(kind, attack): page}: the feedback that learners get, and the formgrader's page that the teacher sees."""
    root = tmp_path_factory.mktemp("pages")
    found = {}
    with tiny.environment(root):
        project = tiny.make_project(root / "project")
        release = project.course / "release" / tiny.NAME
        for path in NOTEBOOKS:
            hand_in(release, project.course / "submitted" / path.stem / tiny.NAME, MODULE, path)
        grade(project, GradeRequest(tiny.NAME, workers=2))
        for page in steps.feedback(project.course, tiny.NAME):
            found["feedback", page.parent.parent.name] = page
        config = load_config(project.course)
        config.HTMLExporter.template_name = "formgrade"
        exporter = HTMLExporter(config=config)
        for name in NAMES:
            notebook = project.course / "autograded" / name / tiny.NAME / f"{tiny.NAME}.ipynb"
            resources: dict[str, object] = dict.fromkeys(
                ("assignment_id", "notebook_id", "submission_id", "student", "notebook_path"), "x"
            )
            resources |= {"base_url": "", "last_name": "", "first_name": "", "index": 0, "total": 1}
            page = root / f"{name}.html"
            page.write_text(exporter.from_filename(str(notebook), resources=resources)[0])
            found["formgrader", name] = page
        yield found


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[Shown]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(STEAL)
    result = Shown(context.new_page())

    def record(route: Route, request: Request) -> None:
        own = request.url.startswith(("file://", "data:"))
        if not own or not ("/formgrader/static/" in request.url or request.url.endswith(".html")):
            result.asked.append(request.url)
        if own and request.url.endswith(".html"):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", record)
    yield result
    context.close()


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_fetches_or_covers(pages: dict[tuple[str, str], Path], shown: Shown, kind: str, name: str) -> None:
    """In a page with a hostile notebook, nothing of it runs, fetches or covers anything."""
    shown.asked.clear()
    shown.page.goto(pages[kind, name].as_uri(), timeout=120_000)
    assert shown.page.evaluate(EVENTS) is False
    beside = [url for url in shown.asked if not url.startswith("data:") and not url.endswith("/x.png")]
    assert beside == [], "it requested something"
    assert shown.page.evaluate(DANGEROUS) == 0
    places = ".nbgrader_cell .panel-heading" + (", input.score" if kind == "formgrader" else "")
    assert shown.page.evaluate(COVERED, places) == 0
    assert shown.page.locator(".gradus-card").count() == 2


def test_the_test_sees_script_fetch_and_cover(shown: Shown, tmp_path: Path) -> None:
    """On a page that is not cleaned, the test does see the script, the fetch and the cover."""
    page = tmp_path / "x.html"
    page.write_text(
        '<div id="notebook"><div class="nbgrader_cell"><div class="panel-heading">Score</div></div>'
        '<div class="text_cell_render"><img src="https://evil.example/x" onerror="steal()">'
        '<b onmouseover="steal()" style="position: fixed; inset: 0; background: white">x</b></div></div>'
    )
    shown.asked.clear()
    shown.page.goto(page.as_uri())
    assert shown.page.evaluate(EVENTS) is True
    assert shown.asked == ["https://evil.example/x"]
    assert shown.page.evaluate(DANGEROUS) == 2
    assert shown.page.evaluate(COVERED, ".nbgrader_cell .panel-heading") == 1
