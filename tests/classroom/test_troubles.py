"""Each of the teachers' troubles in docs/troubles.md is caused, and shows the message documented there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.exchange.default import Exchange

from autograder.cli.main import main
from autograder.project import Project
from tests.classroom import tiny
from tests.cycle import small
from tests.troubles import LEAST, says, told

SHORT = "c9w1t"
TROUBLES: dict[str, Callable[[Project], list[str]]] = {}


def trouble(what: str) -> Callable[[Callable[[Project], list[str]]], Callable[[Project], list[str]]]:
    """Declares a trouble: a function that provokes it in a course and returns the command's words."""

    def declare(bring: Callable[[Project], list[str]]) -> Callable[[Project], list[str]]:
        TROUBLES[what] = bring
        return bring

    return declare


def source(project: Project) -> Path:
    return project.course / "source" / tiny.NAME


def configure(project: Project, line: str) -> None:
    with (project.course / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{line}\n")


def add_cell(project: Project, cell: nbformat.NotebookNode) -> None:
    path = source(project) / f"{tiny.NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(cell)
    nbformat.write(notebook, path)


@trouble("The assignment does not exist")
def _(project: Project) -> list[str]:
    return ["grade", "c9w9z"]


@trouble("The course has no solutions")
def _(project: Project) -> list[str]:
    shutil.rmtree(project.solutions)
    return ["grade", SHORT]


@trouble("GRADUS_PROJECT names another folder")
def _(project: Project) -> list[str]:
    (project.course / "nbgrader_config.py").unlink()
    return ["grade", SHORT]


@trouble("Grading before the release")
def _(project: Project) -> list[str]:
    (project.course / "gradebook.db").unlink()
    return ["grade", SHORT]


@trouble("Nothing was collected")
def _(project: Project) -> list[str]:
    shutil.rmtree(project.course / "submitted")
    return ["grade", SHORT]


@trouble("The learner submitted nothing")
def _(project: Project) -> list[str]:
    return ["grade", SHORT, "nobody"]


@trouble("The module is in the source folder")
def _(project: Project) -> list[str]:
    (source(project) / "tiny.py").write_text(small.STUB)
    return ["release", SHORT, "--no-publish"]


@trouble("The notebook contains a solution")
def _(project: Project) -> list[str]:
    text = "def mine(x):\n    result = x * 2 + 0 * x\n    return result\n"
    add_cell(project, nbformat.v4.new_code_cell(text))
    return ["release", SHORT, "--no-publish"]


@trouble("A check names an exercise that does not exist")
def _(project: Project) -> list[str]:
    add_cell(project, small.graded("more", 'check("c9w1t.quadruple")', 1))
    return ["release", SHORT, "--no-publish"]


@trouble("A test cell contains more than a check")
def _(project: Project) -> list[str]:
    add_cell(project, small.graded("more", "assert tiny.double(2) == 4", 1))
    return ["release", SHORT, "--no-publish"]


@trouble("Two cells check one exercise")
def _(project: Project) -> list[str]:
    add_cell(project, small.graded("more", 'check("c9w1t.double")', 1))
    return ["release", SHORT, "--no-publish"]


@trouble("No exchange is named")
def _(project: Project) -> list[str]:
    return ["release", SHORT]


@trouble("The hidden seed is lost")
def _(project: Project) -> list[str]:
    main_quietly("grade", SHORT)
    (project.vault / "hidden-seed").unlink()
    return ["grade", SHORT]


@trouble("Others can read the vault")
def _(project: Project) -> list[str]:
    main_quietly("key", SHORT)
    project.vault.chmod(0o755)
    return ["grade", SHORT]


@trouble("The hidden seed is damaged")
def _(project: Project) -> list[str]:
    main_quietly("key", SHORT)
    (project.vault / "hidden-seed").write_bytes(b"?")
    return ["grade", SHORT]


@trouble("The gradebook is damaged")
def _(project: Project) -> list[str]:
    (project.course / "gradebook.db").write_bytes(b"This is no database." * 100)
    return ["grade", SHORT]


@trouble("The settings have a syntax error")
def _(project: Project) -> list[str]:
    configure(project, "c.JudgeSubmission.key_versions = (")
    return ["grade", SHORT]


@trouble("key_versions is not a number from 1 to 64")
def _(project: Project) -> list[str]:
    configure(project, "c.JudgeSubmission.key_versions = 0")
    return ["grade", SHORT]


@trouble("The settings lack one of our preprocessors")
def _(project: Project) -> list[str]:
    configure(project, "c.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.Execute']")
    return ["grade", SHORT]


@trouble("Feedback before grading")
def _(project: Project) -> list[str]:
    return ["feedback", SHORT]


@trouble("A report before the release")
def _(project: Project) -> list[str]:
    (project.course / "gradebook.db").unlink()
    return ["report", SHORT]


@trouble("A solution while somebody can still submit")
def _(project: Project) -> list[str]:
    due = datetime.now(UTC) + timedelta(days=3)
    with Gradebook(f"sqlite:///{project.course / 'gradebook.db'}") as book:
        book.update_or_create_assignment(tiny.NAME, duedate=due.strftime("%Y-%m-%d %H:%M:%S UTC"))
    return ["solution", SHORT]


@trouble("The source folder contains no notebook")
def _(project: Project) -> list[str]:
    (source(project) / f"{tiny.NAME}.ipynb").unlink()
    return ["solution", SHORT]


@trouble("A file to judge does not exist")
def _(project: Project) -> list[str]:
    return ["judge", SHORT, "nowhere.py"]


NO_FAILURE = ("No exchange is named",)  # the release is made nevertheless


def main_quietly(*words: str) -> None:
    with pytest.raises(SystemExit):
        main(list(words))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("troubles")
    with tiny.environment(root):
        project = tiny.make_project(root / "project")
        tiny.hand_in(project, {"ada": tiny.RIGHT})
    yield root


@pytest.mark.parametrize("what", list(TROUBLES))
def test_a_trouble_ends_with_the_pages_sentence(
    what: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each trouble ends with the sentence in docs/troubles.md and without a traceback."""
    shutil.copytree(made, tmp_path / "here")
    monkeypatch.setattr(Exchange.root, "default_value", str(tmp_path / "none" / "exchange"))
    with tiny.environment(tmp_path / "here"):
        monkeypatch.setenv("GRADUS_PROJECT", str(tmp_path / "here" / "project"))
        words = TROUBLES[what](Project.at(tmp_path / "here" / "project"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
    said = capsys.readouterr()
    output = said.out + said.err
    assert ended.value.code or what in NO_FAILURE, output
    assert "Traceback" not in output and "a fault of ours" not in output, output
    assert says(output, told("Teachers")[what]), output


def test_the_page_lists_exactly_these_troubles() -> None:
    """The page and these tests list the same troubles."""
    assert set(told("Teachers")) == set(TROUBLES) and len(TROUBLES) >= LEAST
