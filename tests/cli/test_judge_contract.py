"""`gradus list --json` and `gradus judge --json` as programs outside of this project use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "c1w2b-logistic-regression"
REFERENCE = ROOT / "solutions" / NAME / "logistic_regression.py"
STUB = ROOT / "helpers" / "stubs" / NAME / "logistic_regression.py"
VERDICTS = {"pass", "partial", "wrong", "error", "missing", "timeout", "limit", "refused"}


@pytest.fixture(autouse=True, scope="module")
def vault(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("GRADUS_VAULT", str(tmp_path_factory.mktemp("vault")))
    yield
    patch.undo()


@pytest.fixture
def submissions(tmp_path) -> list[Path]:
    right = tmp_path / "right.py"
    right.write_text(REFERENCE.read_text())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "logistic_regression.py").write_text(STUB.read_text())
    (tmp_path / "empty").mkdir()
    wrong = tmp_path / "wrong.py"
    wrong.write_text(REFERENCE.read_text().replace("1 / m", "1.0").replace("/ m", "/ 1"))
    return [folder, right, tmp_path / "empty", wrong]


def test_list_json(gradus):
    """List gives every assignment with exercises variants and cases."""
    done = gradus("list", "--json", cwd=ROOT)
    assert done.returncode == 0
    items = {item["assignment"]: item for item in json.loads(done.stdout)}
    assert set(items[NAME]) == {"assignment", "module", "exercises"}
    assert items[NAME]["module"] == "logistic_regression"
    for exercise in items[NAME]["exercises"]:
        assert set(exercise) == {"name", "variants", "cases"}
        assert exercise["variants"] >= 5
        assert exercise["cases"] >= 1


@pytest.mark.slow
def test_judge_order(gradus, submissions):
    """Judge gives one line for each path in the order given."""
    done = gradus("judge", "c1w2b", *map(str, submissions), "--json", "--seed", "5", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in submissions]
    for line in lines:
        assert set(line) == {"file", "isolation", "exercises"}
        for item in line["exercises"].values():
            assert set(item) == {"fraction", "verdict", "misconception", "message", "advice"}
            assert item["verdict"] in VERDICTS
            assert 0 <= item["fraction"] <= 1
    stub, right, empty, wrong = (line["exercises"] for line in lines)
    assert {item["verdict"] for item in right.values()} == {"pass"}
    assert all(item["misconception"] is None for item in right.values())
    assert {item["fraction"] for item in stub.values()} == {0}
    assert {item["verdict"] for item in empty.values()} == {"missing"}
    assert wrong["propagate"]["verdict"] != "pass"
    assert wrong["sigmoid"]["verdict"] == "pass"


def test_no_such_path(gradus, submissions):
    """A path that does not exist is a wrong call and nothing is graded."""
    done = gradus("judge", "c1w2b", str(submissions[0]), "/nowhere/at/all.py", "--json", cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "/nowhere/at/all.py" in done.stderr


def test_no_such_assignment(gradus, submissions):
    """An assignment that does not exist is a wrong call."""
    done = gradus("judge", "c9w9z", str(submissions[0]), "--json", cwd=ROOT)
    assert done.returncode == 2
    assert "There is no assignment 'c9w9z'" in done.stderr and "c1w2b" in done.stderr


def test_no_course(gradus, tmp_path, submissions):
    """A command of the teachers says what is missing where there is no course."""
    done = gradus("judge", "c1w2b", str(submissions[0]), cwd=tmp_path, GRADUS_PROJECT=str(tmp_path))
    assert done.returncode == 2
    assert "GRADUS_PROJECT" in done.stderr
