"""The page docs/attacks.md: one line for each hostile submission, with its outcome in each grader."""

from __future__ import annotations

import ast
import datetime
import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.attacks.stock import course, ours, theirs
from tests.attacks.stock.outcome import KINDS, Outcome

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.py"))
HEAD = """# What hostile submissions achieve in stock nbgrader and in Gradus

Made by `sudo .venv/bin/python -m tests.attacks.stock --save docs/attacks.md`:
{date}, Linux {kernel}, {machine}, Python {python}, NumPy {numpy}, nbgrader {nbgrader}.

Each line is one file in `tests/attacks/corpus` (a hostile helper module) or in `tests/attacks/notebooks` (a hostile
notebook, or a file next to it). Both systems grade the same exercises for the same {points:g} points, and an honest
submission after each attack.

**Stock nbgrader** is configured well. Visible and hidden tests compare with expected numbers, in cells that import the
learner's module. The module is protected from being overwritten, the solution is outside the course, and a cell may
run for {cell} s (the default is 30 s). nbgrader runs in a jail without a network and with limited memory, processes
and one core, and is stopped after {cap} s. Without the jail, an attack on memory, processes, disk or time would
continue. **Gradus** runs on the machine itself, as root, in the same way as `gradus grade`, with {ours:g} s for a
submission (20 s in the released assignment). *With TensorFlow* means that a worker with TensorFlow judges the same
module with a hidden key, within {seconds:g} s.

How to read it:

- *points*: the points that the attack gained beyond honest work. Most modules give right answers only if their attack
  succeeds (a process was started, a file was written), so points show success, not always stolen answers.
- *secret*: the outputs of the graded notebook, or a file that was left behind, contained something that only the
  teacher may see (an environment variable, a file with mode 0600, hidden tests, another learner's work). Stock feedback
  and its error messages show the hidden tests to everybody; that is not counted here.
- *page*: the learner's content would run, load from another server or cover something in a teacher's page.
- *grader*: no result was stored, files outside the submission were changed, processes were left, or time ran out.
- *next*: the next, honest submission was not graded in the same run, or was graded wrongly.
- *nothing*: none of these. *not measured yet*: the command above continues where it was interrupted.
- *s*: seconds for both submissions together, including stock nbgrader's start, on a machine with other work. An attack
  that does not end takes stock nbgrader's limit for every cell, and Gradus's limit for the submission.
"""
TAIL = """## What this page does not say

It says what these files do, not what is impossible. It does not cover bugs in the kernel, timing, or what people tell
one another. nbgrader gets credit for the attacks that it stops; for example, it restores check cells from its
gradebook. The attacks were written to test Gradus; somebody who targets stock nbgrader would break it more often. The
jail withholds the network and most of the machine, so the attacks do less damage to stock nbgrader here than they
would in a course. On a worker with TensorFlow, `reading_other_packages` may answer with `tf.sigmoid`: an assignment
that offers TensorFlow allows this, unless a rule on the source forbids it.
"""


@dataclass(frozen=True)
class Row:
    """An attack with its outcome in each grader, if it was measured."""

    path: Path
    stock: Outcome | None
    gradus: Outcome | None
    tensorflow: Outcome | None = None

    @property
    def is_module(self) -> bool:
        return self.path.parent.name == "corpus"

    @property
    def kind(self) -> str:
        return self.path.stem.partition("_")[0] if self.is_module else "notebooks"


def intent(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text())) or ""
    return " ".join(text.partition(": ")[2].split()).rstrip(".")


def page(rows: Sequence[Row], points: float, seconds: float) -> str:
    head = HEAD.format(
        date=datetime.date.today(),
        kernel=platform.release().partition("-")[0],
        machine=f"{platform.machine()}, {os.cpu_count()} cores",
        python=platform.python_version(),
        numpy=version("numpy"),
        nbgrader=version("nbgrader"),
        points=points,
        cell=course.CELL_SECONDS,
        cap=theirs.SECONDS,
        ours=ours.SECONDS,
        seconds=seconds,
    )
    modules = [row for row in rows if row.is_module]
    notebooks = [row for row in rows if not row.is_module]
    parts = [head, "## In numbers\n", counts(rows), ""]
    if modules:
        parts += ["## Hostile modules\n", table(modules, tensorflow=True), ""]
    if notebooks:
        parts += ["## Hostile notebooks\n", table(notebooks, tensorflow=False), ""]
    return "\n".join([*parts, TAIL])


def counts(rows: Sequence[Row]) -> str:
    """How many attacks had each effect, and how many of each kind had any."""
    said = {
        "stock nbgrader": [row.stock for row in rows if row.stock],
        "Gradus": [row.gradus for row in rows if row.gradus],
        "Gradus, with TensorFlow": [row.tensorflow for row in rows if row.tensorflow],
    }
    lines = [["", "attacks", *KINDS, "nothing"]]
    for who, outcomes in said.items():
        numbers = [sum(outcome.has(effect) for outcome in outcomes) for effect in (*KINDS, "nothing")]
        lines.append([who, str(len(outcomes)), *map(str, numbers)])
    kinds = list(dict.fromkeys(row.kind for row in rows))
    other = [["had an effect", *kinds]]
    for who, place in (("stock nbgrader", "stock"), ("Gradus", "gradus")):
        found = [[getattr(row, place) for row in rows if row.kind == kind and getattr(row, place)] for kind in kinds]
        other.append([who, *(f"{sum(not one.has('nothing') for one in some)} of {len(some)}" for some in found)])
    return f"{_markdown(lines)}\n\n{_markdown(other)}"


def table(rows: Iterable[Row], tensorflow: bool) -> str:
    head = ["attack", "intent", "stock nbgrader", "s", "Gradus", "s", *(["with TensorFlow"] if tensorflow else [])]
    lines = [head]
    for row in rows:
        line = [f"`{row.path.stem}`", intent(row.path).replace("|", "/"), *_cells(row.stock), *_cells(row.gradus)]
        lines.append([*line, *(_cells(row.tensorflow)[:1] if tensorflow else [])])
    return _markdown(lines)


def _cells(outcome: Outcome | None) -> tuple[str, str]:
    return (str(outcome), f"{outcome.seconds:.1f}") if outcome else ("not measured yet", "")


def _markdown(lines: list[list[str]]) -> str:
    head, *body = lines
    right = {n for n, _ in enumerate(head) if all(re.fullmatch(r"[\d. of]*", line[n]) for line in body)}
    rule = ["---:" if n in right else "---" for n in range(len(head))]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *body))
