"""The graders side by side, and a cache of their outcomes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from autograder.authoring.bundle import Bundle, load_bundle
from tests.attacks.hostile import NOTEBOOKS
from tests.attacks.stock.ours import OnTensorFlow, Ours
from tests.attacks.stock.outcome import Outcome
from tests.attacks.stock.theirs import Stock

ROOT = Path(__file__).parents[3]
NAME = "c1w2b-logistic-regression"
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
    """A cache of outcomes by attack and grader, valid while the attack and the versions stay the same."""

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


Attack = Callable[[str, Path], Outcome]


def outcome(grader: str, path: Path, attack: Attack, notes: Notes, again: bool) -> Outcome | None:
    """A grader's outcome for a file, from the cache if possible; None if this grader is not used for it."""
    if grader == "tensorflow" and path in NOTEBOOKS:
        return None
    found = None if again else notes.get(grader, path)
    if found is None:
        found = attack(grader, path)
        notes.put(grader, path, found)
    return found
