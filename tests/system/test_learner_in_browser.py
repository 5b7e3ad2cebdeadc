"""A learner in a real JupyterLab, in both themes: opens the assignment, runs a check, edits, and runs it again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.house.tree import ROOT
from tests.system.lab import BIN, LONG, Lab, run_again, run_through

pytestmark = pytest.mark.system

NOTEBOOK = "c1w2b-logistic-regression.ipynb"
MODULE = "logistic_regression.py"
CHECK = 'check("c1w2b.sigmoid")'


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def assignment(themed_lab: Lab) -> Lab:
    """The server with the assignment in its folder, put there by `gradus start`."""
    subprocess.run([BIN / "gradus", "start", "c1w2b", themed_lab.folder], cwd=ROOT, check=True, capture_output=True)
    return themed_lab


def write_sigmoid(folder: Path, expression: str) -> None:
    """Write the body of sigmoid, the module's first function, as a learner would."""
    module = folder / MODULE
    text = module.read_text(encoding="utf-8")
    begin = text.index("\n", text.index('    """', text.index('"""', text.index("def sigmoid(")) + 3))
    end = text.index("\n\n\ndef ", begin)
    module.write_text(f"{text[:begin]}\n    return {expression}{text[end:]}", encoding="utf-8")


def card_of(cell: Locator, state: str) -> Locator:
    """The cell's card, once it shows this state, with enough contrast in every theme."""
    card = cell.locator(".gradus-card").first
    expect(card).to_contain_text(state, timeout=LONG)
    texts = card.evaluate(CONTRASTS)
    assert texts
    assert not [text for text in texts if text["contrast"] < 4.5]
    dark = cell.page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert {text["dark"] for text in texts} == {dark}, "the card does not follow the theme"
    return card


def test_a_check_shows_three_states(assignment: Lab, page: Page, screenshots: Path) -> None:
    """A check shows its three states and judges the file as it was saved."""
    assignment.open(page, NOTEBOOK)
    cell = run_through(page, CHECK)
    card_of(cell, "Not attempted")
    expect(cell).not_to_contain_text("Traceback")
    cell.screenshot(path=screenshots / f"check-not-attempted-{assignment.theme}.png")

    write_sigmoid(assignment.folder, "1 / (1 + np.exp(z))")
    run_again(page, cell)
    expect(card_of(cell, "Wrong")).to_contain_text("minus sign")
    expect(cell).not_to_contain_text("Traceback")
    cell.screenshot(path=screenshots / f"check-wrong-{assignment.theme}.png")

    write_sigmoid(assignment.folder, "1 / (1 + np.exp(-z))")
    run_again(page, cell)
    card_of(cell, "Right")
    cell.screenshot(path=screenshots / f"check-right-{assignment.theme}.png")


# For each text in the card: its contrast (WCAG 2) with the nearest background that is not transparent.
CONTRASTS = """card => {
  // A mixed colour is told as color(srgb 0.1 0.2 0.3), any other as rgb(26, 51, 77).
  const channels = text => (text.match(/[\\d.]+(e-\\d+)?/g) || []).map(Number)
    .map((c, i) => text.startsWith("color(srgb") && i < 3 ? 255 * c : c);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(e).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return [card, ...card.querySelectorAll('*')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => {
      const [a, b] = [light(channels(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
      return {text: e.textContent.trim().slice(0, 40), contrast: (a + 0.05) / (b + 0.05),
              dark: light(behind(e)) < 0.2};
    });
}"""


def test_the_workspace_opens_both_files(assignment: Lab, page: Page, screenshots: Path) -> None:
    """The workspace file opens notebook and module side by side."""
    page.goto(f"{assignment.url}/lab?token={assignment.token}&reset")
    entry = page.locator(".jp-DirListing-item", has_text=".jupyterlab-workspace")
    entry.dblclick(timeout=LONG)
    notebook = page.locator(".jp-NotebookPanel:visible")
    editor = page.locator(".jp-FileEditor:visible")
    notebook.wait_for(timeout=LONG)
    editor.wait_for(timeout=LONG)
    expect(notebook.locator(".jp-Cell").first).to_contain_text("A neuron", timeout=LONG)
    expect(editor).to_contain_text("def sigmoid(z)", timeout=LONG)
    left, right = notebook.bounding_box(), editor.bounding_box()
    assert left and right
    assert left["x"] + left["width"] <= right["x"] + 1
    page.screenshot(path=screenshots / f"workspace-{assignment.theme}.png")
