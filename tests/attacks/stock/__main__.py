"""Hands every hostile submission to stock nbgrader and to ours, and writes the page docs/attacks.md.

    sudo .venv/bin/python -m tests.attacks.stock [--only NAME ...] [--again] [--save docs/attacks.md]

Stock nbgrader grades each in a jail of its own, ours on this machine. It takes about half an hour. What was found is
kept in build/attacks, so that a run that was ended goes on where it stopped; `--again` begins anew.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from tests.attacks.hostile import NOTEBOOKS

os.environ["GRADUS_STRESS"] = "1"  # the long versions of what takes time, disk and memory

from autograder.authoring.bundle import Bundle, load_bundle
from tests.attacks import judging
from tests.attacks.stock import jail
from tests.attacks.stock.ours import OnTensorFlow, Ours
from tests.attacks.stock.outcome import Outcome
from tests.attacks.stock.table import Row, page
from tests.attacks.stock.theirs import Stock

ROOT = Path(__file__).parents[3]
CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.py"))
NAME = "c1w2b-logistic-regression"
POINTS = 90.0  # of its check cells
GRADERS = ("stock", "gradus", "tensorflow")
RIGHT_ONCE = "import numpy as np\n\n\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"  # beside hostile notebooks


class Bench:
    """The graders, each started when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()

    @cached_property
    def bundle(self) -> Bundle:
        return load_bundle(ROOT / "solutions" / NAME)

    @cached_property
    def gradus(self) -> Ours:
        return self.stack.enter_context(Ours(self.folder / "ours", NAME, RIGHT_ONCE))

    @cached_property
    def stock(self) -> Stock:
        return Stock(self.folder / "stock", self.bundle, RIGHT_ONCE)

    @cached_property
    def tensorflow(self) -> OnTensorFlow:
        grader = OnTensorFlow(self.folder / "tensorflow", self.bundle)
        self.stack.callback(grader.close)
        return grader

    def attack(self, grader: str, path: Path) -> Outcome:
        found: Outcome = getattr(self, grader).attack(path)
        return found


class Notes:
    """What was found earlier, by attack, grader and all that an outcome depends on; in a file for each grader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, grader: str, path: Path) -> Outcome | None:
        place = self.folder / grader / f"{path.stem}.json"
        if not place.exists():
            return None
        plain = json.loads(place.read_text())
        return Outcome(**plain["outcome"]) if plain["of"] == self._of(path) else None

    def put(self, grader: str, path: Path, outcome: Outcome) -> None:
        place = self.folder / grader / f"{path.stem}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps({"of": self._of(path), "outcome": outcome.to_plain()}))

    @staticmethod
    def _of(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest() + version("nbgrader") + version("gradus")


def intent(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text())) or ""
    return " ".join(text.partition(": ")[2].split()).rstrip(".")


Attack = Callable[[str, Path], Outcome]


def outcome(grader: str, path: Path, attack: Attack, notes: Notes, again: bool) -> Outcome | None:
    """What a grader makes of one file, from the notes where it stands there; None where it is not asked."""
    if grader == "tensorflow" and path in NOTEBOOKS:
        return None
    found = None if again else notes.get(grader, path)
    if found is None:
        found = attack(grader, path)
        notes.put(grader, path, found)
        print(f"{path.stem:34} {grader:10} {found}", file=sys.stderr, flush=True)
    return found


def row(path: Path, attack: Attack, notes: Notes, again: bool) -> Row:
    stock, gradus, tensorflow = (outcome(grader, path, attack, notes, again) for grader in GRADERS)
    assert stock and gradus
    return Row(path.stem, intent(path), stock, gradus, tensorflow)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks.stock", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", help="names of attacks, or beginnings of them")
    parser.add_argument("--grader", choices=GRADERS, help="measure with this one alone, and make no page")
    parser.add_argument("--again", action="store_true", help="measure also what was measured before")
    parser.add_argument("--notes", type=Path, default=ROOT / "build" / "attacks", help="where outcomes are kept")
    parser.add_argument("--save", type=Path, help="write the page here")
    options = parser.parse_args()
    reason = jail.unavailable()
    if reason:
        sys.exit(f"Nothing was run: {reason}.")
    wanted = tuple(options.only or ("",))
    paths = [path for path in (*CORPUS, *NOTEBOOKS) if path.stem.startswith(wanted)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a jail ends with whoever waits for it
    folder, notes = Path(tempfile.mkdtemp(prefix="gradus-attacks-")), Notes(options.notes)
    try:
        bench = Bench(folder)
        with bench.stack:
            if options.grader:
                for path in paths:
                    outcome(options.grader, path, bench.attack, notes, options.again)
                return
            rows = [row(path, bench.attack, notes, options.again) for path in paths]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = page(rows, POINTS, judging.SECONDS)
    if options.save:
        options.save.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
