"""Finds the support code that an assignment's code imports: a key that was made with it must not outlive it."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "helpers"
IMPORT = re.compile(rf"^[ \t]*(?:from|import)[ \t]+({PACKAGE}(?:\.\w+)*)\b(?:[ \t]+import[ \t]+(\([^)]*\)|.*))?", re.M)


def support_code(text: str) -> dict[str, str]:
    """The texts of all modules of `helpers` that a module of this text imports, and that those import, by name."""
    found: dict[str, str] = {}
    queue = list(_imported(text))
    while queue:
        name = queue.pop()
        path = _path(name)
        if path is None or name in found:
            continue
        found[name] = path.read_text(encoding="utf-8")
        queue += _imported(found[name])
    return found


def _imported(text: str) -> Iterator[str]:
    """Dotted names of modules, and of what is taken from them, which may be a module too."""
    for module, names in IMPORT.findall(text):
        parts = module.split(".")
        yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        yield from (f"{module}.{name}" for name in re.findall(r"\w+", names))


@functools.cache
def _root() -> Path | None:
    spec = importlib.util.find_spec(PACKAGE)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def _path(name: str) -> Path | None:
    root = _root()
    if root is None:
        return None
    place = root.joinpath(*name.split(".")[1:])
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)
