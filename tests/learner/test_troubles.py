"""Each of the learners' troubles in docs/troubles.md is brought about, and ends in the sentence that stands there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.cli.main import main
from tests.troubles import LEAST, says, told

RIGHT = "def double(x):\n    return x + x\n"
TROUBLES: dict[str, Callable[[Path], list[str]]] = {}


def trouble(what: str) -> Callable[[Callable[[Path], list[str]]], Callable[[Path], list[str]]]:
    """Declares one: given the learner's folder, brings the trouble about and gives the words of the command."""

    def declare(bring: Callable[[Path], list[str]]) -> Callable[[Path], list[str]]:
        TROUBLES[what] = bring
        return bring

    return declare


def module(what: str, text: str | bytes, *words: str) -> None:
    """A trouble that is only another text of the module."""

    def bring(folder: Path) -> list[str]:
        (folder / "tiny.py").write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(words or ("check", "double"))

    TROUBLES[what] = bring


module("The function is as it came", "def double(x):\n    raise NotImplementedError\n")
module("A bracket is not closed", "def double(x):\n    return (x + x\n")
module("Tabs and blanks are mixed", "def double(x):\n    y = x\n\treturn y + y\n")
module("The function was renamed", RIGHT.replace("double", "twice"))
module("The name is misspelled", RIGHT.replace("double", "doubel"))
module("The function is inside of another", "def solve():\n    def double(x):\n        return x + x\n")
module("The file is empty", "")
module("The file was saved in another encoding", RIGHT.encode("utf-16"))
module("A name that only the notebook knows", "def double(x):\n    return factor * x\n")
module("A package that is not installed", "import torchzz\n\n\ndef double(x):\n    return torchzz.add(x, x)\n")
module("Nothing is returned", "def double(x):\n    y = x + x\n")
module("The result is printed, not returned", "def double(x):\n    print(x + x)\n")
module("The shape is another", "def double(x):\n    return (x + x).T\n")
module("A matrix product does not fit", "import numpy as np\n\n\ndef double(x):\n    return np.dot(x, x)\n")
module("The result holds nan", "def double(x):\n    return (x + x) * float('nan')\n")
module("A known mistake", "def double(x):\n    return x * x\n")
module("A loop never ends", "def double(x):\n    while True:\n        pass\n")
module("The code asks for input", "def double(x):\n    return x * float(input('factor: '))\n")
module("The code calls exit", "import sys\n\n\ndef double(x):\n    sys.exit()\n")
module("The wrong number of parameters", "def double(x, y):\n    return x + y\n")
module("The check names no exercise", RIGHT, "check", "dubble")


@trouble("The module was deleted")
def _(folder: Path) -> list[str]:
    (folder / "tiny.py").unlink()
    return ["check", "double"]


@trouble("The module has another name")
def _(folder: Path) -> list[str]:
    (folder / "tiny.py").rename(folder / "tiny1.py")
    return ["check", "double"]


@trouble("The key was deleted")
def _(folder: Path) -> list[str]:
    (folder / "t1a-tiny.key").unlink()
    return ["check", "t1a.double"]


@trouble("The key is damaged")
def _(folder: Path) -> list[str]:
    (folder / "t1a-tiny.key").write_bytes((folder / "t1a-tiny.key").read_bytes()[:100])
    return ["check", "double"]


@trouble("The check runs in another assignment's folder")
def _(folder: Path) -> list[str]:
    return ["check", "c1w2b.sigmoid"]


@trouble("Two assignments are in one folder")
def _(folder: Path) -> list[str]:
    shutil.copy(folder / "t1a-tiny.key", folder / "t1b-tiny.key")
    return ["check"]


@trouble("A hint is asked for that there is not")
def _(folder: Path) -> list[str]:
    return ["hint", "double", "9"]


@trouble("An assignment is laid out over itself")
def _(folder: Path) -> list[str]:
    return ["start", str(folder), str(folder)]


@trouble("There is no such assignment")
def _(folder: Path) -> list[str]:
    return ["start", "c9w9z"]


@trouble("A command is misspelled")
def _(folder: Path) -> list[str]:
    return ["chekc"]


@pytest.mark.parametrize("what", list(TROUBLES))
def test_a_learners_trouble_ends_in_the_sentence_of_the_page(what: str, release: Path, capsys) -> None:
    words = TROUBLES[what](release)
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()
    output = said.out + said.err
    assert ended.value.code not in (0, None)
    assert "Traceback" not in output
    assert says(output, told("Learners")[what]), output


def test_the_page_and_these_tests_name_the_same_troubles() -> None:
    assert set(told("Learners")) == set(TROUBLES) and len(TROUBLES) >= LEAST
