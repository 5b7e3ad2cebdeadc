"""Finds files that come inside an installed package, so that real data need no network."""

from __future__ import annotations

import importlib.util
from pathlib import Path

FOLDERS = {"scikit-image": ("skimage", "data"), "scikit-learn": ("sklearn", "datasets/data")}


def packaged(file: str, project: str = "scikit-image") -> Path:
    """The path of a file that a project installs with itself; raises FileNotFoundError with a sentence."""
    package, folder = FOLDERS[project]
    found = importlib.util.find_spec(package)  # found, not imported: only its files are needed
    path = Path(*(found.submodule_search_locations or ())[:1]) / folder / file if found else Path(file)
    if not path.is_file():
        raise FileNotFoundError(f"{project} brings no {file} here; install it anew from the lock file")
    return path
