"""A learner without a network opens the page of symbols: JupyterLab renders it, including the formulas."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.house.tree import ROOT
from tests.system.lab import BIN, LONG, Lab

pytestmark = pytest.mark.system


def test_the_link_opens_the_rendered_symbols(themed_lab: Lab, browser: Browser, screenshots: Path) -> None:
    """The link to the page of symbols opens it, rendered with its formulas."""
    subprocess.run([BIN / "gradus", "start", "c1w1", themed_lab.folder], cwd=ROOT, check=True, capture_output=True)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    themed_lab.open(page, "c1w1-first-neuron.ipynb")
    page.locator(".jp-NotebookPanel:visible a", has_text="notation.md").click()
    opened = page.locator(".jp-MarkdownViewer:visible")
    opened.wait_for(timeout=LONG)
    expect(opened.locator("table")).to_contain_text("number of examples", timeout=LONG)
    expect(opened.locator("mjx-container").first).to_be_visible(timeout=LONG)
    page.screenshot(path=screenshots / f"notation-{themed_lab.theme}.png")
