"""The command itself: quick to answer, sentences for errors, and exit statuses that programs can rely on."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from autograder.cli import doctor, say
from autograder.cli.errors import NotDone, WrongCall, explain, sentence

LEARNERS = ("doctor", "start", "check", "hint", "status")
TEACHERS = ("key", "release", "grade", "judge", "feedback", "solution", "report", "demo")
AUTHORS = ("list", "build")


def test_help_sections(gradus):
    """The help lists every command by whom it is for."""
    shown = gradus("--help").stdout
    sections = {title: shown.index(f"{title}:") for title in ("Learners", "Teachers", "Authors")}
    assert list(sections.values()) == sorted(sections.values())
    for names, start, end in (
        (LEARNERS, "Learners", "Teachers"),
        (TEACHERS, "Teachers", "Authors"),
        (AUTHORS, "Authors", None),
    ):
        part = shown[sections[start] : sections[end] if end else None]
        for name in names:
            assert f"\n  {name} " in part, name


@pytest.mark.parametrize("name", [*LEARNERS, *TEACHERS, *AUTHORS])
def test_every_command_explains_itself(gradus, name):
    done = gradus(name, "--help")
    assert done.returncode == 0
    assert "Usage: gradus" in done.stdout


def cpu_seconds(statements: str) -> tuple[float, set[str]]:
    """The least processor time of three tries (a busy machine must not fail this test), and the modules loaded."""
    code = (
        f"import sys, time; start = time.process_time()\ntry:\n    {statements}\nexcept SystemExit: pass\n"
        "print(); print(time.process_time() - start, *sys.modules)"
    )
    found = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        took, *loaded = done.stdout.splitlines()[-1].split()
        found.append((float(took), set(loaded)))
    return min(found, key=lambda item: item[0])


def test_help_is_light():
    """The help comes at once and loads nothing heavy."""
    took, loaded = cpu_seconds("from autograder.cli.main import main; main(['--help'])")
    assert not loaded & {"typer", "pydantic", "numpy", "tensorflow", "nbgrader", "rich", "IPython"}
    assert took < max(0.3, 2.5 * cpu_seconds("import click")[0])


def test_the_version_is_said(gradus):
    import autograder

    assert gradus("--version").stdout == f"gradus {autograder.__version__}\n"


def test_mistyped_command(gradus):
    """A mistyped command gets the nearest one and status 2."""
    done = gradus("lits")
    assert done.returncode == 2
    assert "Did you mean 'list'?" in done.stderr


def test_a_missing_argument_is_a_wrong_call(gradus):
    assert gradus("judge").returncode == 2


def test_own_error(gradus, tmp_path):
    """An error of ours is one sentence and a traceback only when asked for."""
    plainly = gradus("check", cwd=tmp_path)
    assert plainly.returncode == 1
    assert plainly.stderr.startswith("gradus: There is no answer key")
    assert "Traceback" not in plainly.stderr
    assert "Traceback" in gradus("--debug", "check", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (WrongCall("There is no x."), 2, "gradus: There is no x."),
        (NotDone("It cannot be done."), 1, "gradus: It cannot be done."),
        (PermissionError(13, "Permission denied", "/srv/x"), 1, "gradus: /srv/x: permission denied."),
        (OSError(28, "No space left on device"), 1, "the disk is full"),
        (ZeroDivisionError("division by zero"), 1, "a fault of ours"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_error_words(error, status, words, capsys):
    """Each kind of error has its words and status."""
    assert explain(error) == status
    assert words in capsys.readouterr().err


def test_foreign_error():
    """Text that is not ours is never shown as advice."""
    assert "fault of ours" in sentence(KeyError("w"))


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    code = f"{sys.executable} -m autograder.cli.main --help | head -1"
    done = subprocess.run(code, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_doctor_gives_a_true_list_of_ok_and_fail(gradus, tmp_path):
    start = time.perf_counter()
    done = gradus("doctor", "--json", cwd=tmp_path)
    assert time.perf_counter() - start < 120
    found = {item["name"]: item for item in json.loads(done.stdout)}
    assert {"Python", "numpy", "jupyterlab", "nbgrader", "TensorFlow", "isolation", "disk"} <= set(found)
    assert found["numpy"]["ok"] and found["nbgrader"]["text"].startswith("0.9.6")
    assert done.returncode == (0 if all(item["ok"] for item in found.values()) else 1)
    for item in found.values():
        assert item["ok"] or item["remedy"], item


def test_doctor_says_what_it_does(monkeypatch, capsys):
    """A line appears before each slow part, and in a log it stays."""

    def examine(folder=None, tell=None):
        tell("importing things")
        yield doctor.Finding("things", True, "imported")
        yield doctor.Finding("disk", False, "full", "make room")

    monkeypatch.setattr(doctor, "examine", examine)
    assert [finding.ok for finding in doctor.show()] == [True, False]
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "      importing things …",
        "OK    things: imported",
        "FAIL  disk: full",
        "      What to do: make room",
    ]
    assert lines[-1].startswith("1 of 2 lines say FAIL")


def test_slow_work_is_told(monkeypatch, capsys):
    """Nothing is said about a quick block; a slow one is announced on standard error, and then its time."""
    monkeypatch.setattr(say, "PATIENCE", 0.02)
    monkeypatch.setattr(say, "AGAIN", 0.02)
    with say.patiently("Working …") as ready:
        ready()
        time.sleep(0.05)
    assert capsys.readouterr().err == ""
    with say.patiently("Working …"):
        time.sleep(0.2)
    assert capsys.readouterr().err.splitlines()[:2] == ["Working …", "  … 0 s"]


def test_table_folds_on_a_terminal(monkeypatch, capsys):
    """In a log a table is as wide as its cells; on a narrow terminal the widest column is folded."""
    rows = [("one", 1, "some words that are longer than the terminal")]
    say.table(("name", "n", "text"), rows, right=(1,))
    assert capsys.readouterr().out == f"name  n  text\none   1  {rows[0][2]}\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    say.table(("name", "n", "text"), rows, right=(1,))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and all(len(line) <= 30 for line in lines[1:])
