"""Imports nbgrader's gradebook without its server extensions, which grading a class does not need: saves a second."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

PACKAGE = "nbgrader"


class _Later(ModuleType):
    """A package whose `__init__` runs only when an attribute is read that is not one of its modules."""

    def __getattr__(self, name: str) -> Any:
        if (name.startswith("__") and name != "__version__") or importlib.util.find_spec(f"{self.__name__}.{name}"):
            # The import system then imports the module.
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        assert self.__spec__ and self.__spec__.loader
        self.__class__ = ModuleType  # type: ignore[assignment]
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def import_leanly() -> None:
    """Make `import nbgrader.api` load only that module. Has no effect if nbgrader is already imported."""
    if PACKAGE in sys.modules:
        return
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None:
        return  # the later import raises the error
    package = importlib.util.module_from_spec(spec)
    package.__class__ = _Later
    sys.modules[PACKAGE] = package
