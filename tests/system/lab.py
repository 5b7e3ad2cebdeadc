"""A real JupyterLab server for a test, with its own home, folder and port, and a person's actions in its page."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.system.people import Person

BIN = Path(sys.executable).parent
DONE = re.compile(r"^\[\d+\]:?$")  # the prompt of a cell that has run
PATIENCE = 300  # seconds; only something that hangs takes so long, however busy the machine
LONG = PATIENCE * 1000  # milliseconds


@dataclass(frozen=True)
class Lab:
    """A running server. It serves `folder` and writes `log`."""

    folder: Path
    url: str
    token: str
    theme: str
    log: Path
    server: subprocess.Popen[bytes]

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.server.poll() is None, f"JupyterLab ended at once:\n{self.log.read_text()}"
            try:
                urllib.request.urlopen(f"{self.url}/api", timeout=30).close()
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        raise AssertionError(f"JupyterLab did not answer within {PATIENCE} s:\n{self.log.read_text()}")

    def open(self, page: Page, path: str) -> None:
        """Show a file of the folder and wait until its notebook can run."""
        page.goto(f"{self.url}/lab/tree/{path}?token={self.token}&reset")
        notebook = page.locator(".jp-NotebookPanel:visible")
        notebook.wait_for(timeout=LONG)
        expect(notebook.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
            "data-status", "idle", timeout=LONG
        )


@contextmanager
def lab(place: Path, theme: str = "light") -> Iterator[Lab]:
    """A JupyterLab in `place`/work that answers; it ends with the block."""
    with launched(place, theme) as server:
        server.wait()
        yield server


@contextmanager
def launched(
    place: Path,
    theme: str = "light",
    *,
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
    person: Person | None = None,
) -> Iterator[Lab]:
    """Start JupyterLab in `place`/work with `place`/home as home; it ends with the block, as do its kernels.

    It may not answer yet: see `Lab.wait`.

    folder    the folder that it serves instead of `place`/work
    settings  environment variables in addition to those of every server here
    person    a system user as whom it runs, in their home, with the programs of their installation
    """
    home = person.home if person else place / "home"
    folder = folder or (home if person else place / "work")
    log = place / "jupyter.log"
    for needed in (place, folder):
        needed.mkdir(parents=True, exist_ok=True)
    _settings(home, theme)
    programs: Path = BIN
    become: list[str] = []
    if person:
        # Unlike runuser, setpriv is replaced by the server, so signals reach the server.
        programs, become = (
            person.programs,
            ["setpriv", "--reuid", person.name, "--regid", person.name, "--init-groups", "--"],
        )
        subprocess.run(["chown", "-R", f"{person.name}:", str(home)], check=True)
    token, port = secrets.token_hex(16), _free_port()
    keep = {name: os.environ[name] for name in ("LANG", "TZ") if name in os.environ}
    environment = {
        **keep,
        "HOME": str(home),
        "PATH": f"{programs}:{os.defpath}",
        "JUPYTER_TOKEN": token,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        **(settings or {}),
    }
    options = [f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1", "--no-browser", "--allow-root"]
    with log.open("w") as said:
        server = subprocess.Popen(
            [*become, programs / "jupyter", "lab", *options, f"--ServerApp.root_dir={folder}"],
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Lab(folder, f"http://127.0.0.1:{port}", token, theme, log, server)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _settings(home: Path, theme: str) -> None:
    """The settings of a new user who has chosen a theme and wants no news from the network."""
    base = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    base.mkdir(parents=True, exist_ok=True)
    chosen = {"theme": f"JupyterLab {theme.title()}"}
    (base / "themes.jupyterlab-settings").write_text(json.dumps(chosen), encoding="utf-8")
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (base / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_through(page: Page, source: str) -> Locator:
    """Run the notebook's cells from the first to the one that contains `source`; return that cell once it is done.

    JupyterLab draws only the cells near the window, so a cell is reached by running all cells before it.
    """
    notebook = page.locator(".jp-NotebookPanel:visible .jp-Notebook")
    page.keyboard.press("Escape")
    notebook.locator(".jp-Cell").first.click(position={"x": 4, "y": 4})
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    for _ in range(200):
        active = notebook.locator(".jp-Cell.jp-mod-active")
        active.scroll_into_view_if_needed()
        if "jp-CodeCell" in (active.get_attribute("class") or ""):
            index = active.get_attribute("data-windowed-list-index")
            found = source in active.locator(".jp-InputArea-editor").inner_text()
            cell = notebook.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
            page.keyboard.press("Shift+Enter")
            expect(cell.locator(".jp-InputArea-prompt")).to_have_text(DONE, timeout=LONG, use_inner_text=True)
            if found:
                return cell
        else:
            page.keyboard.press("Shift+Enter")
    raise AssertionError(f"no cell of the notebook contains {source!r}")


def run_again(page: Page, cell: Locator) -> None:
    """Run a cell that has run before, and wait for its next prompt number."""
    prompt = cell.locator(".jp-InputArea-prompt")
    before = prompt.inner_text()
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    expect(prompt).not_to_have_text(before, timeout=LONG, use_inner_text=True)
    expect(prompt).to_have_text(DONE, timeout=LONG, use_inner_text=True)
