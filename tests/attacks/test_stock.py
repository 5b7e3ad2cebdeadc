"""A few hostile submissions are graded by stock nbgrader in its jail and by ours: the tool that makes the page works.

`python -m tests.attacks.stock` runs all of them and writes docs/attacks.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from tests.attacks.hostile import NOTEBOOKS
from tests.attacks.stock import course, theirs
from tests.attacks.stock.bench import Bench, Notes, outcome
from tests.attacks.stock.outcome import Outcome
from tests.attacks.stock.table import CORPUS

pytestmark = [pytest.mark.system, pytest.mark.slow]

FILES = {path.stem: path for path in (*CORPUS, *NOTEBOOKS)}
# What each of these certainly achieves in stock nbgrader; see docs/attacks.md for all.
EFFECTS = {
    "lying_patched_numpy": ("points",),
    "reading_environment": ("points", "secret"),
    "changed_points": ("grader",),
    "deleted_check_cells": (),
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("attacks"))
    generous = mock.patch.multiple(theirs, SECONDS=900, NEXT_SECONDS=900, FEEDBACK_SECONDS=900)
    # None of the attacks here depends on time, so a busy machine must not run out of it.
    with mock.patch.dict(os.environ), generous, mock.patch.object(course, "CELL_SECONDS", 300), made.stack:
        yield made


@pytest.mark.parametrize("name", EFFECTS)
def test_stock_nbgrader_beside_ours(bench: Bench, name: str, tmp_path: Path) -> None:
    """Each attack has its known effect on stock nbgrader and none on ours."""
    notes = Notes(tmp_path)
    stock = outcome("stock", FILES[name], bench.attack, notes, again=False)
    assert stock and [kind for kind in ("points", "secret", "page", "grader") if stock.has(kind)] == [*EFFECTS[name]]
    ours = outcome("gradus", FILES[name], bench.attack, notes, again=False)
    assert ours and ours.has("nothing"), str(ours)


def test_outcomes_are_cached_until_a_file_changes(tmp_path: Path) -> None:
    """An outcome is cached until its file changes or a new run is requested."""
    asked = []

    def attack(grader: str, path: Path) -> Outcome:
        asked.append(path.stem)
        return Outcome(points=1.5, seconds=2.0)

    path, notes = tmp_path / "reading_x.py", Notes(tmp_path / "notes")
    path.write_text("one")
    first = outcome("stock", path, attack, notes, again=False)
    assert outcome("stock", path, attack, notes, again=False) == first and asked == ["reading_x"]
    path.write_text("other")
    assert outcome("stock", path, attack, notes, again=False) == first and len(asked) == 2
    outcome("stock", path, attack, notes, again=True)
    assert len(asked) == 3
