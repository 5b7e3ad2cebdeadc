"""A key is built once for given sources; only its owner can read a hidden key, and no card shows a value of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.bundle import find_bundle
from autograder.classroom.grade import GradeRequest, grade
from autograder.key.store import load
from autograder.project import Project
from autograder.vault import keys
from autograder.vault.keys import KeyBuildError, both_keys, hidden_key, hidden_key_path, public_key_path
from autograder.vault.secrets import hidden_seed, seed_path
from tests.classroom import tiny, warm


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("keys")
    with tiny.environment(folder):
        yield tiny.make_project(folder / "class")


def test_a_key_is_rebuilt_only_after_a_change(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is built once, and again when an exercise changes."""
    first = both_keys(project, find_bundle(project, "c9w1t"))
    with monkeypatch.context() as no_building:
        no_building.setattr(keys, "_build_apart", lambda request: pytest.fail("built again"))
        bundle = find_bundle(project, "c9w1t")
        assert (public_key_path(project, bundle), hidden_key_path(project, bundle)) == first
    exercises = project.solutions / tiny.NAME / "exercises.py"
    before = exercises.read_text()
    exercises.write_text(before.replace("That is the square.", "The square."))
    try:
        assert public_key_path(project, find_bundle(project, "c9w1t")) != first[0]
    finally:
        exercises.write_text(before)


def test_only_the_hidden_key_is_in_the_vault(project: Project) -> None:
    """The public key is in the course, and the hidden key is in the vault."""
    public, hidden = both_keys(project, find_bundle(project, "c9w1t"))
    assert project.state in public.parents and project.vault in hidden.parents
    assert load(public).public and not load(hidden).public and load(hidden).seed is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has no mode bits")
def test_only_its_owner_can_read_a_hidden_key(project: Project) -> None:
    """Only its owner can read a hidden key."""
    hidden = hidden_key_path(project, find_bundle(project, "c9w1t"))
    assert hidden.stat().st_mode & 0o077 == 0 and hidden.parent.stat().st_mode & 0o077 == 0


def test_a_given_seed_leaves_nothing_behind(project: Project) -> None:
    """A key built with a given seed is deleted after use, and each seed gives other inputs."""
    bundle = find_bundle(project, "c9w1t")
    with hidden_key(project, bundle, seed=3) as path:
        first = load(path).exercises["double"].cases[0].want
    assert not path.exists() and not path.parent.exists()
    with hidden_key(project, bundle, seed=4) as path:
        assert not np.array_equal(load(path).exercises["double"].cases[0].want, first)


def test_a_contradictory_assignment_is_explained(project: Project, tmp_path: Path) -> None:
    """The error for an assignment that contradicts itself is in its author's terms."""
    folder = tmp_path / tiny.NAME
    folder.mkdir()
    (folder / "tiny.py").write_text(tiny.REFERENCE)
    (folder / "exercises.py").write_text(tiny.EXERCISES.replace('"x * x"', '"x * 2"'))
    from autograder.authoring.bundle import load_bundle

    with pytest.raises(KeyBuildError, match="squared") as told:
        public_key_path(project, load_bundle(folder))
    assert "Traceback" not in str(told.value)


TALKATIVE = """
import numpy as np


def double(x):
    np.set_printoptions(precision=17, floatmode="unique")
    print(x, x.tolist(), repr(x))
    return x * x


def triple(x):
    raise ValueError(f"{x!r} {x.tolist()} {x.ravel()[0]!r} {float(x.ravel()[0]):.4f}")
"""


def test_no_output_shows_a_hidden_value(project: Project) -> None:
    """A submission that prints and raises its inputs puts no hidden value into cards, ledger or gradebook."""
    tiny.hand_in(project, {"ada": TALKATIVE, "bob": tiny.SQUARED, "cy": tiny.FOURFOLD})
    grade(project, GradeRequest("c9w1t", workers=2), executor=warm.pool())
    key = load(hidden_key_path(project, find_bundle(project, "c9w1t")))
    values = {
        abs(float(value))
        for exercise in key.exercises.values()
        for case in (*exercise.cases, *exercise.stand_in_cases)
        for array in (*case.steps[0].args, case.want)
        for value in np.ravel(array)
    }
    assert len(values) > 20
    texts = [path.read_text() for path in project.course.glob("autograded/*/*/*.ipynb")]
    texts += [path.read_text() for path in (project.state / "ledger").rglob("*.json")]
    seed = hidden_seed(project)
    for text in texts:
        assert seed.hex() not in text and str(seed_path(project)) not in text
        shown = [form for value in values for form in forms(value) if form in text]
        assert not shown, shown


def forms(value: float) -> Any:
    return {repr(value)[:8], f"{value:.4f}", f"{value:.6g}"}
