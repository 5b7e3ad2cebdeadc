"""The fast path (workers stage, one writer fills the gradebook) gives the same as `nbgrader autograde`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.plan import PlanError, make_plan
from autograder.nbgrader_adapter.staging import stage
from autograder.nbgrader_adapter.writer import GradebookError, GradebookWriter
from tests.cycle import books, small

CONFIG = Path(__file__).parents[2] / "course" / "nbgrader_config.py"
NOTEBOOK = f"{small.ASSIGNMENT}.ipynb"
Change = Callable[[Path], None]


def module(text: str) -> Change:
    return lambda folder: (folder / "tiny.py").write_text(text) and None


def notebook(change: Callable[[dict[str, Any]], None]) -> Change:
    def changed(folder: Path) -> None:
        path = folder / NOTEBOOK
        plain = json.loads(path.read_text())
        change(plain)
        path.write_text(json.dumps(plain))

    return changed


def cell(plain: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in plain["cells"] if item["metadata"].get("nbgrader", {}).get("grade_id") == name)


def write_answer(plain: dict[str, Any]) -> None:
    cell(plain, "why")["source"] = "Because <b>two</b> is $a < b$ <script>alert(1)</script> [x](javascript:alert(1))"
    html = {"text/html": "<p onclick='x()'>table</p><script>steal()</script>", "text/plain": "table"}
    plain["cells"][-1]["outputs"] = [
        {"output_type": "stream", "name": "stderr", "text": ["a warning\n", "and more\n"]},
        {"output_type": "display_data", "data": html, "metadata": {"image/png": {"width": "1 onload=alert(1)"}}},
        {"output_type": "display_data", "data": {"application/javascript": "steal()"}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["line"] * 300},
        {"output_type": "stream", "name": "stdout", "text": "flood\n" * 3000},
    ]


def change_points(plain: dict[str, Any]) -> None:
    cell(plain, "check-double")["metadata"]["nbgrader"]["points"] = 100
    cell(plain, "check-triple")["metadata"]["nbgrader"]["solution"] = True


def forge(plain: dict[str, Any]) -> None:
    forged = {"output_type": "execute_result", "data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1}
    for name in ("check-double", "check-triple"):
        cell(plain, name)["outputs"] = [forged]
        cell(plain, name)["source"] = "4.0"


def drop(plain: dict[str, Any]) -> None:
    plain["cells"] = [item for item in plain["cells"] if not item["id"].startswith("check")]


def double(plain: dict[str, Any]) -> None:
    plain["cells"] += [json.loads(json.dumps(cell(plain, name))) for name in ("check-double", "why")]


def turn(plain: dict[str, Any]) -> None:
    plain["cells"].reverse()
    spoilt = cell(plain, "check-double")
    spoilt.update({"cell_type": "markdown"})
    for name in ("outputs", "execution_count"):
        spoilt.pop(name)


def age(plain: dict[str, Any]) -> None:
    cell(plain, "why")["metadata"]["nbgrader"]["schema_version"] = 1


def damage(plain: dict[str, Any]) -> None:
    plain["cells"].append({"cell_type": "code", "outputs": 7})


def add_file(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_text("1")


CLASS: dict[str, tuple[Change, ...]] = {
    "right": (module(small.SOLUTION), notebook(write_answer)),
    "stub": (),
    "half": (module(small.HALF),),
    "late": (module(small.SOLUTION), lambda folder: (folder / "timestamp.txt").write_text(LATE) and None),
    "no-module": (lambda folder: (folder / "tiny.py").unlink(),),
    "broken": (module("def double(x:\n"),),
    "not-json": (module(small.SOLUTION), lambda folder: (folder / NOTEBOOK).write_text("{oops") and None),
    "not-text": (module(small.SOLUTION), lambda folder: (folder / NOTEBOOK).write_bytes(b"\xff\xfe{}") and None),
    "points": (module(small.HALF), notebook(change_points)),
    "forged": (notebook(forge),),
    "dropped": (module(small.SOLUTION), notebook(drop)),
    "doubled": (module(small.HALF), notebook(double)),
    "turned": (module(small.HALF), notebook(turn)),
    "old-schema": (module(small.HALF), notebook(age)),
    "invalid": (module(small.HALF), notebook(damage)),
    "extra": (module(small.SOLUTION), add_file),
}
ON_TIME, LATE = "2026-01-01 10:00:00.000000 UTC", "2026-01-03 10:00:00.000000 UTC"


def collect(course: Path) -> None:
    """Put everybody's submission where `nbgrader collect` does."""
    for student, changes in CLASS.items():
        folder = course / "submitted" / student / small.ASSIGNMENT
        shutil.copytree(course / "release" / small.ASSIGNMENT, folder)
        (folder / "timestamp.txt").write_text(ON_TIME)
        for change in changes:
            change(folder)


def set_due_date(course: Path) -> None:
    with Gradebook(f"sqlite:///{course}/gradebook.db", "gradus") as gradebook:
        gradebook.update_or_create_assignment(small.ASSIGNMENT, duedate="2026-01-02 10:00:00.000000 UTC")


def grade_fast(course: Path, only: set[str] | None = None) -> dict[str, dict[str, Any]]:
    plan = make_plan(course, small.ASSIGNMENT, small.MODULE, course / ".gradus")
    staged = {}
    for student in plan.students():
        if only is None or student in only:
            staged[student] = stage(plan.order(student), small.judge(plan.source(student)[0]))
    with GradebookWriter(plan) as writer:
        items = list(staged.values())
        writer.write(items[:5])
        writer.write(items[5:])
    return staged


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The same class, graded by stock nbgrader and by the fast path."""
    stock = small.released_course(tmp_path_factory.mktemp("stock"), CONFIG)
    with (stock / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    set_due_date(stock)
    collect(stock)
    fast = stock.parent.with_name("fast") / "course"
    shutil.copytree(stock.parent, fast.parent)
    steps.autograde(stock, small.ASSIGNMENT)
    grade_fast(fast)
    yield stock, fast


@pytest.mark.parametrize("table", books.TABLES)
def test_the_rows_are_the_same(courses: tuple[Path, Path], table: str) -> None:
    """The fast path leaves the same rows in each table."""
    stock, fast = (books.rows(course / "gradebook.db")[table] for course in courses)
    assert len(stock) >= len(CLASS)
    assert fast == stock


@pytest.mark.parametrize("student", CLASS)
def test_the_files_are_the_same(courses: tuple[Path, Path], student: str) -> None:
    """The fast path leaves the same files for each learner."""
    stock, fast = (books.files(course / "autograded" / student) for course in courses)
    assert fast == stock


@pytest.mark.parametrize(
    ("student", "double", "triple", "why"),
    [
        ("right", 4, 2, None),
        ("stub", 0, 2 / 3, 0),
        ("half", 4, 2 / 3, 0),
        ("no-module", 0, 0, 0),
        ("not-json", 4, 2, 0),
        ("points", 4, 2 / 3, 0),
        ("forged", 0, 2 / 3, 0),
        ("dropped", 4, 2, 0),
        ("doubled", 4, 2 / 3, 0),
        ("turned", 4, 2 / 3, 0),
    ],
)
def test_scores_depend_only_on_the_module(
    courses: tuple[Path, Path], student: str, double: float, triple: float, why: float | None
) -> None:
    """Scores depend on the module, whatever the notebook claims."""
    grades = {row[1]: row[3] for row in books.rows(courses[1] / "gradebook.db")["grade"] if row[0] == student}
    assert grades == {"check-double": double, "check-triple": pytest.approx(triple, abs=1e-5), "why": why}


def test_a_late_submission_gets_its_penalty(courses: tuple[Path, Path]) -> None:
    """A late submission loses what the plugin says, and no other submission loses anything."""
    penalties = {row[0]: row[3] for row in books.rows(courses[1] / "gradebook.db")["notebook"]}
    assert penalties["late"] == 6
    assert {penalty for student, penalty in penalties.items() if student != "late"} == {None}


def test_grading_again_keeps_manual_scores(courses: tuple[Path, Path]) -> None:
    """Grading again changes nothing and keeps scores and comments that a person gave."""
    fast = courses[1]
    with Gradebook(f"sqlite:///{fast}/gradebook.db") as gradebook:
        gradebook.find_grade("why", small.ASSIGNMENT, small.ASSIGNMENT, "right").manual_score = 2.5
        gradebook.find_comment("why", small.ASSIGNMENT, small.ASSIGNMENT, "right").manual_comment = "Nicely put."
        gradebook.db.commit()
    before = books.rows(fast / "gradebook.db")
    grade_fast(fast)
    after = books.rows(fast / "gradebook.db")
    assert [row for row in after["grade"] if row[0] != "right"] == [row for row in before["grade"] if row[0] != "right"]
    kept = next(row for row in after["grade"] if row[0] == "right" and row[1] == "why")
    assert kept[4] == 2.5 and kept[6], "scored by hand and marked for another look, as nbgrader does"
    assert "Nicely put." in repr(after["comment"])


def test_a_locked_gradebook_is_a_sentence(courses: tuple[Path, Path]) -> None:
    """A locked gradebook ends with a sentence and leaves no half-written row."""
    import sqlite3

    fast = courses[1]
    plan = make_plan(fast, small.ASSIGNMENT, small.MODULE, fast / ".gradus")
    staged = stage(plan.order("half"), small.judge(b""))
    before = books.rows(fast / "gradebook.db")
    with GradebookWriter(plan) as writer:
        writer.session.connection().exec_driver_sql("pragma busy_timeout = 50")
        writer.session.rollback()
        locking = sqlite3.connect(fast / "gradebook.db")
        locking.execute("begin exclusive")
        with pytest.raises(GradebookError, match=r"locked.*close it"):
            writer.write([staged])
        locking.rollback()
        locking.close()
    assert books.rows(fast / "gradebook.db") == before
    grade_fast(fast, {"half"})


def test_an_unreleased_assignment_is_a_sentence(courses: tuple[Path, Path], tmp_path: Path) -> None:
    """Grading an assignment that was never released ends with a sentence."""
    with pytest.raises(PlanError, match="Release it first"):
        make_plan(courses[1], "c9w9-unknown", "m", tmp_path)


def test_other_preprocessors_are_refused(courses: tuple[Path, Path], tmp_path: Path) -> None:
    """A configuration with other preprocessors is refused."""
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(CONFIG, course / "nbgrader_config.py")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('c.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute"]\n')
    with pytest.raises(PlanError, match="grades without JudgeSubmission"):
        make_plan(course, small.ASSIGNMENT, small.MODULE, tmp_path)
