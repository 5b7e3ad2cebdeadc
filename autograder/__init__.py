"""The engine of Gradus: runs learners' code isolated from the answers, compares and explains. It contains no answers.

`from autograder import case, check, hint` is all that a learner's notebook needs. All are loaded on first use, so that
importing the package is fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.version import __version__

__all__ = ["__version__", "case", "check", "hint"]

if TYPE_CHECKING:
    from autograder.learner.case import case
    from autograder.learner.check import check
    from autograder.learner.hint import hint


def __getattr__(name: str) -> Any:
    if name in ("case", "check", "hint"):
        from importlib import import_module

        return getattr(import_module(f"autograder.learner.{name}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
