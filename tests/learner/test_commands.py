"""check, hint, status and start, as a learner types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.cli import start
from autograder.cli.errors import WrongCall
from autograder.cli.main import main
from autograder.cli.status import survey

RIGHT = "def double(x):\n    return x + x\n\n\ndef mean_square(x):\n    return float((double(x) ** 2).mean())\n"


@pytest.fixture
def gradus(capsys):
    """Run the command in this process and in the current folder."""

    def run(*arguments: str) -> SimpleNamespace:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code, stdout=said.out, stderr=said.err)

    return run


class TestCheck:
    def test_it_shows_cards_and_sets_its_status(self, release, write, gradus):
        """`gradus check` shows cards, and its exit status says whether all answers are right."""
        untouched = gradus("check", "double")
        assert untouched.returncode == 1
        assert "○ Not attempted  double" in untouched.stdout
        assert untouched.stderr == ""
        write(RIGHT)
        right = gradus("check", "double", "t1a.mean_square")
        assert right.returncode == 0
        assert right.stdout.count("✓ Right") == 2

    def test_without_a_name_it_gives_a_summary(self, release, write, gradus):
        """`gradus check` without a name gives a summary with the next step."""
        write("def double(x):\n    return x + x\n")
        done = gradus("check")
        assert done.returncode == 1
        assert "1 of 2 right" in done.stdout
        assert "`gradus check mean_square` tells you more" in done.stdout

    def test_it_prints_json_for_programs(self, release, write, gradus):
        """`gradus check --json` prints JSON."""
        write(RIGHT)
        plain = json.loads(gradus("check", "--json").stdout)
        assert plain["assignment"] == "t1a-tiny"
        assert [item["verdict"] for item in plain["exercises"]] == ["pass", "pass"]

    def test_a_mistyped_exercise_is_one_line(self, release, gradus):
        """A mistyped exercise ends with one line and a suggestion."""
        done = gradus("check", "duble")
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "Did you mean t1a.double?" in done.stderr


class TestHint:
    def test_it_shows_hints_by_number(self, release, gradus):
        """`gradus hint` shows hints by number and refuses a number that does not exist."""
        assert "`gradus hint double 2`" in gradus("hint", "double").stdout
        assert "That was the last one." in gradus("hint", "double", "2").stdout
        assert gradus("hint", "double", "9").returncode == 1


class TestStatus:
    def test_it_shows_all_and_what_is_next(self, release, write):
        """`gradus status` finds all assignments below a folder and names the next exercise."""
        write("def double(x):\n    return x + x\n\n\ndef mean_square(x):\n    return 'no'\n")
        (found,) = survey(release.parent)
        assert (found.assignment, found.right, found.wrong, found.not_attempted) == ("t1a-tiny", 1, 1, 0)
        assert found.next == "mean_square"
        assert survey(release) == [found]

    def test_it_counts_only_automatic_points(self, release, write, gradus):
        """`gradus status` counts the points of checks and lists points given by a person separately."""

        def cell(source: str, points: float, **more: object) -> dict[str, object]:
            meta = {"grade": True, "solution": False, "locked": True, "grade_id": source, "points": points, **more}
            return {"cell_type": "code", "source": [source], "metadata": {"nbgrader": meta}}

        cells = [cell('check("t1a.double")', 30), cell('check("t1a.mean_square")', 55), cell("text", 15, solution=True)]
        (release / "t1a-tiny.ipynb").write_text(json.dumps({"cells": [*cells, {"metadata": {}, "source": []}]}))
        write("def double(x):\n    return x + x\n")
        (found,) = survey(release)
        assert (found.points, found.maximum, found.by_hand) == (30.0, 85.0, 15.0)
        said = gradus("status").stdout
        assert "30 of 85" in said and "read by a person" in said
        (release / "t1a-tiny.ipynb").write_text("no JSON")
        assert survey(release)[0].maximum == 0.0

    def test_it_lists_what_is_not_begun(self, release, write, gradus):
        """`gradus status` lists the assignments that are not begun, in the course's order."""
        write(RIGHT)
        said = " ".join(gradus("status").stdout.split())
        assert "Not begun here: c1w1, c1w1-quiz, c1w2a, c1w2b, c1w2-quiz, c1w3," in said
        assert "Next: `gradus start c1w1` lays out the next one" in said

    def test_it_ignores_published_solutions(self, release, write):
        """`gradus status` ignores solutions that were handed out."""
        write(RIGHT)
        handed = release.parent / "t1a-tiny-solution"
        shutil.copytree(release, handed)
        assert len(survey(release.parent)) == 1

    def test_without_assignments_it_says_how_to_begin(self, tmp_path, monkeypatch, gradus):
        """Without assignments, `gradus status` says how to begin."""
        monkeypatch.chdir(tmp_path)
        done = gradus("status")
        assert done.returncode == 0
        assert "gradus start c1w1" in done.stdout

    def test_it_survives_a_missing_module(self, release):
        """`gradus status` reports a missing module and goes on."""
        (release / "tiny.py").unlink()
        (found,) = survey(release)
        assert "tiny.py is not in" in found.problem


class TestStart:
    def test_it_keeps_existing_files(self, release, tmp_path):
        """`gradus start` copies a released folder and keeps existing files."""
        (release / "t1a-tiny.ipynb").write_text("{}")
        made = start.lay_out(str(release), tmp_path / "mine")
        assert sorted(Path(path).name for path in made.written) == ["t1a-tiny.ipynb", "t1a-tiny.key", "tiny.py"]
        (tmp_path / "mine" / "tiny.py").write_text(RIGHT)
        again = start.lay_out(str(release), tmp_path / "mine")
        assert (tmp_path / "mine" / "tiny.py").read_text() == RIGHT
        assert [Path(path).name for path in again.kept] == ["t1a-tiny.ipynb", "tiny.py"]

    def test_it_refuses_a_bad_destination(self, release, tmp_path):
        """`gradus start` refuses the release itself or a file as destination."""
        with pytest.raises(WrongCall, match="already laid out"):
            start.lay_out(str(release), release)
        (tmp_path / "file").touch()
        with pytest.raises(WrongCall, match="is a file"):
            start.lay_out(str(release), tmp_path / "file")

    def test_it_lists_the_assignments(self):
        """For an unknown assignment, `gradus start` lists those that exist."""
        with pytest.raises(WrongCall, match="c1w2b"):
            start.lay_out("c9w9z")

    @pytest.mark.slow
    def test_it_gives_no_solution_away(self, tmp_path, monkeypatch):
        """`gradus start` copies an assignment of the course without any solution or output."""
        monkeypatch.chdir(Path(__file__).parents[2])
        made = start.lay_out("c1w2b", tmp_path / "work")
        names = {Path(path).name for path in made.written}
        assert {"c1w2b-logistic-regression.ipynb", "c1w2b-logistic-regression.key", "logistic_regression.py"} <= names
        assert "notation.md" in names, "notebooks link to it"
        for name in names:
            if not name.endswith(".key"):
                text = (tmp_path / "work" / name).read_text()
                assert "BEGIN SOLUTION" not in text
                assert '"outputs": [\n' not in text
        monkeypatch.chdir(tmp_path / "work")
        (found,) = survey(tmp_path / "work")
        assert found.not_attempted == found.total >= 7
