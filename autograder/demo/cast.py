"""Who is in the demo's class, and what each hands in: right in several styles, wrong in known ways, broken, or hostile.

Modules are made from the assignment's own solutions: nothing here knows an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring import source as text
from autograder.authoring.bundle import Bundle
from autograder.exercise import Version

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
SIZE = len(PEOPLE) - 1  # learners who hand something in

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

# Code that nobody else has, by which the report finds two modules alike though their names differ.
HABIT = '''

def _look_at(**named):
    """Stops where something odd comes in."""
    for name, value in named.items():
        shape, size = getattr(value, "shape", None), 1
        for part in shape or ():
            size = size * max(part, 1)
        low, high = (np.min(value), np.max(value)) if shape and size > 1 else (value, value)
        if (shape is not None and len(shape) > 2) or low != low:
            raise ValueError(f"{name} has shape {shape} and lies between {low} and {high}")
        elif size > 10 ** 6:
            print(name, "is large:", size, "numbers, of which the last is", np.ravel(value)[-1])
'''
RENAMED = (("_look_at", "_inspect"), ("named", "things"), ("shape", "form"), ("size", "count"), ("part", "n"))


@dataclass(frozen=True)
class Player:
    """
    note      what is handed in, in words; source: the module, or None where it is left out
    damage    changes the folder that is handed in, after the module is in it
    """

    learner: str
    first: str
    last: str
    note: str
    source: str | None
    damage: Callable[[Path], None] | None = None


def cast(bundle: Bundle, stub: str, size: int = SIZE) -> list[Player]:
    """The class in the order of the names; `size` of them hand something in, and one more does not."""
    names = sorted(PEOPLE, key=lambda name: name.split()[-1])
    hand_ins = _hand_ins(bundle, stub)
    players: list[Player] = []
    for name in names:
        first, _, last = name.rpartition(" ")
        if last.lower() != ABSENT and len(players) < size:
            note, source, damage = next(hand_ins)
            players.append(Player(last.lower(), first, last, note, source, damage))
    return players


def _hand_ins(bundle: Bundle, stub: str) -> Iterator[tuple[str, str | None, Callable[[Path], None] | None]]:
    """First one of each kind, so that a small class has them too; then more of the usual."""
    exercises = bundle.assignment.exercises
    solved = plain(bundle.reference_source)
    last, middle, first = exercises[-1].name, exercises[len(exercises) // 2].name, exercises[0].name
    used = {name for item in exercises for name in item.uses}
    apart = next((item.name for item in exercises if not item.uses and item.name not in used), exercises[-2].name)

    yield "right: as the reference", solved, None
    yield _wrong(bundle, 3, 0)
    yield f"`{middle}` has a syntax error", _broken(solved, middle), None
    yield f"half-finished, from `{middle}` on nothing", _unfinished(bundle, solved, stub, middle), None
    yield f"`{apart}` never ends", _body(solved, apart, "    while True:\n        pass\n"), None
    yield _right(bundle, 0)
    yield "attack: patched NumPy, returns what equals everything", _patched(bundle, stub), None
    yield _wrong(bundle, 1, 1)
    yield "untouched", stub, None
    yield _right(bundle, 1)
    yield f"`{last}` asks for 40 GB", _body(solved, last, "    return np.ones(5_000_000_000)\n"), None
    yield _wrong(bundle, 4, 0)
    yield "attack: looks for answers on the disk", _snoop(bundle, stub), None
    yield f"`{first}` renamed", solved.replace(f"def {first}(", f"def my_{first}("), None
    yield _wrong(bundle, 3, 0)
    yield "no module handed in", None, None
    yield "attack: ends the process on import", "import os\nos._exit(0)\n" + solved, None
    yield _right(bundle, 2)
    yield "right, but the notebook is no JSON", solved, _damage_notebook
    yield "right, with a helper of their own", solved + HABIT, None
    yield _wrong(bundle, 3, 2)
    yield f"`{first}` returns nan", _body(solved, first, "    return z * np.nan\n"), None
    yield "right, and much like somebody else's: other names, the same lines", solved + _renamed(HABIT), None
    yield _wrong(bundle, 5, 1)


def _renamed(source: str) -> str:
    for old, new in RENAMED:
        source = source.replace(old, new)
    return source.replace('value, "form"', 'value, "shape"')  # NumPy's name stays


def plain(source: str) -> str:
    """A solution as a person would hand it in, without the region's markers."""
    return "".join(line for line in source.splitlines(keepends=True) if line.strip()[4:] not in MARKERS)


MARKERS = ("BEGIN SOLUTION", "END SOLUTION")


def compose(bundle: Bundle, versions: Mapping[str, Version]) -> str:
    """The reference module with several exercises in other versions."""
    source = bundle.reference_source
    for name, version in versions.items():
        other = bundle.version_source(name, version)
        source = text.replace_span(
            source, text.definition(source, name), text.text_of(other, text.definition(other, name))
        )
    return plain(source)


def _right(bundle: Bundle, style: int) -> tuple[str, str, None]:
    chosen = {
        item.name: item.alternatives[style % len(item.alternatives)]
        for item in bundle.assignment.exercises
        if item.alternatives
    }
    words = ", ".join(version.name for version in list(chosen.values())[:3])
    return f"right, in another style ({words}, …)", compose(bundle, chosen), None


def _wrong(bundle: Bundle, exercise: int, variant: int) -> tuple[str, str, None]:
    exercises = bundle.assignment.exercises
    item = exercises[exercise % len(exercises)]
    version = item.variants[variant % len(item.variants)]
    return f"wrong: {item.name}, {version.name}", compose(bundle, {item.name: version}), None


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
    """Looks where the answers really are: a fair try."""
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
