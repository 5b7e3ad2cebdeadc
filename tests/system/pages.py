"""The clicks of learners and teachers in JupyterLab and in nbgrader's pages there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Locator, Page, Request, Route, expect

from tests.system.lab import LONG, Lab


@contextmanager
def opened(browser: Browser, lab: Lab, screenshots: Path) -> Iterator[LabPage]:
    """JupyterLab's page in a browser that reaches only this machine and records all other requests."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(LONG)
    asked: list[str] = []

    def only_here(route: Route, request: Request) -> None:
        if request.url.startswith((lab.url, lab.url.replace("http", "ws", 1), "data:", "blob:")):
            route.continue_()
        else:
            asked.append(request.url)
            route.abort()

    context.route("**/*", only_here)
    shown = LabPage(context.new_page(), lab, screenshots, asked)
    shown.page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    shown.page.locator("#jp-MainMenu").wait_for()
    yield shown
    context.close()


@dataclass
class LabPage:
    """`asked` lists the addresses of other machines that the pages requested."""

    page: Page
    lab: Lab
    screenshots: Path
    asked: list[str] = field(default_factory=list)

    def photograph(self, name: str) -> None:
        self.page.screenshot(path=self.screenshots / f"{name}.png")

    def menu(self, entry: str) -> None:
        """Choose an entry in JupyterLab's menu Nbgrader."""
        self.page.locator("#jp-MainMenu").get_by_text("Nbgrader", exact=True).click()
        self.page.locator(".lm-Menu-item").get_by_text(entry, exact=True).click()

    def open_file(self, *path: str) -> None:
        """Double-click each folder of the path and then the file in the list of files."""
        for name in path:
            entry = self.page.locator(".jp-DirListing-item").get_by_text(name, exact=True)
            entry.dblclick()

    @property
    def notebook(self) -> Locator:
        return self.page.locator(".jp-NotebookPanel:visible")

    @property
    def editor(self) -> Locator:
        return self.page.locator(".jp-FileEditor:visible")

    def wait_for_notebook(self) -> None:
        self.notebook.wait_for()
        indicator = self.notebook.locator(".jp-Notebook-ExecutionIndicator")
        expect(indicator).to_have_attribute("data-status", "idle", timeout=LONG)

    def replace_line(self, module: str, old: str, new: str) -> None:
        """Replace the line that contains `old`, and save the file."""
        self.editor.locator(".cm-line", has_text=old).click(click_count=3)
        self.page.keyboard.insert_text(f"{new}\n")
        self.save(module)

    def save(self, name: str) -> None:
        self.page.keyboard.press("Control+s")
        tab = self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=name)
        expect(tab).not_to_have_class(re.compile("jp-mod-dirty"), timeout=LONG)

    def add_cell_below(self, cell: Locator, source: str) -> Locator:
        """Insert a code cell, run it and return it once it has run."""
        cell.locator(".jp-InputArea-prompt").click()
        for key in ("Escape", "b", "Enter"):
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")
        written = self.page.locator(".jp-InputArea-editor", has_text=source)  # a card above may name the same command
        added = self.notebook.locator(".jp-CodeCell").filter(has=written)
        expect(added.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=LONG)
        return added

    def write_text(self, old: str, new: str) -> None:
        """Replace the text of the Markdown cell that contains `old`, and render it."""
        cell = self.notebook.locator(".jp-MarkdownCell", has_text=old)
        cell.scroll_into_view_if_needed()
        cell.click()
        for key in ("Enter", "Control+a"):
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(new)
        self.page.keyboard.press("Control+Enter")

    def validate(self) -> str:
        """Press nbgrader's button in the notebook's toolbar; return the text of its dialog."""
        self.notebook.get_by_text("Validate", exact=True).click()
        dialog = self.page.locator(".jp-Dialog")
        expect(dialog).to_contain_text("Validation Results", timeout=LONG)
        expect(dialog.get_by_role("button", name="Ok")).to_be_visible(timeout=LONG)
        said = dialog.inner_text()
        dialog.get_by_role("button", name="Ok").click()
        return said

    # --- Assignment List ----------------------------------------------------------------------------------------------

    def assignment(self, name: str, state: str) -> Locator:
        """An entry of the Assignment List in the state "released", "fetched" or "submitted"."""
        items = self.page.locator(f"#{state}_assignments_list > .list_item")
        return items.filter(has=self.page.get_by_text(name, exact=True))

    def fetch(self, name: str) -> None:
        self.assignment(name, "released").get_by_role("button", name="Fetch", exact=True).click()
        self.assignment(name, "fetched").wait_for()

    def submit(self, name: str) -> None:
        self.assignment(name, "fetched").get_by_role("button", name="Submit", exact=True).click()
        self.assignment(name, "submitted").wait_for()

    def fetch_feedback(self, name: str) -> FrameLocator:
        """Fetch the feedback, open its page from the list, and return the page."""
        entry = self.assignment(name, "submitted")
        entry.get_by_role("button", name="Fetch Feedback").click()
        entry.get_by_text("(view feedback)").click()
        self.open_file(f"{name}.html")
        return self.page.frame_locator(".jp-HTMLViewer iframe")


@dataclass
class Formgrader:
    """nbgrader's pages for teachers, in a tab of JupyterLab."""

    lab_page: LabPage

    @property
    def frame(self) -> FrameLocator:
        return self.lab_page.page.frame_locator("iframe[src*=formgrader]")

    def section(self, name: str) -> None:
        """Choose "Manage Assignments", "Manual Grading" or "Manage Students" on the left or in the breadcrumbs."""
        self.frame.get_by_role("link", name=name, exact=True).first.click()

    def row(self, text: str) -> Locator:
        return self.frame.locator("tbody tr", has_text=text)

    def press(self, text: str, column: str) -> str:
        """Click the button of a row in a column, wait for the window with the outcome, and return its text."""
        self.row(text).locator(f"td.{column} a").click()
        window = self.frame.locator(".modal.in")
        window.wait_for()
        said = window.inner_text()
        window.get_by_text("OK", exact=True).click()
        self._wait_until_gone(window)
        return said

    def set_due_date(self, assignment: str, local_time: str) -> None:
        """`local_time`, such as "2030-01-31T12:00", is in UTC."""
        self.row(assignment).locator("td.edit a").click()
        window = self.frame.locator(".modal.in")
        window.locator("input.modal-duedate").fill(local_time)
        window.locator("input.modal-timezone").fill("UTC")
        window.get_by_role("button", name="Save").click()
        self._wait_until_gone(window)
        expect(self.row(assignment).locator("td.duedate")).to_contain_text(local_time[:10], timeout=LONG)

    def _wait_until_gone(self, window: Locator) -> None:
        """Wait until the window and its backdrop are gone."""
        window.wait_for(state="hidden")
        expect(self.frame.locator(".modal-backdrop")).to_have_count(0, timeout=LONG)

    def follow(self, text: str, column: str = "name") -> None:
        self.row(text).locator(f"td.{column} a").first.click()
