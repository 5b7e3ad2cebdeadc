"""Every command of README, docs and notebooks is run, line by line, in a small checkout where a class has handed in.

What cannot be run here stands in ELSEWHERE, each with its reason and, where there is one, the test that does instead.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from autograder.cli.main import app
from tests.cli import checkout
from tests.cli.checkout import MODULE, NAME, RIGHT, SHORT, Checkout
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow

DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```(?:console|bash|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:gradus|nbgrader|make|jupyter|sudo|python|pip|conda|git|jupytext|docker) +[^`\n]+)`")
ARGUMENT = re.compile(r"\b[A-Z][A-Z_]+\b")  # a place to fill in, such as FILE

# A pattern of commands, and why they are not run here.
ELSEWHERE = {
    r"^make test$": "this is it",
    r"^make demo$": "half a minute: tests/classroom/test_demo.py plays it with a smaller class",
    r"^gradus prove( c9w9a)?$": "TensorFlow; c1w1's is run. What is new is proved by tests/authoring/test_template.py",
    r"^(gradus|make) gpu": "TensorFlow for half a minute: tests/cli/test_authors.py runs it",
    r"^gradus doctor$": "TensorFlow twice: tests/cli/test_command.py runs it",
    r"^python -m tests\.flakes$": "minutes: make stress runs it",
    r"^(sudo )?make (test-system|stress)$": "CI's other halves: they run for minutes, `make -n` below reads them",
    r"^make lint$": "CI begins with it; this checkout also contains what the other commands wrote",
    r"^make (prove|bench|install|install TF=gpu)$": "minutes, or the network; `make -n` below reads them",
    r"^sudo \.venv/bin/python -m tests\.attacks\.stock ": "minutes in a jail: tests/attacks/test_stock.py has it",
    r"^docker run ": "needs Docker: tests/sandbox/test_containers.py grades under the same restrictions",
    r"^conda env create": "needs conda and the network: tests/house/test_locks.py reads environment.yml",
    r"^python -m pip (wheel|install) ": "needs the package index, or builds the wheel: tests/house/test_wheel.py does",
    r"(t1a|c9w1t)": "stands in a sentence of troubles.md: tests/troubles.py has each of them brought about",
    r"^git diff$": "git's own; what it shows a notebook by is .ci/notebook-text",
    r"^pip install$": "the name of a command, without a package",
    r" --cluster ": "needs Dask's workers: tests/classroom/test_cluster.py grades a class by it",
    r"^dask (scheduler|worker) ": "serve until they are stopped: tests/system/test_cluster_network.py starts them",
    r"^python slurm_cluster\.py$": "needs a Slurm cluster",
    r"^(helm|kubectl) ": "needs a Kubernetes cluster",
}

# Where a command is run, of which its document says so in words; all others are run in the checkout.
PLACES = {
    r"^(README|learners|notebooks): gradus (check|hint|status)": "checkout/mywork",
    r"^learners: gradus solution": "learner/solutions",
    r"^learners: nbgrader": "learner/alone",
    r"^teachers: nbgrader (fetch|submit)": "learner/class",
    r"^(README|teachers): (nbgrader|jupyter lab$)": "checkout/course",
    r"^departments: (openssl|chmod)": "certificates",
    r"^authors: ": "authors",
}
# Lines that say where one is or what holds from there on: they hold for the rest of their block.
STATE = re.compile(r"^(cd|export|source) ")
# The documents write the paths of another machine as if they were this one's.
REWRITE = (
    ("sudo ", ""),
    ("/srv/", "{place}/srv/"),
)


@dataclass(frozen=True)
class Line:
    """A command, where it is written, and what its block said before it."""

    document: str
    text: str
    before: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.document}: {self.text}"

    @property
    def where(self) -> str:
        return next((folder for pattern, folder in PLACES.items() if re.search(pattern, str(self))), "checkout")


def fenced(path: Path) -> Iterator[Line]:
    for block in FENCE.findall(path.read_text(encoding="utf-8")):
        before: tuple[str, ...] = ()
        for text in re.sub(r"\\\n\s*", "", block).splitlines():
            if command := re.sub(r"(^|\s+)# .*", "", text).removeprefix("$ ").strip():
                yield Line(path.stem, command, before)
                before += (command,) if STATE.match(command) else ()


def inline(path: Path) -> Iterator[Line]:
    yield from (Line(path.stem, text) for text in INLINE.findall(path.read_text(encoding="utf-8")))


def in_notebooks() -> Iterator[Line]:
    """Their commands differ by the assignment's name alone."""
    for path in sorted((ROOT / "course" / "source").glob("*/*.ipynb")):
        for text in INLINE.findall(path.read_text(encoding="utf-8")):
            yield Line("notebooks", re.sub(rf"\b{path.stem.partition('-')[0]}\b(-quiz)?", SHORT, text))


def complete(text: str) -> bool:
    """Whether it can be typed so: "`gradus grade`" in a sentence is a name, without the assignment it needs."""
    words = shlex.split(text)
    if ARGUMENT.search(text):
        return False
    if words[0] == "gradus":
        command = app.get_command(click.Context(app), words[1])
        assert command is not None, words
        needed = [item for item in command.params if item.param_type_name == "argument" and item.required]
        given = [word for word in words[2:] if not word.startswith("-")]
        return len(given) >= len(needed)
    return words[0] != "nbgrader" or len(words) > 2


def lines() -> list[Line]:
    """In the order of the documents; what stands in sentences after the blocks, once each."""
    blocks = [line for path in DOCUMENTS for line in fenced(path)]
    typed = {line.text for line in blocks}
    sentences = [line for path in DOCUMENTS for line in inline(path)] + list(in_notebooks())
    rest = {line.text: line for line in reversed(sentences) if line.text not in typed and complete(line.text)}
    return blocks + list(reversed(rest.values()))


LINES = lines()
RUN: dict[tuple[str, str], Line] = {}  # the same command in the same place is run once
for one in LINES:
    if not any(re.search(pattern, one.text) for pattern in ELSEWHERE):
        RUN.setdefault((one.text, one.where), one)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A class in which all has happened already: each document begins where it likes."""
    made = checkout.make(tmp_path_factory.mktemp("documents"))
    for exchange in (made.root.parent / "srv" / "exchange", made.root.parent / "teacher" / "exchange"):
        exchange.parent.mkdir(exist_ok=True)
        exchange.symlink_to(made.exchange)
    (made.root / "submissions").mkdir()
    (made.root / "submissions" / "ada.py").write_text(RIGHT)
    (made.root / "course" / "learners.csv").write_text(
        "id,first_name,last_name,email\nada,Ada,Lovelace,ada@example.org\n"
    )
    made.run(f"gradus start {SHORT} mywork", made.root)
    (made.root / "mywork" / f"{MODULE}.py").write_text(RIGHT)
    made.run(
        f"cd course && nbgrader collect {NAME} && gradus grade {SHORT} && gradus feedback {SHORT} --publish", made.root
    )
    made.run(f"gradus solution {SHORT} --publish --into gradus-solutions.zip", made.root)
    shutil.copytree(made.root, made.root.parent / "authors", symlinks=True)
    return made


@pytest.mark.parametrize("line", RUN.values(), ids=str)
def test_a_documented_command_works_as_written(place: Checkout, line: Line) -> None:
    folder = place.root.parent / line.where
    if line.where.endswith("solutions"):  # each line is another learner's, in the folder of their work
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(place.root / "mywork", folder)
        shutil.copy(place.root / "gradus-solutions.zip", folder)
    folder.mkdir(exist_ok=True)
    before = [text for text in line.before if not (text.startswith("cd ") and line.where == "checkout/course")]
    script = "\n".join((*before, line.text))
    for old, new in REWRITE:
        script = script.replace(old, new.format(place=place.root.parent))
    said = place.run(script, folder)
    assert "Traceback" not in said, said


def test_documented_make_targets_exist(place: Checkout) -> None:
    """Every make target that the documents name exists."""
    targets = {line.text.split("make ", 1)[1] for line in LINES if re.match(r"(sudo )?make ", line.text)}
    assert {"demo", "test", "install", "test-system"} <= targets
    for target in sorted(targets):
        assert place.run(f"make -n {target}", place.root)


def test_the_exceptions_are_few_and_needed() -> None:
    unused = [pattern for pattern in ELSEWHERE if not any(re.search(pattern, line.text) for line in LINES)]
    assert unused == []
    assert len(RUN) > 50 > 2 * len(ELSEWHERE)
    for reason in ELSEWHERE.values():
        for name in re.findall(r"tests/[\w/]+\.py", reason):
            assert (ROOT / name).is_file(), name
