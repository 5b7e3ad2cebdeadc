"""Notebook: half a surrogate pair wherever text can be: valid JSON, but not UTF-8."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own, write

HALF = "\ud800"


def change(notebook: dict[str, Any]) -> None:
    cell = own(notebook)
    cell["outputs"] = [
        {"output_type": "error", "ename": HALF, "evalue": HALF, "traceback": [HALF]},
        {"output_type": "stream", "name": "stdout", "text": [HALF]},
        {"output_type": "display_data", "data": {HALF: HALF, "text/plain": HALF}, "metadata": {HALF: HALF}},
    ]
    cell["metadata"] = {HALF: HALF, "deletable": HALF}
    cell["id"] = HALF
    write(notebook, HALF, attachments={HALF: {"image/png": HALF, HALF: "aGk="}})
    notebook["metadata"]["kernelspec"]["display_name"] = HALF
    notebook["metadata"][HALF] = HALF
    notebook["cells"][0]["metadata"]["nbgrader"] = {"grade_id": HALF, HALF: HALF}
