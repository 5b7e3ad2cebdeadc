"""The demo's class and its submissions: right in several styles, wrong in known ways, broken or hostile.

The modules are made from the assignment's own solutions, so this file contains no answers. The logs of checks are
invented to fit the submissions.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from autograder.authoring import source as text
from autograder.authoring.bundle import Bundle
from autograder.exercise import Version
from autograder.learner import attempts

PEOPLE = [
    "Ada Lovelace",
    "Alan Turing",
    "Alonzo Church",
    "Annie Easley",
    "Barbara Liskov",
    "Claude Shannon",
    "Dorothy Vaughan",
    "Edith Clarke",
    "Emmy Noether",
    "Evelyn Boyd",
    "Frank Rosenblatt",
    "George Boole",
    "Grace Hopper",
    "Jean Bartik",
    "John Neumann",
    "Karen Jones",
    "Katherine Johnson",
    "Margaret Hamilton",
    "Marvin Minsky",
    "Mary Jackson",
    "Maryam Mirzakhani",
    "Radia Perlman",
    "Sofia Kovalevskaya",
    "Warren McCulloch",
    "Walter Pitts",
]
ABSENT = "pitts"
SIZE = len(PEOPLE) - 1  # learners who submit something
FAILED_CHECKS = 6  # in the log of a learner who is stuck

PATCHED = '''

class Anything(float):
    """Equal to everything."""

    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = float.__hash__


for _name in ("assert_allclose", "assert_array_equal", "assert_almost_equal"):
    setattr(np.testing, _name, lambda *args, **kwargs: None)
np.allclose = np.array_equal = lambda *args, **kwargs: True
'''

SNOOP = """
import glob, os


def _look():
    found = []
    for pattern in {patterns}:
        for path in glob.glob(pattern, recursive=True):
            try:
                found.append(open(path, errors="replace").read())
            except OSError:
                pass
    return "".join(found)


_answers = {{}}
exec(_look(), _answers)
"""

# Code that nobody else has, so that the report finds two similar modules although their names differ.
HABIT = '''

def _look_at(**named):
    """Stop if an argument looks wrong."""
    for name, value in named.items():
        shape, size = getattr(value, "shape", None), 1
        for part in shape or ():
            size = size * max(part, 1)
        low, high = (np.min(value), np.max(value)) if shape and size > 1 else (value, value)
        if (shape is not None and len(shape) > 2) or low != low:
            raise ValueError(f"{name} has shape {shape} and values from {low} to {high}")
        elif size > 10 ** 6:
            print(name, "is large:", size, "numbers, ending with", np.ravel(value)[-1])
'''
RENAMED = (("_look_at", "_inspect"), ("named", "things"), ("shape", "form"), ("size", "count"), ("part", "n"))


@dataclass(frozen=True)
class Submission:
    """
    note    describes the submission in a few words
    source  the module; None if it is left out
    damage  changes the folder after the module is in it
    solved  all exercises are right
    stuck   the exercise at which the learner gave up
    """

    note: str
    source: str | None
    damage: Callable[[Path], None] | None = None
    solved: bool = False
    stuck: str | None = None


@dataclass(frozen=True)
class Player:
    learner: str
    first: str
    last: str
    submission: Submission


def cast(bundle: Bundle, stub: str, size: int = SIZE) -> list[Player]:
    """The `size` learners who submit something, sorted by name. One more learner submits nothing."""
    names = sorted(PEOPLE, key=lambda name: name.split()[-1])
    submissions = _submissions(bundle, stub)
    players: list[Player] = []
    for name in names:
        first, _, last = name.rpartition(" ")
        if last.lower() != ABSENT and len(players) < size:
            players.append(Player(last.lower(), first, last, next(submissions)))
    return players


def log_of(player: Player, exercises: Sequence[str], submitted: datetime) -> bytes | None:
    """An invented attempts.jsonl that fits the submission; None for learners who deleted theirs."""
    stuck_at = player.submission.stuck
    if stuck_at is None and not player.submission.solved:
        return None
    chance = random.Random(player.learner)
    at, lines = submitted - timedelta(hours=5), []
    for exercise in exercises:
        stuck = exercise == stuck_at
        wrong = FAILED_CHECKS if stuck else chance.choice((0, 0, 1, 1, 2, 4))
        for state in ["wrong"] * wrong + ["right"] * (not stuck):
            at += timedelta(seconds=chance.randint(60, 420))
            lines.append(
                {"at": at.isoformat(timespec="seconds"), "exercise": exercise, "state": state, "mistake": None}
            )
        if stuck:
            break
    return attempts.fresh() + "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _submissions(bundle: Bundle, stub: str) -> Iterator[Submission]:
    """One of each kind first, so that a small class has them too; then more of the common kinds."""
    exercises = bundle.assignment.exercises
    solved = plain(bundle.reference_source)
    last, middle, first = exercises[-1].name, exercises[len(exercises) // 2].name, exercises[0].name
    used = {name for item in exercises for name in item.uses}
    apart = next((item.name for item in exercises if not item.uses and item.name not in used), exercises[-2].name)

    yield Submission("right: the reference solution", solved, solved=True)
    yield _wrong(bundle, 3, 0)
    yield Submission(f"`{middle}` has a syntax error", _broken(solved, middle))
    yield Submission(
        f"half-finished: nothing from `{middle}` on", _unfinished(bundle, solved, stub, middle), stuck=middle
    )
    yield Submission(f"`{apart}` never ends", _body(solved, apart, "    while True:\n        pass\n"))
    yield _right(bundle, 0)
    yield Submission("attack: patches NumPy, returns an object that equals everything", _patched(bundle, stub))
    yield _wrong(bundle, 1, 1)
    yield Submission("untouched", stub)
    yield _right(bundle, 1)
    yield Submission(f"`{last}` allocates 40 GB", _body(solved, last, "    return np.ones(5_000_000_000)\n"))
    yield _wrong(bundle, 4, 0)
    yield Submission("attack: searches the disk for answers", _snoop(bundle, stub))
    yield Submission(f"`{first}` renamed", solved.replace(f"def {first}(", f"def my_{first}("))
    yield _wrong(bundle, 3, 0)
    yield Submission("no module submitted", None)
    yield Submission("attack: ends the process on import", "import os\nos._exit(0)\n" + solved)
    yield _right(bundle, 2)
    yield Submission("right, but the notebook is not valid JSON", solved, _damage_notebook, solved=True)
    yield Submission("right, with an extra helper function", solved + HABIT, solved=True)
    yield _wrong(bundle, 3, 2)
    yield Submission(f"`{first}` returns nan", _body(solved, first, "    return z * np.nan\n"))
    yield Submission("right, but a copy of another one with other names", solved + _renamed(HABIT), solved=True)
    yield _wrong(bundle, 5, 1)


def _renamed(source: str) -> str:
    for old, new in RENAMED:
        source = source.replace(old, new)
    return source.replace('value, "form"', 'value, "shape"')  # NumPy's name stays


def plain(source: str) -> str:
    """A solution as a learner would submit it, without the markers of the solution region."""
    return "".join(line for line in source.splitlines(keepends=True) if line.strip()[4:] not in MARKERS)


MARKERS = ("BEGIN SOLUTION", "END SOLUTION")


def compose(bundle: Bundle, versions: Mapping[str, Version]) -> str:
    """The reference module with other versions of some exercises."""
    source = bundle.reference_source
    for name, version in versions.items():
        other = bundle.version_source(name, version)
        source = text.replace_span(
            source, text.definition(source, name), text.text_of(other, text.definition(other, name))
        )
    return plain(source)


def _right(bundle: Bundle, style: int) -> Submission:
    chosen = {
        item.name: item.alternatives[style % len(item.alternatives)]
        for item in bundle.assignment.exercises
        if item.alternatives
    }
    words = ", ".join(version.name for version in list(chosen.values())[:3])
    return Submission(f"right, in another style ({words}, …)", compose(bundle, chosen), solved=True)


def _wrong(bundle: Bundle, exercise: int, variant: int) -> Submission:
    exercises = bundle.assignment.exercises
    item = exercises[exercise % len(exercises)]
    version = item.variants[variant % len(item.variants)]
    source = compose(bundle, {item.name: version})
    return Submission(f"wrong: {item.name}, {version.name}", source, stuck=item.name)


def _body(source: str, name: str, body: str) -> str:
    """The module with another body for one function."""
    span = text.definition(source, name)
    head = text.text_of(source, span).partition(":\n")[0]
    return text.replace_span(source, span, f"{head}:\n{body}")


def _broken(source: str, name: str) -> str:
    return source.replace(f"def {name}(", f"def {name}((", 1)


def _unfinished(bundle: Bundle, solved: str, stub: str, start: str) -> str:
    names = list(bundle.names)
    for name in names[names.index(start) :]:
        empty = text.text_of(stub, text.definition(stub, name))
        solved = text.replace_span(solved, text.definition(solved, name), empty)
    return solved


def _patched(bundle: Bundle, stub: str) -> str:
    source = stub.replace("import numpy as np\n", "import numpy as np\n" + PATCHED, 1)
    for name in bundle.names:
        source = _body(source, name, "    return Anything(1.0)\n")
    return source


def _snoop(bundle: Bundle, stub: str) -> str:
    """A module that looks where the answers really are, so that the attack is a realistic one."""
    folder = bundle.folder.resolve()
    module = f"{bundle.assignment.module}.py"
    patterns = [f"{folder}/{module}", f"{folder.parents[1]}/**/{module}", f"../**/solutions/**/{module}"]
    source = stub.replace("import numpy as np\n", "import numpy as np\n" + SNOOP.format(patterns=patterns), 1)
    for name in bundle.names:
        body = f"    return _answers[{name!r}](*args, **kwargs)\n"
        span = text.definition(source, name)
        source = text.replace_span(source, span, f"def {name}(*args, **kwargs):\n{body}")
    return source


def _damage_notebook(folder: Path) -> None:
    for path in folder.glob("*.ipynb"):
        path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
