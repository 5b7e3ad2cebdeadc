"""A handful of hostile submissions really meets stock nbgrader in its jail, and ours: the page's tool is sound.

All of them: `python -m tests.attacks.stock`, which writes docs/attacks.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from tests.attacks.hostile import NOTEBOOKS
from tests.attacks.stock.bench import Bench, Notes, outcome
from tests.attacks.stock.outcome import Outcome
from tests.attacks.stock.table import CORPUS

pytestmark = [pytest.mark.system, pytest.mark.slow]

FILES = {path.stem: path for path in (*CORPUS, *NOTEBOOKS)}
# What each of these achieves in stock nbgrader for certain; see docs/attacks.md for all.
EFFECTS = {
    "lying_patched_numpy": ("points",),
    "reading_environment": ("points", "secret"),
    "changed_points": ("grader",),
    "deleted_check_cells": (),
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("attacks"))
    with mock.patch.dict(os.environ), made.stack:
        yield made


@pytest.mark.parametrize("name", EFFECTS)
def test_stock_nbgrader_beside_ours(bench: Bench, name: str, tmp_path: Path) -> None:
    notes = Notes(tmp_path)
    stock = outcome("stock", FILES[name], bench.attack, notes, again=False)
    assert stock and [kind for kind in ("points", "secret", "page", "grader") if stock.has(kind)] == [*EFFECTS[name]]
    ours = outcome("gradus", FILES[name], bench.attack, notes, again=False)
    assert ours and ours.has("nothing"), str(ours)


def test_what_was_found_is_kept_until_the_file_changes(tmp_path: Path) -> None:
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
