"""Lets nbgrader's gradebook be imported without its server extensions: a second that grading a class never needs."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

PACKAGE = "nbgrader"


class _Later(ModuleType):
    """A package whose own code runs when something is asked for that is none of its modules."""

    def __getattr__(self, name: str) -> Any:
        if (name.startswith("__") and name != "__version__") or importlib.util.find_spec(f"{self.__name__}.{name}"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")  # the import system goes on
        assert self.__spec__ and self.__spec__.loader
        self.__class__ = ModuleType  # type: ignore[assignment]
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def import_leanly() -> None:
    """From now on `import nbgrader.api` loads that module alone. Nothing changes where nbgrader is loaded already."""
    if PACKAGE in sys.modules:
        return
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None:
        return  # whoever imports it is told
    package = importlib.util.module_from_spec(spec)
    package.__class__ = _Later
    sys.modules[PACKAGE] = package
