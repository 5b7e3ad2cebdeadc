"""The demo: a class in its own folder, taken through the real tools, each submission graded as it should be."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from autograder.authoring.bundle import find_bundle
from autograder.demo.cast import cast, log_of
from autograder.demo.course import MARK, DemoError, lay_out
from autograder.demo.play import DemoOptions, play
from autograder.project import Project
from autograder.report import attempts
from autograder.report.data import _known
from autograder.report.likeness import alike
from tests.classroom import tiny


@pytest.fixture(scope="module")
def project(released: Path) -> Iterator[Project]:
    with tiny.environment(released):
        yield Project.at(released / "class")


def test_the_cast_has_every_kind_of_learner(project: Project) -> None:
    """The cast has every kind of learner and shows no solution marker."""
    bundle = find_bundle(project, "c9w1t")
    stub = (project.stubs / tiny.NAME / "tiny.py").read_text()
    players = cast(bundle, stub)
    assert len({player.learner for player in players}) == 24
    notes = " ".join(player.submission.note for player in players)
    for kind in (
        "right",
        "wrong",
        "syntax error",
        "half-finished",
        "never ends",
        "attack",
        "untouched",
        "renamed",
        "JSON",
    ):
        assert kind in notes
    assert not any("SOLUTION" in (player.submission.source or "") for player in players)


def test_two_similar_submissions_are_found(project: Project) -> None:
    """The report finds the two submissions that are alike, and no others."""
    bundle = find_bundle(project, "c9w1t")
    players = cast(bundle, (project.stubs / tiny.NAME / "tiny.py").read_text())
    sources = {player.learner: player.submission.source for player in players}
    (found,) = alike(sources, sources.get, _known(bundle))
    assert {player.submission.note.partition(",")[0] for player in players if player.learner in found.learners} == {
        "right"
    }
    assert len(found.learners) == 2 and found.same, "names of variables do not matter"


def test_an_invented_log_fits_the_submission(project: Project, tmp_path: Path) -> None:
    """The invented logs of checks fit what the learners submit."""
    bundle = find_bundle(project, "c9w1t")
    players = cast(bundle, (project.stubs / tiny.NAME / "tiny.py").read_text())
    found = {}
    for player in players:
        (tmp_path / player.learner).mkdir()
        if log := log_of(player, bundle.names, datetime.now(UTC)):
            (tmp_path / player.learner / "attempts.jsonl").write_bytes(log)
            found[player.learner] = attempts.read(tmp_path / player.learner, bundle.names)
    assert 10 < len(found) < len(players) and all(found.values())
    names = {item.learner for item in attempts.stuck(found, bundle.names)}
    assert names == {item.learner for item in players if item.submission.note.startswith(("wrong", "half-finished"))}


def test_a_folder_with_other_files_is_kept(project: Project, tmp_path: Path) -> None:
    """The demo refuses a folder with other files and does not change it."""
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(DemoError, match="no earlier demo made"):
        lay_out(project, tiny.NAME, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(("GRADUS", "JUPYTER", "XDG"))}


@pytest.mark.slow
def test_the_demo_plays_the_whole_cycle(project: Project, tmp_path: Path) -> None:
    """The demo takes a small class from release to report, and a second run starts from nothing."""
    said = io.StringIO()
    before = settings()
    folder = tmp_path / "demo"
    status = play(project, DemoOptions(folder, 2, 7, "c9w1t"), Console(file=said, width=160))
    assert status == 0, said.getvalue()
    assert settings() == before
    course = folder / "class" / "course"
    assert (folder / MARK).is_file()
    assert len(list((folder / "exchange" / "gradus-demo" / "inbound").iterdir())) == 7
    assert len(list((course / "submitted").iterdir())) == 7
    assert len(list((course / "feedback").glob("*/*/*.html"))) == 7
    page = (course / "reports" / f"{tiny.NAME}.html").read_text()
    assert "Nothing submitted: pitts" in page
    assert "Stuck: 5 checks or more" in page, "half-finished learners have failed checks"
    text = said.getvalue()
    assert "right" in text and "never ends" in text and str(course / "reports") in text
    assert not (project.course / "submitted").exists(), "the real course is not touched"
    lay_out(project, tiny.NAME, folder)  # as a second run begins
    assert (folder / MARK).is_file() and not (course / "submitted").exists()
    assert not (course / "gradebook.db").exists() and not list((folder / "exchange").iterdir())
