"""The demo: a class in a folder of its own, through the real tools, graded as each deserves."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from autograder.authoring.bundle import find_bundle
from autograder.demo.cast import cast
from autograder.demo.course import MARK, DemoError, lay_out
from autograder.demo.history import log_of
from autograder.demo.play import play
from autograder.project import Project
from autograder.report import attempts
from autograder.report.data import _known
from autograder.report.likeness import alike
from tests.classroom import tiny


@pytest.fixture(scope="module")
def project(released: Path) -> Iterator[Project]:
    with tiny.environment(released):
        yield Project.at(released / "class")


def test_the_cast_holds_every_kind_and_no_solution_marker(project: Project) -> None:
    bundle = find_bundle(project, "c9w1t")
    stub = (project.stubs / tiny.NAME / "tiny.py").read_text()
    players = cast(bundle, stub)
    assert len({player.learner for player in players}) == 24
    notes = " ".join(player.note for player in players)
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
    assert not any("SOLUTION" in (player.source or "") for player in players)


def test_two_of_the_class_are_found_to_be_much_alike_and_nobody_else(project: Project) -> None:
    bundle = find_bundle(project, "c9w1t")
    players = cast(bundle, (project.stubs / tiny.NAME / "tiny.py").read_text())
    sources = {player.learner: player.source for player in players}
    (found,) = alike(sources, sources.get, _known(bundle))
    assert {player.note.partition(",")[0] for player in players if player.learner in found.learners} == {"right"}
    assert len(found.learners) == 2 and found.same, "their names do not count"


def test_a_made_up_log_fits_what_is_handed_in(project: Project, tmp_path: Path) -> None:
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
    assert names == {item.learner for item in players if item.note.startswith(("wrong", "half-finished"))}


def test_a_folder_with_other_files_is_left_alone(project: Project, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(DemoError, match="holds other files"):
        lay_out(project, tiny.NAME, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(("GRADUS", "JUPYTER", "XDG"))}


@pytest.mark.slow
def test_the_whole_cycle_is_played_with_a_small_class(project: Project, tmp_path: Path) -> None:
    said = io.StringIO()
    before = settings()
    folder = tmp_path / "demo"
    status = play(project, folder, 2, size=7, assignment="c9w1t", console=Console(file=said, width=160))
    assert status == 0, said.getvalue()
    assert settings() == before
    course = folder / "class" / "course"
    assert (folder / MARK).is_file()
    assert len(list((folder / "exchange" / "gradus-demo" / "inbound").iterdir())) == 7
    assert len(list((course / "submitted").iterdir())) == 7
    assert len(list((course / "feedback").glob("*/*/*.html"))) == 7
    page = (course / "reports" / f"{tiny.NAME}.html").read_text()
    assert "Nothing handed in: pitts" in page
    assert "Stuck: 5 checks or more" in page, "who is half-finished has checked in vain"
    text = said.getvalue()
    assert "right" in text and "never ends" in text and str(course / "reports") in text
    assert not (project.course / "submitted").exists(), "the real course is not touched"
    play(
        project, folder, 2, size=2, assignment="c9w1t", console=Console(file=io.StringIO())
    )  # once more, over the first
    assert len(list((course / "submitted").iterdir())) == 2
