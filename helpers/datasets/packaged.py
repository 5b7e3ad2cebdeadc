"""Finds files that come inside an installed package, so that real data need no network."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def packaged(file: str) -> Path:
    """The path of a file that scikit-image installs with itself; raises FileNotFoundError with a sentence."""
    found = importlib.util.find_spec("skimage")  # found, not imported: only its files are needed
    path = Path(*(found.submodule_search_locations or ())[:1]) / "data" / file if found else Path(file)
    if not path.is_file():
        raise FileNotFoundError(f"scikit-image brings no {file} here; install it anew from the lock file")
    return path
