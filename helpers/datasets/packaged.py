"""Finds data files in installed packages, so that real data need no network."""

from __future__ import annotations

import importlib.util
from pathlib import Path

FOLDERS = {"scikit-image": ("skimage", "data"), "scikit-learn": ("sklearn", "datasets/data")}


def packaged(file: str, project: str = "scikit-image") -> Path:
    """The path of a file in a project's installed package; raises FileNotFoundError with advice if it is missing."""
    package, folder = FOLDERS[project]
    found = importlib.util.find_spec(package)  # not imported: only its files are needed
    path = Path(*(found.submodule_search_locations or ())[:1]) / folder / file if found else Path(file)
    if not path.is_file():
        raise FileNotFoundError(f"the installed {project} has no {file}; reinstall it from the lock file")
    return path
