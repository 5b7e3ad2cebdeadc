"""A class with its gradebook on a PostgreSQL server: the whole cycle, concurrent graders, broken connections."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import create_engine, text

from autograder.authoring.bundle import find_bundle
from autograder.classroom import grade as grading
from autograder.classroom.grade import GradeError, GradeRequest, grade
from autograder.classroom.pool import LocalPool
from autograder.classroom.run import Progress
from autograder.nbgrader_adapter import steps
from autograder.project import Project
from autograder.vault.keys import both_keys
from tests.classroom import tiny
from tests.classroom.runs import CLASS, results
from tests.classroom.warm import pool
from tests.cycle import books
from tests.cycle.conftest import Place
from tests.system.lab import BIN, Lab, launched
from tests.system.postgres import postgres
from tests.system.test_gradebook_on_postgres import comparable

pytestmark = pytest.mark.system

NAME = tiny.NAME
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a server, without a database."""
    with postgres("unused") as address:
        yield address.rpartition("/")[0]


def ask(server: str, *questions: str) -> None:
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for question in questions:
            connection.execute(text(question))
    engine.dispose()


@pytest.fixture
def gradebook(server: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database."""
    return made(server, f"book{abs(hash(request.node.name))}")


def made(server: str, name: str, like: str = "template1") -> str:
    ask(server, f"create database {name} template {like}")
    return f"{server}/{name}"


@pytest.fixture(scope="module")
def released(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with its release and the class's submissions, to be copied; its gradebook is named `released`."""
    folder = tmp_path_factory.mktemp("released")
    with tiny.environment(folder), mock.patch.dict(os.environ, GRADUS_GRADEBOOK=made(server, "released")):
        project = tiny.make_project(folder / "class", release=False)
        steps.generate(project.course, NAME)
        both_keys(project, find_bundle(project, NAME))
        tiny.hand_in(project, CLASS)
    return folder


@pytest.fixture
def course(
    released: Path, server: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Project, str]]:
    """A copy of the course and of its gradebook for each test."""
    shutil.copytree(released, tmp_path / "place")
    address = made(server, f"book{abs(hash(request.node.name))}", like="released")
    with tiny.environment(tmp_path / "place"), mock.patch.dict(os.environ, GRADUS_GRADEBOOK=address):
        yield Project.at(tmp_path / "place" / "class"), address


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows that grading CLASS gives in SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    with tiny.environment(folder):
        project = tiny.make_project(folder / "class")
        tiny.hand_in(project, CLASS)
        grade(project, GradeRequest(NAME), executor=pool())
        return comparable(tiny.gradebook(project))


def test_the_whole_cycle_on_a_server(gradebook: str, tmp_path: Path) -> None:
    """The whole cycle, from release to report, works with a gradebook on a server."""
    with tiny.environment(tmp_path / "place"), mock.patch.dict(os.environ, GRADUS_GRADEBOOK=gradebook):
        whole_cycle(tiny.make_project(tmp_path / "place" / "class", release=False), gradebook, tmp_path)


def whole_cycle(course: Project, gradebook: str, tmp_path: Path) -> None:
    exchange, desk = tmp_path / "exchange", tmp_path / "desk"
    for folder in (exchange, desk / "settings"):
        folder.mkdir(parents=True)
    exchange.chmod(0o777)
    (desk / "settings" / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = "{exchange}"\n'
    )
    teacher = Place(course.course, {"GRADUS_EXCHANGE": str(exchange)})
    learner = Place(desk, {"JUPYTER_CONFIG_DIR": str(desk / "settings")})

    def gradus(*command: str) -> str:
        ours = {
            "GRADUS_EXCHANGE": str(exchange),
            "GRADUS_PROJECT": str(course.root),
            "PYTHONPATH": str(tiny.REPOSITORY),
        }
        environment = {**os.environ, **ours}
        done = subprocess.run(
            [BIN / "gradus", *command], cwd=course.course, env=environment, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    assert "Learners can fetch it" in gradus("release", "c9w1t")
    learner.run("fetch_assignment", NAME)
    (desk / NAME / "tiny.py").write_text(tiny.SQUARED)
    learner.run("submit", NAME)
    teacher.run("collect", NAME)
    assert "1 graded" in gradus("grade", "c9w1t")
    assert "0 graded" in gradus("grade", "c9w1t")
    gradus("feedback", "c9w1t", "--publish")
    learner.run("fetch_feedback", NAME)
    (page,) = (desk / NAME / "feedback").rglob("*.html")
    assert "That is the square." in page.read_text()
    assert "wrote" in gradus("report", "c9w1t")
    report = json.loads((course.course / "reports" / f"{NAME}.json").read_text())
    assert [(row["learner"], row["score"]) for row in report["learners"]] == [(getpass.getuser(), 2.0)]
    rows = {row[1]: row[3] for row in books.rows(gradebook)["grade"]}
    assert rows == {"check-double": 0.0, "check-triple": 2.0, "why": 0.0}
    assert not (course.course / "gradebook.db").exists()


def test_two_graders_and_a_formgrader_at_once(
    course: tuple[Project, str], expected: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two graders and a person who gives points work at once. No file lock keeps the two checkouts apart."""
    monkeypatch.setattr(grading, "BATCH", 2)
    first, gradebook = course
    shutil.copytree(first.root, tmp_path / "place" / "other")
    graders = [first, Project.at(tmp_path / "place" / "other")]
    ended: list[Any] = []

    def work(project: Project) -> None:
        try:
            with LocalPool(1) as own:
                ended.append({item.learner for item in grade(project, GradeRequest(NAME), executor=own).graded})
        except Exception as problem:  # reported below, in the test's own thread
            ended.append(problem)

    settings = {name: os.environ[name] for name in ("GRADUS_GRADEBOOK", "GRADUS_VAULT")}
    settings["PYTHONPATH"] = str(tiny.REPOSITORY)
    with launched(tmp_path / "teacher", folder=first.course, settings=settings) as person:
        person.wait()
        threads = [threading.Thread(target=work, args=(project,)) for project in graders]
        for thread in threads:
            thread.start()
        given: set[str] = set()
        while given != set(CLASS):
            assert all(isinstance(item, set) for item in ended), ended
            given |= give_points(person, given)
        for thread in threads:
            thread.join()
    assert ended == [set(CLASS), set(CLASS)]
    found = comparable(books.rows(gradebook))
    manual = {row[0]: row[4] for row in found["grade"] if row[1] == "why"}
    assert manual == dict.fromkeys(CLASS, 1.5), "the person's points are kept"
    assert automatic(found) == automatic(expected)


def automatic(rows: Rows) -> Rows:
    """Rows without a person's points and without the mark for another look."""
    return {**rows, "grade": sorted(row[:4] for row in rows["grade"])}


def give_points(person: Lab, given: set[str]) -> set[str]:
    """Give 1.5 points in the formgrader for each answer without points; return the learners who got them."""

    def request(path: str, body: dict[str, Any] | None = None) -> Any:
        asked = urllib.request.Request(
            f"{person.url}/formgrader/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method="GET" if body is None else "PUT",
            headers={"Authorization": f"token {person.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=300) as answer:
            return json.loads(answer.read())

    done = set()
    for submission in request(f"submitted_notebooks/{NAME}/{NAME}"):
        learner = submission["student"]
        if learner in given:
            continue
        for item in request(f"grades?submission_id={submission['id']}"):
            if item["name"] == "why":
                request(f"grade/{item['id']}", {"manual_score": 1.5, "extra_credit": None})
                done.add(learner)
    return done


def disturbed(project: Project, at: int, fault: Callable[[], None]) -> Any:
    """Grade the class and call `fault` when `at` submissions are done."""

    def follow(step: Progress) -> None:
        if step.done == at and step.learner:
            fault()

    return grade(project, GradeRequest(NAME), executor=pool(), progress=follow)


def test_a_dropped_connection_is_restored(
    course: tuple[Project, str], server: str, expected: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is dropped while grading is made again, and nothing is lost."""
    monkeypatch.setattr(grading, "BATCH", 2)
    project, gradebook = course
    name = gradebook.rpartition("/")[2]
    dropped: list[int] = []

    def drop() -> None:
        engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            query = text(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
            dropped.append(len(connection.execute(query).all()))
        engine.dispose()

    done = disturbed(project, 5, drop)
    assert dropped[0] >= 1, "there was a connection to drop"
    assert {item.learner for item in done.graded} == set(CLASS) and done.failures == {}
    assert comparable(books.rows(gradebook)) == expected


def test_a_lost_server_ends_with_a_sentence(
    course: tuple[Project, str], server: str, expected: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the server goes away, a sentence without the password says so, nothing is half-written, and the next run
    completes.
    """
    monkeypatch.setattr(grading, "BATCH", 2)
    project, gradebook = course
    name = gradebook.rpartition("/")[2]
    gone = (
        f"alter database {name} allow_connections false",
        f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
    )
    with pytest.raises(GradeError) as ended:
        disturbed(project, 5, lambda: ask(server, *gone))
    told = str(ended.value)
    assert "could not be written" in told and "not currently accepting connections" in told and "grade again" in told
    password = server.partition("teacher:")[2].partition("@")[0]
    assert password and password not in told and "\n" not in told
    ask(server, f"alter database {name} allow_connections true")
    between, kept = comparable(books.rows(gradebook)), results(project)
    assert all(row in expected[table] for table, rows in between.items() for row in rows), "nothing is half-written"
    some = {row[0] for row in between["submission"]}
    assert 2 <= len(some) < len(CLASS)
    again = grade(project, GradeRequest(NAME), executor=pool())
    assert {item.learner for item in again.graded} == set(CLASS) - some, "nobody is graded twice"
    assert all(results(project)[path] == content for path, content in kept.items()), "nothing is judged twice"
    assert comparable(books.rows(gradebook)) == expected
