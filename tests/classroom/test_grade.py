"""Grading a class: right scores, regrading only what changed and saying why; a bad submission delays no other."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autograder.classroom.grade import GradeError, GradeRequest, GradeSummary, describe_changes, grade
from autograder.classroom.run import Progress, Report
from autograder.project import Project
from tests.classroom import tiny, warm
from tests.classroom.runs import children, peak, results


@pytest.fixture
def project(released: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the released course, so that every test has its own gradebook."""
    shutil.copytree(released, tmp_path / "copy")
    with tiny.environment(tmp_path / "copy"):
        yield Project.at(tmp_path / "copy" / "class")


def run(
    project: Project, students: Sequence[str] = (), force: bool = False, progress: Report | None = None
) -> GradeSummary:
    return grade(project, GradeRequest("c9w1t", students, 2, force), warm.pool(), progress)


def by_learner(summary: GradeSummary) -> dict[str, tuple[str, ...]]:
    return {item.learner: item.reasons for item in summary.graded}


@pytest.mark.parametrize("kind", ["new", "old"])
def test_leftovers_of_killed_workers_are_removed(project: Project, kind: str) -> None:
    """The half-written folder of a worker that was killed is gone after the next grading."""
    tiny.hand_in(project, {"ada": tiny.RIGHT})
    left = project.course / "autograded" / "ada" / f".{tiny.NAME}.{kind}-999" / "folder"
    left.mkdir(parents=True)
    (left / "file").write_text("half")
    assert not run(project).failures
    assert [path.name for path in left.parents[1].iterdir()] == [tiny.NAME]


def test_scores_and_causes_are_right(project: Project) -> None:
    """Each learner gets the points for right answers and the cause of wrong ones."""
    tiny.hand_in(project, {"ada": tiny.RIGHT, "bob": tiny.SQUARED, "cy": tiny.FOURFOLD})
    summary = run(project)
    assert not summary.failures and [item.points for item in summary.graded] == [6, 2, 4]
    assert all(item.isolation.startswith("landlock") for item in summary.graded)
    scores = tiny.scores(project)
    assert scores["ada"]["check-double"] == 4 and scores["bob"]["check-double"] == 0
    assert scores["bob"]["check-triple"] == 2, "a mistake costs points once: triple is judged with a stand-in"
    assert "That is the square." in tiny.outputs(project, "bob")
    assert "That is four times x." in tiny.outputs(project, "cy")


def test_a_second_run_does_nothing(project: Project) -> None:
    """If nothing changed, a second run grades nobody and changes nothing."""
    tiny.hand_in(project, {"ada": tiny.RIGHT, "bob": tiny.SQUARED})
    run(project)
    before = tiny.gradebook(project)
    summary = run(project)
    assert summary.graded == () and summary.unchanged == ("ada", "bob")
    assert tiny.gradebook(project) == before


def test_a_regrade_says_who_and_why(project: Project) -> None:
    """A regrade says who was graded, why, and what changed."""
    tiny.hand_in(project, {"ada": tiny.RIGHT, "bob": tiny.SQUARED})
    run(project)
    tiny.hand_in(project, {"bob": tiny.RIGHT, "cy": tiny.RIGHT})
    summary = run(project)
    assert by_learner(summary) == {"bob": ("the module was submitted again",), "cy": ("not graded before",)}
    assert summary.unchanged == ("ada",)
    assert "bob, double: 0% before, 100% now" in list(describe_changes(summary))
    assert tiny.scores(project)["bob"]["check-double"] == 4


def test_only_a_corrected_exercise_is_rejudged(project: Project) -> None:
    """After an exercise is corrected, only this exercise is judged again."""
    tiny.hand_in(project, {"ada": tiny.RIGHT})
    run(project)
    exercises = project.solutions / tiny.NAME / "exercises.py"
    exercises.write_text(exercises.read_text().replace("That is four times x.", "Four times x: one too many."))
    before = kept(project)
    assert by_learner(run(project)) == {"ada": ("triple: the exercise changed",)}
    after = kept(project)
    assert after["double"] == before["double"], "including its duration: it was not judged again"
    assert after["triple"]["address"] != before["triple"]["address"]


def kept(project: Project) -> dict[str, dict]:
    """The ledger's results of the only module that was submitted."""
    (path,) = (project.state / "ledger").glob("*/results/*/*.json")
    return json.loads(path.read_text())["exercises"]


def test_force_computes_everything_again(project: Project) -> None:
    """`force=True` computes everything again, and a plain run after it computes nothing."""
    tiny.hand_in(project, {"ada": tiny.RIGHT, "bob": tiny.SQUARED})
    run(project)
    before = results(project)
    summary = run(project, force=True)
    assert by_learner(summary) == dict.fromkeys(("ada", "bob"), ("--force was given",))
    assert list(describe_changes(summary)) == ["2 graded (--force was given): ada, bob"]
    forced = results(project)
    assert set(forced) == set(before) and all(forced[name] != text for name, text in before.items()), "durations differ"
    plain = run(project)
    assert plain.graded == () and plain.unchanged == ("ada", "bob") and results(project) == forced
    assert set(by_learner(run(project, students=["bob"], force=True))) == {"bob"}


def test_a_worker_stays_below_150_megabytes(project: Project) -> None:
    """The judging process and its zygote together stay below 150 MB at their peaks, with NumPy."""
    tiny.hand_in(project, {f"s{index}": (tiny.RIGHT, tiny.SQUARED, tiny.FOURFOLD)[index % 3] for index in range(12)})
    assert len(run(project).graded) == 12
    sizes = {worker: peak(worker) + sum(map(peak, children(worker))) for worker in warm.pool().pids}
    assert sizes and all(children(worker) for worker in sizes)
    assert all(20 < size < 150 for size in sizes.values()), sizes


@pytest.mark.parametrize("lost", ["gradebook row", "autograded folder"])
def test_lost_output_is_written_again(project: Project, lost: str) -> None:
    """A lost gradebook row or folder is written again without judging anything."""
    from nbgrader.api import Gradebook

    tiny.hand_in(project, {"ada": tiny.RIGHT})
    run(project)
    before = tiny.gradebook(project)
    if lost == "gradebook row":
        with Gradebook(f"sqlite:///{project.course / 'gradebook.db'}") as gradebook:
            gradebook.remove_submission(tiny.NAME, "ada")
    else:
        shutil.rmtree(project.course / "autograded")
    summary = run(project)
    assert "no longer" in summary.graded[0].reasons[0]
    assert tiny.gradebook(project) == before and "earned" not in summary.failures
    assert tiny.outputs(project, "ada")


def test_manual_scores_survive_a_regrade(project: Project) -> None:
    """A score given by a person survives a regrade."""
    from nbgrader.api import Gradebook

    tiny.hand_in(project, {"ada": tiny.SQUARED})
    run(project)
    with Gradebook(f"sqlite:///{project.course / 'gradebook.db'}") as gradebook:
        grade_row = gradebook.find_grade("why", tiny.NAME, tiny.NAME, "ada")
        grade_row.manual_score = 2.5
        gradebook.db.commit()
    tiny.hand_in(project, {"ada": tiny.RIGHT})
    run(project)
    assert any(row[0:2] == ("ada", "why") and row[4] == 2.5 for row in tiny.gradebook(project)["grade"])


def test_no_submission_is_a_sentence(project: Project) -> None:
    """Grading without submissions ends with a sentence."""
    with pytest.raises(GradeError, match=r"No submissions .* collected yet"):
        run(project)
    tiny.hand_in(project, {"ada": tiny.RIGHT})
    with pytest.raises(GradeError, match="from zoe"):
        run(project, students=["zoe"])


def test_progress_shows_rate_and_time_left(project: Project) -> None:
    """Progress counts the submissions and estimates the rate and the time left."""
    tiny.hand_in(project, {f"s{index}": tiny.RIGHT for index in range(4)})
    seen: list[tuple[float, Progress]] = []
    start = time.monotonic()
    run(project, progress=lambda item: seen.append((time.monotonic(), item)))
    assert [(item.done, item.total) for _, item in seen] == [(done, 4) for done in range(5)]
    (began, first), *later = seen
    assert first.rate == 0 and first.seconds_left is None, "nothing is known yet"
    assert start <= began and {item.learner for _, item in later} == {f"s{index}" for index in range(4)}
    before = began
    for moment, item in later:  # each rate was computed between the report before it and its own
        assert item.done / (moment - start) <= item.rate and item.rate * (before - began) <= item.done
        assert item.seconds_left == pytest.approx((4 - item.done) / item.rate)
        before = moment
    assert later[-1][1].seconds_left == 0


BAD = {
    "no module": (None, "missing", "There is no tiny.py"),
    "renamed function": ("def doubble(x):\n    return 2 * x\n", "missing", "doubble"),
    "syntax error in one function": (
        "def double(x:\n    return\n\n\n" + tiny.RIGHT.split("\n\n\n")[1],
        "error",
        "cannot read `double`",
    ),
    "not UTF-8": (b"def double(x):\n    return '\xff\xfe'\n", "missing", "UTF-8"),
    "wrong return type": (tiny.RIGHT.replace("x + x", "'twice'"), "wrong", "not a string"),
    "nan": (tiny.RIGHT.replace("x + x", "x * float('nan')"), "wrong", "nan (not a number)"),
    "hang": (tiny.RIGHT.replace("return x + x", "import time; time.sleep(60)"), "timeout", "took too long"),
    "hang on import": ("while True:\n    pass\n" + tiny.RIGHT, "timeout", "took too long"),
    "4 GB": (
        tiny.RIGHT.replace("return x + x", "import numpy as np; return np.ones(2**29)"),
        "limit",
        "memory than there is",
    ),
    "200 MB result": (tiny.RIGHT.replace("return x + x", "return [bytes(200 << 20)]"), "limit", "far too much"),
    "output flood": (tiny.RIGHT.replace("return x + x", "print('x' * 10**8); return x + x"), "pass", ""),
    "exit": ("import os\nos._exit(0)\n", "error", "ended the whole process"),
}


def test_every_bad_module_gets_a_sentence(project: Project) -> None:
    """Every bad module gets a sentence, and the other submissions are graded."""
    names = {f"s{index:02}": kind for index, kind in enumerate(BAD)}
    tiny.hand_in(project, {name: BAD[kind][0] for name, kind in names.items()})
    tiny.hand_in(project, {"z-right": tiny.RIGHT})
    (project.course / "submitted" / "z-nojson" / tiny.NAME).mkdir(parents=True)
    tiny.hand_in(project, {"z-nojson": tiny.RIGHT})
    folder = project.course / "submitted" / "z-nojson" / tiny.NAME
    (folder / f"{tiny.NAME}.ipynb").write_text('{"cells": [')
    summary = run(project)
    assert not summary.failures
    scores = tiny.scores(project)
    assert scores["z-right"]["check-double"] == 4 and scores["z-nojson"]["check-double"] == 4
    assert "not valid JSON" in tiny.outputs(project, "z-nojson")
    from autograder.classroom.ledger import Ledger

    ledger = Ledger(project.state / "ledger")
    for name, kind in names.items():
        last = ledger.last(tiny.NAME, name)
        assert last is not None
        _, verdict, words = BAD[kind]
        assert last.verdicts["double"] == verdict, kind
        card = json.dumps(tiny.outputs(project, name))
        assert words.lower() in card.lower(), kind
        assert "Traceback" not in card, kind
        assert scores[name]["check-double"] == (4 if verdict == "pass" else 0), kind
    settled = {name for name, kind in names.items() if BAD[kind][1] not in ("timeout", "limit")}
    assert run(project, students=[*settled, "z-right", "z-nojson"]).graded == ()
    memory = [name for name, kind in names.items() if BAD[kind][1] == "limit"]
    again = run(project, students=memory)
    assert {item.learner for item in again.graded} == set(memory), "time and memory are never final"
    assert all("ran out of time or memory last time" in item.reasons[0] for item in again.graded)


def test_a_broken_function_costs_only_its_points(project: Project) -> None:
    """A syntax error in one function costs only the points of this function."""
    tiny.hand_in(project, {"ada": BAD["syntax error in one function"][0]})
    run(project)
    assert tiny.scores(project)["ada"]["check-triple"] == 2
