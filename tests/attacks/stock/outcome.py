"""The outcome of a hostile submission in a grader, in points and in words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from tests.attacks import pages
from tests.cycle import books

EVE, ZOE = "eve", "zoe"  # the attacker, and the learner who is graded next
ADA, BEN = (
    "ada",
    "ben",
)  # graded before: all right, and right in one exercise like `Bench`'s RIGHT_ONCE
KINDS = ("points", "secret", "page", "grader", "next")
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Outcome:
    """The points gained, and a sentence for each other effect, empty if there was none."""

    points: float = 0.0
    secret: str = ""
    page: str = ""
    grader: str = ""
    next: str = ""
    seconds: float = 0.0

    def has(self, kind: str) -> bool:
        if kind == "nothing":
            return not any(self.has(other) for other in KINDS)
        return bool(getattr(self, kind))

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        parts = [f"**points {self.points:g}**"] if self.points else []
        parts += [f"**{kind}**: {getattr(self, kind)}" for kind in KINDS[1:] if self.has(kind)]
        return "; ".join(parts).replace("|", "/").replace("\n", " ") or "nothing"


@dataclass(frozen=True)
class Canaries:
    """Texts that only the teacher, or another learner, may see."""

    variable: str
    file: str
    other: str

    @classmethod
    def draw(cls) -> Self:
        return cls(*(f"CANARY-{kind}-{secrets.token_hex(6)}" for kind in ("variable", "file", "other")))

    def found(self, text: str, hidden: str = "") -> str:
        names = {
            "the grader's environment": self.variable,
            "the teacher's file": self.file,
            "another learner's work": self.other,
        }
        seen = [name for name, value in names.items() if value in text]
        return ", ".join(seen + (["hidden tests"] if hidden and hidden in text else []))


def grades(gradebook: Path) -> Rows:
    return books.rows(gradebook)["grade"]


def points(rows: Rows, who: str) -> float:
    """The final score: a person's score if there is one, else the automatic one, plus extra credit."""
    mine = [row for row in rows if row[0] == who]
    return sum(
        (manual if manual is not None else auto or 0.0) + (extra or 0.0) for _, _, _, auto, manual, extra, _ in mine
    )


def earlier(rows: Rows) -> Rows:
    """The rows that grading another learner must not change."""
    return [row for row in rows if row[0] in (ADA, BEN)]


def outputs(folder: Path, module: str, own: Callable[[str], str]) -> str:
    """Everything in a graded folder except the text of cells and the submitted module.

    own  maps a cell's id to text that its outputs may contain, since a traceback shows lines of the cell
    """
    parts = []
    for path in folder.rglob("*"):
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(errors="replace")).get("cells", [])
            for cell in cells:
                name = str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))
                parts.append(json.dumps(cell.get("outputs", "")).replace(own(name), ""))
        elif path.is_file() and path.name != module:
            parts.append(path.read_text(errors="replace"))
    return "\n".join(parts)


def active(page: str) -> str:
    """The parts of a feedback page that would run, fetch or cover something, in words."""
    found = pages.live(pages.body(page))
    parts = "part" if len(found) == 1 else "parts"
    return f"{len(found)} active {parts} (`{found[0][:40].replace('`', '')}`)" if found else ""
