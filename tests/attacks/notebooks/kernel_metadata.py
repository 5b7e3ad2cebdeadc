"""Notebook: another kernel with its own command, another language, lexers that do not exist."""

from __future__ import annotations

from typing import Any


def change(notebook: dict[str, Any]) -> None:
    notebook["metadata"] = {
        "kernelspec": {
            "name": "../../evil",
            "display_name": "<script>steal()</script>",
            "argv": ["sh", "-c", "kill -9 -1"],
        },
        "language_info": {
            "name": "<script>steal()</script>",
            "pygments_lexer": "os.system",
            "codemirror_mode": {"name": "javascript:steal()"},
            "file_extension": "/../../x",
            "nbconvert_exporter": "script",
        },
    }
