"""Learners get solutions when the instructor says so, through the exchange or in a bundle."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from autograder.nbgrader_adapter import handout, steps
from autograder.nbgrader_adapter.handout import HandoutError
from autograder.project import Project
from tests.cycle import small
from tests.cycle.conftest import CONFIG


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    folder = tmp_path / "solved"
    (folder / "images").mkdir(parents=True)
    (folder / f"{small.ASSIGNMENT}.ipynb").write_text("{}")
    (folder / "tiny.py").write_text(small.SOLUTION)
    (folder / "images" / "a.png").write_bytes(b"\x89PNG")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old.ipynb").write_text("{}")
    return folder


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    small.make_course(root, CONFIG)
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    monkeypatch.setenv("GRADUS_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "none"))
    return Project.at(root)


class TestExchange:
    def test_a_published_solution_is_fetched(
        self, course: Project, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A published solution is fetched completely and only once."""
        handout.publish(course, small.ASSIGNMENT, solved)
        learner = tmp_path / "learner"
        learner.mkdir()
        monkeypatch.chdir(learner)
        folder = handout.fetch(small.ASSIGNMENT)
        assert folder == learner / f"{small.ASSIGNMENT}-solution"
        assert (folder / "tiny.py").read_text() == small.SOLUTION and (folder / "images" / "a.png").is_file()
        assert not (folder / ".ipynb_checkpoints").exists()
        assert (folder / "tiny.py").stat().st_mode & stat.S_IWUSR, "learners may edit it"
        with pytest.raises(HandoutError, match="already exists"):
            handout.fetch(small.ASSIGNMENT)

    def test_no_exchange_is_made_unasked(
        self, course: Project, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The default exchange, writable for all, is never made unasked. nbgrader makes it silently."""
        unasked = tmp_path / "share" / "exchange"
        monkeypatch.setenv("GRADUS_EXCHANGE", str(unasked))
        monkeypatch.setattr(steps, "DEFAULT_EXCHANGE", str(unasked))
        with pytest.raises(steps.StepError, match="Set GRADUS_EXCHANGE"):
            handout.publish(course, small.ASSIGNMENT, solved)
        assert not unasked.parent.exists()
        unasked.mkdir(parents=True)  # on purpose
        assert handout.publish(course, small.ASSIGNMENT, solved) == unasked

    def test_the_newest_solution_is_fetched(
        self, course: Project, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a second publication the newer solution is fetched."""
        handout.publish(course, small.ASSIGNMENT, solved)
        (solved / "tiny.py").write_text("# mended\n")
        handout.publish(course, small.ASSIGNMENT, solved)
        monkeypatch.chdir(tmp_path)
        assert (handout.fetch(small.ASSIGNMENT, tmp_path / "mine") / "tiny.py").read_text() == "# mended\n"

    def test_an_unpublished_solution_is_a_sentence(
        self, course: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Fetching a solution that was not published ends with a sentence."""
        monkeypatch.chdir(tmp_path)
        with pytest.raises(HandoutError, match=r"No solution of .* can be fetched"):
            handout.fetch(small.ASSIGNMENT)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["exchange", "project"], "nothing is left behind"


class TestBundle:
    def test_a_bundle_holds_each_solution_once(self, solved: Path, tmp_path: Path) -> None:
        """A bundle holds several solutions, each of them once."""
        bundle = tmp_path / "solutions.zip"
        for name in ("c1w1-first", "c1w1-quiz", "c1w2b-last"):
            handout.pack(bundle, name, solved)
        (solved / "tiny.py").write_text("# mended\n")
        handout.pack(bundle, "c1w1-first", solved)
        first = handout.unpack(bundle, "c1w1", tmp_path / "first")
        assert (first / "tiny.py").read_text() == "# mended\n" and not (first / ".ipynb_checkpoints").exists()
        assert (handout.unpack(bundle, "c1w2b", tmp_path / "last") / "tiny.py").read_text() == small.SOLUTION
        with zipfile.ZipFile(bundle) as archive:
            assert len(archive.namelist()) == len(set(archive.namelist())) == 9

    @pytest.mark.parametrize(
        ("prefix", "sentence"),
        [("c9", "match exactly one solution .*c1w1-first"), ("c1", "match exactly one")],
    )
    def test_an_ambiguous_name_is_refused(self, solved: Path, tmp_path: Path, prefix: str, sentence: str) -> None:
        """A name that fits no solution or several is refused."""
        bundle = tmp_path / "solutions.zip"
        handout.pack(bundle, "c1w1-first", solved)
        handout.pack(bundle, "c1w2b-last", solved)
        with pytest.raises(HandoutError, match=sentence):
            handout.unpack(bundle, prefix, tmp_path / "out")

    def test_a_bad_bundle_is_refused(self, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A bundle that is missing, damaged, too large or has a path outside its folder is refused."""
        with pytest.raises(HandoutError, match="There is no file"):
            handout.unpack(tmp_path / "none.zip", "c1w1")
        (tmp_path / "text.zip").write_text("no zip")
        with pytest.raises(HandoutError, match="is not a readable bundle"):
            handout.unpack(tmp_path / "text.zip", "c1w1")
        with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
            archive.writestr("c1w1-first/../../owned.py", "x")
        with pytest.raises(HandoutError, match="outside its own folder"):
            handout.unpack(tmp_path / "out.zip", "c1w1", tmp_path / "a" / "b")
        assert not (tmp_path / "owned.py").exists()
        monkeypatch.setattr(handout, "LARGEST", 10)
        handout.pack(tmp_path / "big.zip", "c1w1-first", solved)
        with pytest.raises(HandoutError, match="more than"):
            handout.unpack(tmp_path / "big.zip", "c1w1", tmp_path / "c")

    def test_existing_files_are_not_overwritten(self, solved: Path, tmp_path: Path) -> None:
        """Unpacking never overwrites existing files."""
        handout.pack(tmp_path / "solutions.zip", "c1w1-first", solved)
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "tiny.py").write_text("my own work")
        with pytest.raises(HandoutError, match="is not overwritten"):
            handout.unpack(tmp_path / "solutions.zip", "c1w1", tmp_path / "mine")
        assert (tmp_path / "mine" / "tiny.py").read_text() == "my own work"
