"""`gradus list`: the whole course on one screen, and details on request."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.cli.listing import show_weeks

ROOT = Path(__file__).resolve().parents[2]


def test_fits_a_screen(gradus) -> None:
    """24 lines of 80 columns, the prompt after it included."""
    lines = gradus("list", cwd=ROOT).stdout.splitlines()
    assert len(lines) < 24
    assert "c1w2  a numpy-basics, b logistic-regression, quiz" in lines
    assert all(len(line) <= 80 for line in lines if not line.startswith(("Next:", "30 assign")))


def test_fifty_assignments_fit(capsys) -> None:
    """A full course of sixteen weeks has no more lines than weeks and two."""
    weeks = [f"c{course}w{week}" for course in range(1, 6) for week in range(1, 5)][:17]
    names = [f"{week}{part}" for week in weeks for part in ("a-first-topic", "b-second-topic", "-quiz")]
    show_weeks(names)
    assert len(names) > 50 and len(capsys.readouterr().out.splitlines()) < 24


def test_one_assignment(gradus) -> None:
    """A name shows the exercises, with --json as JSON."""
    shown = gradus("list", "LOGISTIC", cwd=ROOT).stdout
    assert "propagate" in shown and "relu" not in shown
    (item,) = json.loads(gradus("list", "c1w2b", "--json", cwd=ROOT).stdout)
    assert item["assignment"] == "c1w2b-logistic-regression"


def test_every_exercise(gradus) -> None:
    shown = gradus("list", "--all", cwd=ROOT).stdout
    assert "propagate" in shown and "relu" in shown


def test_without_solutions(gradus, tmp_path: Path) -> None:
    """A learner's copy of the course lists what was released."""
    released = tmp_path / "course" / "release" / "c1w1-first-neuron"
    released.mkdir(parents=True)
    (released / "c1w1-first-neuron.ipynb").write_text("{}")
    (tmp_path / "course" / "nbgrader_config.py").write_text("")
    done = gradus("list", cwd=tmp_path)
    assert done.returncode == 0 and "c1w1  first-neuron" in done.stdout
