"""What teachers are told: who was graded and why, who was not, and what to do next."""

from __future__ import annotations

import io
import json
import re
from types import SimpleNamespace

import pytest

from autograder.classroom import grade as grading
from autograder.classroom.grade import GradeError
from autograder.classroom.run import Graded, GradeRequest, GradeSummary, Progress
from autograder.cli.main import main
from autograder.cli.progress import bar

NAME = "c1w2b-logistic-regression"
ADA = Graded(
    "ada", ("new",), 90.0, False, {"sigmoid": (0.0, 1.0)}, ("A cell was put back.",), (), "landlock 7, seccomp"
)
BOOLE = Graded("boole", ("new",), 65.0, True, isolation="landlock 7, seccomp")


@pytest.fixture
def gradus(capsys):
    def run(*arguments: str) -> SimpleNamespace:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code, stdout=said.out, stderr=said.err)

    return run


@pytest.fixture
def graded(monkeypatch):
    """Let `grade` give this summary, without grading anybody."""

    def give(summary: GradeSummary) -> list[GradeRequest]:
        asked: list[GradeRequest] = []

        def pretend(project, request, executor, progress) -> GradeSummary:
            asked.append(request)
            return summary

        monkeypatch.setattr(grading, "grade", pretend)
        return asked

    return give


def test_grading_says_who_why_and_what_is_next(graded, gradus):
    asked = graded(GradeSummary(NAME, (ADA, BOOLE), ("clarke",), seconds=1.5, workers=2))
    done = gradus("grade", "c1w2b", "ada", "boole", "--workers", "2")
    assert done.returncode == 0
    assert asked == [GradeRequest(NAME, ("ada", "boole"), workers=2)]
    assert "2 graded (new): ada, boole" in done.stdout
    assert "ada, sigmoid: 0% before, 100% now" in done.stdout
    assert "ada: A cell was put back." in done.stdout
    assert "2 graded in 1.5 s by 2 processes (landlock 7, seccomp), 1 unchanged." in done.stdout
    assert "1 of them" in done.stdout
    assert f"Next: `gradus feedback {NAME}`" in done.stdout


def test_failure_is_named(graded, gradus):
    """A submission that the grader failed on is named and the status tells."""
    graded(GradeSummary(NAME, (ADA,), failures={"boole": "the process ended twice"}))
    done = gradus("grade", "c1w2b")
    assert done.returncode == 1
    assert "boole: not graded; the process ended twice" in done.stdout


def test_a_stopped_grading_says_how_to_go_on(graded, gradus):
    graded(GradeSummary(NAME, (ADA,), left=("boole", "clarke")))
    done = gradus("grade", "c1w2b")
    assert done.returncode == 1
    assert "Stopped before 2 others. Run the same command to continue." in done.stdout


def test_grade_json(graded, gradus):
    """Grading gives json and nothing else to programs."""
    graded(GradeSummary(NAME, (ADA,), failures={"boole": "x"}))
    plain = json.loads(gradus("grade", "c1w2b", "--json").stdout)
    assert plain["graded"][0]["learner"] == "ada"
    assert plain["failures"] == {"boole": "x"}


def test_an_error_of_the_grader_is_one_sentence(monkeypatch, gradus):
    def refuse(*_, **__):
        raise GradeError("No submission has been collected yet.")

    monkeypatch.setattr(grading, "grade", refuse)
    done = gradus("grade", "c1w2b")
    assert done.returncode == 1
    assert done.stderr == "gradus: No submission has been collected yet.\n"


def test_log_progress(capsys, monkeypatch):
    """In a log progress is a line now and then and messages at once."""
    monkeypatch.setattr("autograder.cli.progress.LOG_SECONDS", 0.0)
    with bar("Grading") as report:
        report(Progress(0, 4))
        report(Progress(1, 4, "ada", 1.25, 2.4))
        report(Progress(1, 4, message="Stopping."))
        report(Progress(2, 4, "boole", 0.1, 20.0))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Grading: 0 of 4",
        "Grading: 1 of 4, 1.2 a second, about 2 s left",
        "Stopping.",
        "Grading: 2 of 4, 6 a minute, about 20 s left",
    ]


def test_terminal_bar(monkeypatch):
    """On a terminal the bar shows how many how fast and whose."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    with bar("Grading") as report:
        report(Progress(0, 4))
        report(Progress(2, 4, "ada", 1.25, 1.6))
        report(Progress(2, 4, message="Stopping."))
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.getvalue())
    assert "2/4" in text and "1.2 a second" in text and "ada" in text and "Stopping." in text
    assert re.search(r"\d:\d\d:\d\d|-:--:--", text), "the time left"
