"""A check answers at once: its cost without the learner's own code, for right and wrong answers of an assignment."""

from __future__ import annotations

import contextlib
import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.demo.cast import compose, plain
from autograder.learner import check
from autograder.learner.errors import CheckFailed
from autograder.project import Project
from autograder.sandbox.workspace import Workspace
from autograder.vault.keys import public_key_path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 0.050  # seconds of processor time


@pytest.fixture(scope="module")
def assignment() -> Bundle:
    return load_bundle(ROOT / "solutions" / "c1w2b-logistic-regression")


@pytest.fixture(scope="module")
def folder(assignment: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("release")
    # Made in another process: TensorFlow in this one would slow down everything that is measured.
    shutil.copy(public_key_path(Project.at(ROOT), assignment), place / f"{assignment.assignment.name}.key")
    return place


@pytest.fixture
def own_code(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds of processor time spent in the learner's functions only."""
    spent: list[float] = []
    ours = Workspace._target

    def timed(workspace: Workspace, step):
        function = ours(workspace, step)

        def call(*args, **kwargs):
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent.append(time.process_time() - start)

        return call if callable(function) else function

    monkeypatch.setattr(Workspace, "_target", timed)
    yield spent


def test_every_answer_is_judged_within_50_ms(
    assignment: Bundle, folder: Path, own_code: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check of a right or wrong answer costs less than 50 ms of processor time, without the learner's code."""
    monkeypatch.chdir(folder)
    module = folder / f"{assignment.assignment.module}.py"
    slow = {}
    count = 0
    for exercise in assignment.assignment.exercises:
        for version in (None, *exercise.variants):
            module.write_text(
                compose(assignment, {exercise.name: version}) if version else plain(assignment.reference_source)
            )
            # A busy machine increases processor time, too: slow checks are repeated.
            cost = min(_costs(f"c1w2b.{exercise.name}", own_code))
            count += 1
            if cost > LIMIT:
                slow[f"{exercise.name}, {version.name if version else 'right'}"] = f"{1000 * cost:.0f} ms"
    assert count > 40 and not slow


def _costs(name: str, own_code: list[float]) -> Iterator[float]:
    """The costs of up to five checks, until one is fast enough."""
    for _ in range(5):
        yield (cost := _cost(name, own_code))
        if cost <= LIMIT:
            return


def _cost(name: str, own_code: list[float]) -> float:
    own_code.clear()
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(CheckFailed):
        check.check(name)
    return time.process_time() - start - sum(own_code)
