"""Mistakes that people make in the course's exercises, one file an assignment, and how they are written down.

A file defines two dictionaries from an exercise's name to texts. `MISTAKES` must be refused, under a name; `RIGHT` must
pass. A text changes the reference: "old => new", with several changes separated by ";;", each `old` occurring once. A
text that contains a definition of the exercise replaces it as a whole.

    MISTAKES = {"relu": ["np.maximum(0, z) => np.minimum(0, z)", unnamed("(0, z) => (0, z - 1e-6)")]}
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.bundle import Bundle
from autograder.exercise import Edit, Version

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Mistake:
    """A change of the reference. `cause` is the variant under which it must be refused: "" any, None none needed."""

    text: str
    cause: str | None = ""


@dataclass(frozen=True)
class Answers:
    """The mistakes and right answers that are known for one assignment, by exercise."""

    mistakes: Mapping[str, Sequence[Mistake]] = field(default_factory=dict)
    right: Mapping[str, Sequence[str]] = field(default_factory=dict)


def named(cause: str, text: str) -> Mistake:
    """A mistake that must be refused as the variant `cause`."""
    return Mistake(text, cause)


def unnamed(text: str) -> Mistake:
    """A mistake too rare for a cause of its own. It must be refused all the same."""
    return Mistake(text, None)


def known(short: str) -> Answers:
    """The answers of `<short>.py`; none if there is no such file."""
    if not (FOLDER / f"{short}.py").exists():
        return Answers()
    module = importlib.import_module(f"{__name__}.{short}")
    return Answers(
        {name: [_mistake(item) for item in items] for name, items in module.MISTAKES.items()}, dict(module.RIGHT)
    )


def _mistake(item: str | Mistake) -> Mistake:
    return item if isinstance(item, Mistake) else Mistake(item)


def changed(bundle: Bundle, exercise: str, text: str) -> str:
    """The reference module's text after the changes of `text`. Raises AuthorError if one of them does not fit."""
    if f"def {exercise}(" in text or f"class {exercise}(" in text:
        return bundle.version_source(exercise, Version("mistake", "", code=text.strip() + "\n"))
    pairs = (part.split("=>", 1) for part in text.split(";;"))
    edits = tuple(Edit(old.strip(), new.strip()) for old, new in pairs)
    return bundle.version_source(exercise, Version("mistake", "", edits))
