"""Notebook: numbers that are not numbers, infinite, or a million digits long."""

from __future__ import annotations

import json
from pathlib import Path


def lay(folder: Path, name: str) -> None:
    notebook = json.loads((folder / name).read_text())
    for cell in notebook["cells"]:
        cell["metadata"] |= {"deletable": "@nan", "editable": "@infinite", "x": "@large"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = "@large"
    text = json.dumps(notebook).replace('"@nan"', "NaN").replace('"@infinite"', "-Infinity")
    (folder / name).write_text(text.replace('"@large"', "1" + "0" * 4000))
