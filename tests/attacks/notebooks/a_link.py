"""Notebook: the notebook is a link to the released one, the module beside it too."""

from __future__ import annotations

from pathlib import Path


def lay(folder: Path, name: str) -> None:
    released = folder.parents[2] / "release" / folder.name
    (folder / name).unlink()
    (folder / name).symlink_to(released / name)
    (folder / "all").symlink_to(folder.parents[2], target_is_directory=True)
