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
HEAD = """# What hostile submissions achieve: stock nbgrader beside Gradus

Made by `sudo .venv/bin/python -m tests.attacks.stock --save docs/attacks.md`:
{date}, Linux {kernel}, {machine}, Python {python}, NumPy {numpy}, nbgrader {nbgrader}.

Each line is one file of `tests/attacks/corpus` (a hostile helper module) or `tests/attacks/notebooks` (a hostile
notebook, or something beside it). Both systems grade the same exercises for the same {points:g} points, and an honest
submission after each attack.

**Stock nbgrader** is used well: the expected numbers in visible and hidden tests, in cells that import the learner's
module; the module kept from being overwritten; the solution outside of the course; {cell} s a cell (its default is
30 s). It runs in a jail without a network, with memory, processes and one core to take, and is stopped after {cap} s;
without the jail, what takes memory, processes, disk or time would go on. **Gradus** runs on the machine itself, as
root, by `gradus grade`'s own way, with {ours:g} s for a submission (20 s as the assignment is released). *With
TensorFlow* is the same module judged with a hidden key on a worker that holds TensorFlow, with {seconds:g} s for it.

How to read it:

- *points*: what the attack gained beyond honest work. Most modules answer rightly only where their attack went through
  (a process was started, a file was written), so points mark an open door, and are not always stolen.
- *secret*: a value that only the teacher may see (an environment variable, a file with mode 0600, hidden tests, another
  learner's work) stood in the graded notebook's outputs or in a file that was left. (Stock feedback shows the hidden
  tests to everybody, and so does the message of every error; that is not counted here.)
- *page*: something of the learner's would run, load from elsewhere or cover something in a teacher's page.
- *grader*: no result was stored, files outside of the submission were changed, processes were left, or time ran out.
- *next*: the honest submission that follows was not graded in the same run, or wrongly.
- *nothing*: none of these. *not measured yet*: the command above goes on where it was ended.
- *s*: seconds for both submissions together, stock nbgrader's start included, on a machine that had other things to do.
  What does not end costs stock nbgrader its limit for every cell, and Gradus its limit for the submission.
"""
TAIL = """## What this page does not say

It says what these files do, not what cannot be done. A fault in the kernel, timing, and what people tell each other
are not in it. What stock nbgrader stops is counted for it: it puts check cells back from its gradebook, for one. The
attacks were written to try Gradus; somebody who aims at stock nbgrader alone would open more of its doors. The jail
takes the network and most of the machine from the attacks on stock, so their outcome is milder there than it would be
in a course. On a worker with TensorFlow, `reading_other_packages` may answer with `tf.sigmoid`: an assignment that
offers TensorFlow allows it, and forbids it where it must by a rule on the source.
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
