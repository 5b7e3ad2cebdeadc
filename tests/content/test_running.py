"""Running a notebook counts its cells' processor time, not the time on the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.content import notebooks

BUSY = "import time\nwhile time.process_time() < 1: pass"
CELLS = {
    "start": "import subprocess, sys, time",
    "sleeping": "time.sleep(1)",
    "busy": "end = time.process_time() + 1\nwhile time.process_time() < end: pass",
    "child": f"subprocess.run([sys.executable, '-c', {BUSY!r}])",
}


def test_cells_are_limited_in_processor_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell that computes, itself or in a child process, hits the limit; a cell that waits does not."""
    notebook = new_notebook(cells=[new_code_cell(source, id=name) for name, source in CELLS.items()])
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 0.5)
    with pytest.raises(AssertionError) as raised:
        notebooks.execute(notebook, tmp_path, allow_errors=False)
    assert "busy" in str(raised.value) and "child" in str(raised.value) and "sleeping" not in str(raised.value)
