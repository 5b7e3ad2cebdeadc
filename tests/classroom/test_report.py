"""The class report answers a teacher's questions, is a single file, and shows what learners typed only as text."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.report.attempts import ExerciseAttempts, Stuck
from autograder.report.data import ClassReport, Work, assemble, histogram
from autograder.report.gradebook import Learner
from autograder.report.html import render
from autograder.report.likeness import Likeness
from autograder.report.write import as_csv, as_json, save
from tests.classroom import tiny


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    folder = tmp_path_factory.mktemp("bundle") / tiny.NAME
    folder.mkdir()
    (folder / "tiny.py").write_text(tiny.REFERENCE)
    (folder / "exercises.py").write_text(tiny.EXERCISES)
    yield load_bundle(folder)


def learner(name: str, double: str, triple: str, cause: str | None = None, **more: object) -> Learner:
    fractions = {"double": float(double == "pass"), "triple": float(triple == "pass")}
    score = 4 * fractions["double"] + 2 * fractions["triple"]
    return Learner(
        name,
        more.pop("full_name", ""),  # type: ignore[arg-type]
        score,
        6.0,
        True,
        fractions=fractions,
        verdicts={"double": double, "triple": triple},
        misconceptions={"double": cause, "triple": None},
        seconds={"double": 0.02, "triple": 1.5},
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def report(bundle: Bundle) -> ClassReport:
    rows = [
        learner("ada", "pass", "pass", full_name="Ada <b>Lovelace</b>"),
        learner("bob", "wrong", "pass", "squared"),
        learner("cy", "wrong", "missing", "squared", late=True),
        learner("dee", "timeout", "pass", notes=("`double` ran out of time, and again when it was judged alone.",)),
        learner("<script>alert(1)</script>", "missing", "missing"),
        Learner("eve", "=cmd|' /C calc'!A1", None, 6.0, False),
    ]
    return assemble(bundle, rows, made="2026-03-01 10:00")


class Page(html.parser.HTMLParser):
    """Collects the tags and the text of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestFigures:
    def test_each_exercise_is_counted(self, report: ClassReport) -> None:
        """Each exercise counts right, wrong, stopped and blank answers."""
        double = report.exercises[0]
        assert (double.graded, double.passed, double.wrong, double.stopped, double.blank) == (5, 1, 2, 1, 1)
        assert double.pass_rate == 0.2 and double.seconds == 0.02
        assert double.discrimination is None, "too few learners to say"

    def test_misconceptions_have_hints_and_learners(self, report: ClassReport) -> None:
        """Misconceptions are listed with their hint and their learners."""
        (found,) = report.misconceptions
        assert found.name == "squared" and found.learners == ("bob", "cy") and found.hint == "That is the square."

    def test_missing_work_is_listed(self, report: ClassReport) -> None:
        """Learners without a submission or an attempt are listed."""
        assert report.not_handed_in == ("eve",)
        assert report.blank["triple"] == ("cy", "<script>alert(1)</script>")

    def test_the_histogram_counts_each_learner_once(self, report: ClassReport) -> None:
        """The histogram counts each learner once."""
        assert sum(histogram(report)) == 5 and histogram(report)[-1] == 1

    def test_a_reversed_exercise_discriminates_badly(self, bundle: Bundle) -> None:
        """An exercise that only weak learners get right has the discrimination -1."""
        rows = [learner(f"s{n}", "pass" if n % 2 else "wrong", "wrong" if n % 2 else "pass") for n in range(12)]
        assert assemble(bundle, rows).exercises[0].discrimination == -1.0


class TestPage:
    def test_names_are_shown_as_text(self, report: ClassReport) -> None:
        """The page shows names as text and runs nothing."""
        text = render(report)
        page = Page(text)
        assert not {"script", "iframe", "object", "link", "b"} & {tag for tag, _ in page.tags}
        assert "<script>alert(1)</script>" in page.text
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)

    def test_it_loads_nothing(self, report: ClassReport) -> None:
        """The page loads nothing."""
        text = render(report)
        assert (
            not re.search(r"""(src|href)\s*=\s*["'](?!\#)""", text) and "@import" not in text and "url(http" not in text
        )

    def test_it_is_accessible_and_printable(self, report: ClassReport) -> None:
        """The page can be read by a screen reader and printed."""
        page = Page(render(report))
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == 1 and tags.count("main") == 1 and ("html", {"lang": "en"}) in page.tags
        assert tags.count("table") == tags.count("caption") > 3
        assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
        pictures = [attributes for tag, attributes in page.tags if tag == "svg" and "aria-hidden" not in attributes]
        assert len(pictures) == 3 and all(item["role"] == "img" and item["aria-label"] for item in pictures)
        targets = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
        assert all(attributes["href"][1:] in targets for tag, attributes in page.tags if tag == "a")  # type: ignore[index]
        assert "prefers-color-scheme: dark" in render(report) and "@media print" in render(report)

    def test_a_class_without_submissions_has_a_page(self, bundle: Bundle) -> None:
        """A class without submissions has a report as well."""
        text = render(assemble(bundle, [Learner("ada", "", None, 6.0, False)]))
        assert "Nothing submitted: ada" in text and "nan" not in text


class TestFiles:
    def test_json_and_csv_agree(self, report: ClassReport) -> None:
        """JSON and CSV contain the same figures."""
        plain = json.loads(as_json(report))
        assert plain["summary"]["handed_in"] == 5 and plain["exercises"][0]["pass_rate"] == 0.2
        rows = list(csv.DictReader(io.StringIO(as_csv(report))))
        assert [row["learner"] for row in rows][:2] == ["ada", "bob"]
        assert rows[1]["double misconception"] == "squared" and rows[5]["score"] == ""

    def test_a_name_never_becomes_a_formula(self, report: ClassReport) -> None:
        """A spreadsheet never takes a name for a formula."""
        assert list(csv.DictReader(io.StringIO(as_csv(report))))[5]["name"].startswith("'=")

    def test_all_three_files_are_written(self, report: ClassReport, tmp_path: Path) -> None:
        """All three files are written."""
        paths = save(report, tmp_path / "reports")
        assert sorted(path.name for path in paths.values()) == [f"{tiny.NAME}.{end}" for end in ("csv", "html", "json")]
        assert paths["html"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_logs_and_likenesses_are_shown(bundle: Bundle, report: ClassReport) -> None:
    """Attempts, stuck learners and likenesses are shown if there are any."""
    assert "Attempts" not in Page(render(report)).text, "no class asked for logs"
    work = Work(
        logs=2,
        attempts=(ExerciseAttempts("double", 2, 1, 3.0, 12.5),),
        stuck=(Stuck("<b>bob</b>", "double", 7, 31.0),),
        likenesses=(
            Likeness(("ada", "<b>cy</b>"), 1.0, ("double",), True),
            Likeness(("dee", "eve"), 0.72, ("double", "triple"), False),
        ),
    )
    full = assemble(bundle, report.learners, made=report.made, work=work)
    page = Page(render(full))
    assert all(text in page.text for text in ("Checks until right", "12.5 min", "<b>bob</b>", "ada, <b>cy</b>", "72%"))
    assert "b" not in [tag for tag, _ in page.tags]
    plain = json.loads(as_json(full))
    assert plain["work"]["stuck"][0]["checks"] == 7 and plain["work"]["likenesses"][1]["share"] == 0.72
