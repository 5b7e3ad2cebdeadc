"""What README promises at first sight is so: the list of assignments, the first one, the demo's class, every link."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from autograder.demo.cast import SIZE
from autograder.project import Project, place_in_course, short_name
from tests.house.tree import ROOT, text_of, tracked

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [path for path in tracked() if path.suffix == ".md" and path.parts[0] in ("README.md", "docs")]
SOURCE = ROOT / "course" / "source"
ROW = re.compile(
    r"^\| (?P<name>\[?c\dw\d.*?) \| (?P<title>.+?) \| (?P<status>.+?) \| (?:(?P<quiz>.+?) )?\|$", re.MULTILINE
)
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
COUNTS = "{} of the {} assignments and {} of the {} quizzes are available."


@dataclass(frozen=True)
class Row:
    """A line of README's tables, its cells as they are written."""

    name: str
    title: str
    status: str
    quiz: str

    @property
    def assignment(self) -> str:
        return re.sub(r"^\[(.+)\]\(.*$", r"\1", self.name)

    @property
    def week(self) -> str:
        return place_in_course(self.assignment)[0]


ROWS = [Row(found["name"], found["title"], found["status"], found["quiz"] or "") for found in ROW.finditer(README)]
WEEKS = {week: [row.quiz for row in rows] for week, rows in groupby(ROWS, lambda row: row.week)}
AVAILABLE = Project.at(ROOT).assignments()
ASSIGNMENTS = [name for name in AVAILABLE if not name.endswith("-quiz")]


def link(assignment: str) -> str:
    return f"[{assignment}](course/source/{assignment}/{assignment}.ipynb)"


def title(assignment: str) -> str:
    """The notebook's heading, which is what learners read."""
    cells = json.loads((SOURCE / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).splitlines()]
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))


class TestTheTable:
    """README lists the whole course, and says of each assignment and quiz whether it is there."""

    def test_what_has_solutions_has_a_notebook(self) -> None:
        """Else the list could be compared with one of the two only."""
        assert set(AVAILABLE) == {path.parent.name for path in SOURCE.glob("*/*.ipynb")}

    def test_every_assignment_is_listed_once_in_order(self) -> None:
        names = [row.assignment for row in ROWS]
        assert names == sorted(set(names), key=place_in_course)
        assert len(names) == 33
        assert not any(name.endswith("-quiz") for name in names)

    def test_every_week_has_a_quiz_in_its_last_row(self) -> None:
        assert len(WEEKS) == 17
        for week, cells in WEEKS.items():
            *others, quiz = cells
            expected = link(f"{week}-quiz") if f"{week}-quiz" in AVAILABLE else "planned"
            assert (quiz, set(others)) == (expected, {""} if others else set()), week

    def test_the_status_is_true(self) -> None:
        """`available` where there is something to do, and a link to it; `planned` everywhere else."""
        assert {row.assignment for row in ROWS if row.status == "available"} == set(ASSIGNMENTS)
        for row in ROWS:
            expected = (
                (link(row.assignment), "available") if row.assignment in ASSIGNMENTS else (row.assignment, "planned")
            )
            assert (row.name, row.status) == expected

    @pytest.mark.parametrize("assignment", ASSIGNMENTS)
    def test_the_title_is_the_notebook_s(self, assignment: str) -> None:
        assert [row.title for row in ROWS if row.assignment == assignment] == [title(assignment)]

    def test_the_sentence_above_counts_them(self) -> None:
        quizzes = len(AVAILABLE) - len(ASSIGNMENTS)
        assert COUNTS.format(len(ASSIGNMENTS), len(ROWS), quizzes, len(WEEKS)) in README


class TestTheFirstSteps:
    """Everybody is sent to the same first assignment, and told of the same demo."""

    @pytest.mark.parametrize("page", ["README.md", "docs/learners.md", ".binder/postBuild"])
    def test_the_first_assignment_comes_first(self, page: str) -> None:
        started = re.search(r"gradus start (\S+)", (ROOT / page).read_text(encoding="utf-8"))
        assert started and started[1] == short_name(AVAILABLE[0]) == "c1w1"

    @pytest.mark.parametrize("page", ["README.md", "docs/teachers.md", "Makefile"])
    def test_the_demo_s_class_has_one_size(self, page: str) -> None:
        sizes = re.findall(r"class of (\d+)\b", (ROOT / page).read_text(encoding="utf-8"))
        assert set(sizes) == {str(SIZE)}

    def test_binder_opens_what_it_sets_up(self) -> None:
        started = re.search(r"gradus start \S+ (\S+)", (ROOT / ".binder" / "postBuild").read_text(encoding="utf-8"))
        for page in ("README.md", "docs/learners.md"):
            opened = re.search(
                r"mybinder\.org/\S+urlpath=lab/tree/([\w/-]+)", (ROOT / page).read_text(encoding="utf-8")
            )
            assert started and opened and opened[1] == started[1], page

    def test_no_address_of_a_repository_is_made_up(self) -> None:
        text = "\n".join(text_of(path) or "" for path in PAGES)
        named = re.findall(r"(?:mybinder\.org/v2/gh|codespaces\.new|github\.com)/([\w.-]+/[\w.-]+)", text)
        assert set(named) == {"OWNER/REPOSITORY"}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    """Files and headings; addresses elsewhere are not asked."""
    for target in LINK.findall(text_of(page) or ""):
        if "://" in target or target == "notation.md":  # that one is an example of what a notebook says
            continue
        path, _, anchor = target.partition("#")
        there = (ROOT / page).parent / path if path else ROOT / page
        assert there.exists(), f"{page}: {target}"
        assert not anchor or anchor in headings(there), f"{page}: {target}"


def headings(path: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_files_that_pages_name_exist(page: Path) -> None:
    named = re.findall(r"`((?:tests|helpers|docs|solutions|course)/[\w./-]*\w)`", text_of(page) or "")
    made = ("course/submitted", "course/gradebook.db", "course/.gradus")  # by a class
    assert not [name for name in named if not name.startswith(made) and not (ROOT / name).exists()]
