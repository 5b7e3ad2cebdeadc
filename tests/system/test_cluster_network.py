"""If the network is cut while a cluster grades a class, nothing is lost and nobody is graded twice.

The other machine is a network namespace. Neither side is told of the cut, as when a switch loses power.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.classroom.grade import GradeError, GradeRequest, grade
from autograder.classroom.joining import connect
from autograder.project import Project
from tests.classroom import tiny
from tests.classroom.clusters import cluster
from tests.classroom.runs import CLASS, results, state
from tests.classroom.test_cluster_faults import run
from tests.classroom.warm import pool
from tests.system.network import Wire, wire

pytestmark = pytest.mark.system


@pytest.fixture
def cable() -> Iterator[Wire]:
    with wire() as made:
        yield made


@pytest.fixture
def handed_in(tmp_path: Path) -> Iterator[Project]:
    with tiny.environment(tmp_path / "here"):
        project = tiny.make_project(tmp_path / "here" / "class")
        tiny.hand_in(project, CLASS)
        yield project


def test_a_cut_to_a_worker_loses_nothing(handed_in: Project, cable: Wire, tmp_path: Path) -> None:
    """If the network to a worker is cut, others do its work."""
    with cluster(tmp_path / "cluster", "near", host=cable.here) as machines, machines.settings():
        machines.add("far", cable.far)
        _, said = run(handed_in, machines, cable.cut, busy="far")
        assert any("far" in line and "its work goes to others" in line for line in said), said
    assert set(tiny.scores(handed_in)) == set(CLASS)
    check_repeats(handed_in)


def test_a_cut_to_the_scheduler_ends_the_run(handed_in: Project, cable: Wire, tmp_path: Path) -> None:
    """If the network to the scheduler is cut, a sentence says so, and the next run continues."""
    with (
        cluster(tmp_path / "cluster", "ada", "bob", host=cable.there, prefix=cable.far) as machines,
        machines.settings(),
    ):
        with pytest.raises(GradeError, match=r"scheduler no longer answers.*same command continues"):
            run(handed_in, machines, cable.cut, at=3)
        graded, kept = set(tiny.scores(handed_in)), results(handed_in)
        assert 3 <= len(graded) < len(CLASS)
        cable.mend()
        with connect(machines.address, print) as executor:
            again = grade(handed_in, GradeRequest("c9w1t"), executor=executor)
    assert {item.learner for item in again.graded} == set(CLASS) - graded, "nobody is graded twice"
    after = results(handed_in)
    assert all(after[name] == text for name, text in kept.items()), "a finished result was computed again"
    check_repeats(handed_in)


def check_repeats(project: Project) -> None:
    """Check that grading everything again, on one machine, changes nothing."""
    before = state(project)
    assert grade(project, GradeRequest("c9w1t"), executor=pool()).graded == ()
    assert len(grade(project, GradeRequest("c9w1t", force=True), executor=pool()).graded) == len(CLASS)
    assert state(project) == before
