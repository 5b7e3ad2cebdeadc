"""Notebook: tags and settings that hide cells, inputs and outputs from the person who reads."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    hiding = {
        "tags": ["remove_cell", "remove-cell", "hide-input", "remove_output"],
        "jupyter": {"source_hidden": True, "outputs_hidden": True},
        "transient": {"remove_source": True},
        "collapsed": True,
        "hide_input": True,
        "slideshow": {"slide_type": "skip"},
        "editable": "<script>steal()</script>",
        "deletable": [[["x"]]],
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= hiding
