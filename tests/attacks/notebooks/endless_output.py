"""Notebook: a notebook of a gigabyte, most of it one output."""

from __future__ import annotations

import os
from pathlib import Path

SIZE = 1 << 30 if os.environ.get("GRADUS_STRESS") else 1 << 26


def lay(folder: Path, name: str) -> None:
    text = (folder / name).read_text().replace('"outputs": []', '"outputs": [{"output_type": "stream", "text": "', 1)
    with (folder / name).open("w") as file:
        file.write(text[: text.index('"text": "') + 9])
        file.truncate(SIZE)
