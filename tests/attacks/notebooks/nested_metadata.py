"""Notebook: values nine hundred deep, which can be read but hardly written, wherever a value can be."""

from __future__ import annotations

import json
from pathlib import Path


def lay(folder: Path, name: str) -> None:
    notebook = json.loads((folder / name).read_text())
    deep = '{"a":' * 900 + "1" + "}" * 900
    marks = ["@1", "@2", "@3", "@4", "@5", "@6", "@7"]
    notebook["cells"][0]["metadata"] = {"x": marks[0], "deletable": marks[1], "nbgrader": {"grade_id": marks[2]}}
    notebook["cells"][1]["metadata"]["nbgrader"] = marks[3]
    output = {"output_type": "display_data", "data": {"text/html": marks[4]}, "metadata": {"image/png": marks[5]}}
    notebook["cells"][-1]["outputs"] = [output]
    notebook["metadata"]["language_info"] = marks[6]
    text = json.dumps(notebook)
    for mark in marks:
        text = text.replace(f'"{mark}"', deep)
    (folder / name).write_text(text)
