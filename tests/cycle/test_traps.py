"""Each defect that was measured in stock nbgrader stays fixed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeFactory
from nbgrader.utils import compute_checksum, determine_grade

from autograder.nbgrader_adapter import cells, judging, steps
from autograder.nbgrader_adapter.settings import course_directory, load_config
from autograder.result import ExerciseResult
from tests.cycle import books, small
from tests.cycle.conftest import CONFIG, REPOSITORY
from tests.cycle.test_fast_path import NOTEBOOK, notebook, write_answer
from tests.cycle.test_pages import Live


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released tiny assignment."""
    made = small.released_course(tmp_path_factory.mktemp("traps"), CONFIG)
    return made


def hand_in(course: Path, student: str, module: str) -> Path:
    folder = course / "submitted" / student / small.ASSIGNMENT
    shutil.copytree(course / "release" / small.ASSIGNMENT, folder, dirs_exist_ok=True)
    (folder / "tiny.py").write_text(module)
    return folder


def scores(course: Path, student: str) -> dict[str, float | None]:
    return {row[1]: row[3] for row in books.rows(course / "gradebook.db")["grade"] if row[0] == student}


@pytest.mark.parametrize(
    ("left", "handed_in", "points"), [(small.SOLUTION, small.STUB, 0), (small.STUB, small.SOLUTION, 4)]
)
def test_a_module_in_the_source_has_no_effect(course: Path, left: str, handed_in: str, points: float) -> None:
    """A module in the source folder does not replace the submission. A solution there gave full marks to all, a stub
    none.
    """
    stray = course / "source" / small.ASSIGNMENT / "tiny.py"
    stray.write_text(left)
    try:
        hand_in(course, "stray", handed_in)
        steps.autograde(course, small.ASSIGNMENT, "stray")
    finally:
        stray.unlink()
    assert scores(course, "stray")["check-double"] == points


def test_noise_on_stderr_costs_nothing(course: Path) -> None:
    """Noise on stderr costs nothing. TensorFlow's banner in a check cell scored a right answer 0."""
    folder = hand_in(course, "noisy", small.SOLUTION)
    noise = {"output_type": "stream", "name": "stderr", "text": "RuntimeWarning: overflow"}
    notebook(lambda plain: [c.update(outputs=[noise]) for c in plain["cells"] if c["cell_type"] == "code"] and None)(
        folder
    )
    steps.autograde(course, small.ASSIGNMENT, "noisy")
    assert scores(course, "noisy")["check-double"] == 4


@pytest.mark.parametrize("fraction", [0.0, 1 / 3, 0.1 + 0.2, 0.999999999, 1.0, 1.0000001, float("nan"), -1.0])
@pytest.mark.parametrize("points", [0.0, 1.0, 3.0, 0.7, 25.0])
def test_a_score_is_a_plain_number(fraction: float, points: float) -> None:
    """The score is a plain number that nbgrader accepts. np.float64(1.0) counted as full marks, and more than the
    maximum failed the whole submission.
    """
    np = pytest.importorskip("numpy")
    cell = small.graded("check-double", 'check("c9w1t.double")', points)
    book = nbformat.v4.new_notebook(cells=[cell])
    judging.write_results(book, [ExerciseResult("double", np.float64(fraction), "partial", message="so-so")])
    kinds = [output.output_type for output in cell.outputs]
    assert kinds == ["display_data", "execute_result"]
    text = cell.outputs[1].data["text/plain"]
    assert re.fullmatch(r"\d+\.\d+(e-\d+)?", text), text
    earned, most = determine_grade(cell)
    assert earned == float(text) and 0 <= earned <= most


def test_an_honest_notebook_stays_unchanged(course: Path) -> None:
    """An honest notebook stays unchanged and gets no warning. Stock nbgrader said "checksum has changed"."""
    folder = hand_in(course, "honest", small.HALF)
    steps.autograde(course, small.ASSIGNMENT, "honest")
    before = nbformat.read(folder / NOTEBOOK, as_version=4)
    after = nbformat.read(course / "autograded" / "honest" / small.ASSIGNMENT / NOTEBOOK, as_version=4)
    assert [cell.source for cell in after.cells] == [cell.source for cell in before.cells]
    assert [cell.metadata for cell in after.cells] == [cell.metadata for cell in before.cells]


def test_our_checksum_is_nbgraders(course: Path) -> None:
    """Our checksum is the same as nbgrader's."""
    released = nbformat.read(course / "release" / small.ASSIGNMENT / NOTEBOOK, as_version=4)
    kept = [cell for cell in released.cells if "nbgrader" in cell.metadata]
    assert len(kept) == 3
    for cell in kept:
        assert cells.compute_checksum(cell) == compute_checksum(cell) == cell.metadata.nbgrader.checksum
        assert cells.unchanged(cell)


@pytest.fixture(scope="module")
def formgrader_page(course: Path) -> str:
    """A hostile submission as the formgrader shows it, with its template and the course's configuration."""
    folder = hand_in(course, "hostile", small.SOLUTION)
    notebook(write_answer)(folder)
    steps.autograde(course, small.ASSIGNMENT, "hostile")
    config = load_config(course)
    config.HTMLExporter.template_name = "formgrade"
    exporter = HTMLExporter(config=config)
    resources = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "student", "notebook_path"), "x")
    resources |= {"base_url": "", "last_name": "", "first_name": "", "index": 0, "total": 1}
    page, _ = exporter.from_filename(
        str(course / "autograded" / "hostile" / small.ASSIGNMENT / NOTEBOOK), resources=resources
    )
    return page


class TestFormgrader:
    def test_it_runs_nothing(self, formgrader_page: str) -> None:
        """The formgrader runs nothing from a submission."""
        assert "steal()" not in formgrader_page
        assert "alert(1)" not in formgrader_page
        live = Live()
        live.feed(formgrader_page.partition('id="notebook"')[2])
        assert set(live.found) <= {"input"}, "the formgrader's own fields for points"

    def test_it_shows_cards_and_formulas(self, formgrader_page: str) -> None:
        """The formgrader shows the cards and the formulas."""
        assert formgrader_page.count('class="gradus-card"') == 2
        assert formgrader_page.count("<math") == 3

    def test_it_needs_no_network(self, formgrader_page: str) -> None:
        """The formgrader needs no network. MathJax came from a CDN, without which formgrade.js stopped at once."""
        sources = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', formgrader_page)
        assert sources and all(source.startswith("/formgrader/static/") for source in sources), sources
        stub = re.search(r"window\.MathJax = .*", formgrader_page)
        assert stub and "Interest" in stub[0]


def test_a_link_in_the_exchange_is_not_collected(course: Path, tmp_path: Path) -> None:
    """A link is not collected. A copy made with the instructor's rights would contain the file that it leads to."""
    secret = tmp_path / "solution.py"
    secret.write_text(small.SOLUTION)
    inbound = tmp_path / "exchange" / "gradus" / "inbound"
    folder = inbound / f"eve+{small.ASSIGNMENT}+2026-01-01 10:00:00 UTC+abc"
    shutil.copytree(course / "release" / small.ASSIGNMENT, folder)
    (folder / "tiny.py").unlink()
    (folder / "tiny.py").symlink_to(secret)
    (folder / "all").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    config = load_config(course)
    config.Exchange.root = str(tmp_path / "exchange")
    coursedir = course_directory(course, config)
    coursedir.assignment_id = small.ASSIGNMENT
    factory = ExchangeFactory(config=config)
    factory.Collect(coursedir=coursedir, authenticator=Authenticator(config=config), config=config).start()
    collected = {path.name for path in (course / "submitted" / "eve" / small.ASSIGNMENT).iterdir()}
    added = {"submission_secret.txt", "timestamp.txt"}
    assert collected == {NOTEBOOK, f"{small.ASSIGNMENT}.jupyterlab-workspace", f"{small.ASSIGNMENT}.key"} | added
    steps.autograde(course, small.ASSIGNMENT, "eve")
    assert scores(course, "eve") == {"check-double": 0, "check-triple": 0, "why": 0}


def test_missing_time_and_secret_block_nobody(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission without secret and time still has its time and blocks nobody's feedback. In nbgrader it stopped
    release_feedback, and nobody was late.
    """
    monkeypatch.setenv("GRADUS_EXCHANGE", str(tmp_path / "exchange"))
    (tmp_path / "exchange").mkdir(mode=0o777)
    inbound = tmp_path / "exchange" / "gradus" / "inbound"
    for name in ("kim", "zoe"):
        folder = inbound / f"{name}+{small.ASSIGNMENT}+2026-01-01 10:00:00 UTC+abc"
        shutil.copytree(course / "release" / small.ASSIGNMENT, folder)
        (folder / "submission_secret.txt").mkdir()
    config = load_config(course)
    coursedir = course_directory(course, config)
    coursedir.assignment_id = small.ASSIGNMENT
    factory = ExchangeFactory(config=config)
    factory.Collect(coursedir=coursedir, authenticator=Authenticator(config=config), config=config).start()
    for name in ("kim", "zoe"):
        steps.autograde(course, small.ASSIGNMENT, name)
        steps.feedback(course, small.ASSIGNMENT, name)
        with Gradebook(coursedir.db_url, "gradus") as gradebook:
            assert str(gradebook.find_submission(small.ASSIGNMENT, name).timestamp) == "2026-01-01 10:00:00"
    for path in (course / "feedback").iterdir():
        if path.name not in ("kim", "zoe"):
            shutil.rmtree(path)
    steps.publish_feedback(course, small.ASSIGNMENT)
    assert len(list((tmp_path / "exchange" / "gradus" / "feedback").glob("*.html"))) == 2


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "course" / "source").glob("*/*.ipynb")), ids=lambda path: path.stem
)
def test_notebooks_need_no_special_kernel(path: Path) -> None:
    """Every notebook asks for the kernel python3, hides no tests, and has only checks in graded cells."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert plain["metadata"]["kernelspec"]["name"] == "python3"
    assert "HIDDEN TESTS" not in path.read_text(encoding="utf-8")
    for cell in plain["cells"]:
        graded = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and graded.get("grade") and not graded.get("solution"):
            assert cells.check_target("".join(cell["source"])), graded["grade_id"]


def test_the_configuration_imports_nothing_heavy(tmp_path: Path) -> None:
    """The configuration, which nbgrader reads for every command, imports neither engine nor NumPy nor TensorFlow."""
    program = (
        "import sys, nbgrader; from traitlets.config.loader import PyFileConfigLoader as L; before = set(sys.modules); "
        f"L('nbgrader_config.py', path={str(CONFIG.parent)!r}).load_config(); "
        "print(sorted(n for n in set(sys.modules) - before if not n.startswith('encodings')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("['autograder', 'autograder.version']", "[]")


def test_no_solution_before_the_due_date(course: Path) -> None:
    """No solution is written while learners can still submit."""
    from autograder.nbgrader_adapter.solution import SolutionError, _last_due_date, _refuse_before

    url = course_directory(course).db_url
    due = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1)
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_assignment(small.ASSIGNMENT, duedate=str(due))
    with pytest.raises(SolutionError, match="can be submitted until"):
        _refuse_before(_last_due_date(url, small.ASSIGNMENT), small.ASSIGNMENT)
    with Gradebook(url) as gradebook:
        gradebook.find_assignment(small.ASSIGNMENT).duedate = None
        gradebook.db.commit()
    _refuse_before(_last_due_date(url, small.ASSIGNMENT), small.ASSIGNMENT)
