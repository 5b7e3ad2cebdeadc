"""Notebook: types of output that a front end runs: JavaScript, widgets, Vega, PDF, and made-up ones."""

from __future__ import annotations

from typing import Any

from tests.attacks.parts import own

KINDS = (
    "application/javascript",
    "text/javascript",
    "application/ecmascript",
    "module",
    "application/vnd.jupyter.widget-view+json",
    "application/vnd.jupyter.es6-rich-output",
    "application/vnd.vegalite.v5+json",
    "application/vnd.plotly.v1+json",
    "application/vnd.dataresource+json",
    "application/geo+json",
    "application/pdf",
    "text/vnd.mermaid",
    "text/html ",
    "TEXT/HTML",
    "text/html;charset=utf-7",
    "application/xhtml+xml",
    "<script>steal()</script>",
    "image/svg+xml;x=<script>steal()</script>",
)


def change(notebook: dict[str, Any]) -> None:
    cell = own(notebook)
    for kind in KINDS:
        for data in (
            "steal()",
            "<script>steal()</script>",
            {"model_id": "a", "$schema": "https://evil.example"},
            ["steal()"],
            None,
            7,
        ):
            cell["outputs"].append({"output_type": "display_data", "data": {kind: data}, "metadata": {kind: data}})
    cell["outputs"].append(
        {"output_type": "update_display_data", "data": {"text/html": "<script>steal()</script>"}, "metadata": {}}
    )
    cell["outputs"].append({"output_type": "pyout", "html": "<script>steal()</script>", "metadata": {}})
