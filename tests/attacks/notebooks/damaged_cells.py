"""Notebook: cells that are numbers, lists or nothing, or lack what a cell needs."""

from __future__ import annotations

from typing import Any

ODD: list[Any] = [None, 7, [], "x", {}, {"cell_type": "code"}, {"cell_type": "poem", "source": ""}, {"source": "x"}]


def change(notebook: dict[str, Any]) -> None:
    code = {"cell_type": "code", "metadata": 7, "source": {"a": 1}, "outputs": 7, "execution_count": "x"}
    outputs = [
        None,
        7,
        {},
        {"output_type": "stream"},
        {"output_type": "error", "ename": [], "traceback": 7},
        {"output_type": "display_data", "data": 7},
    ]
    notebook["cells"] += [
        *ODD,
        code,
        {**code, "source": ["a", 7]},
        {**code, "source": "1", "outputs": outputs, "id": 7},
    ]
