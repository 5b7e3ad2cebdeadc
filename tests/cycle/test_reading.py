"""Whatever is submitted as a notebook is read and repaired, with sentences; nothing raises, and nothing is gained."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.nbgrader_adapter import judging, staging
from autograder.nbgrader_adapter.cells import SourceCell, SourceNotebook, compute_checksum
from autograder.nbgrader_adapter.reading import LARGEST_NOTEBOOK, read_notebook
from tests.cycle import small


def source() -> SourceNotebook:
    kept = []
    for cell in small.source_notebook().cells:
        meta = cell.metadata.get("nbgrader")
        if meta:
            parts = {name: meta[name] for name in ("grade", "solution", "locked", "task", "points")}
            kept.append(SourceCell(meta["grade_id"], cell.cell_type, cell.source, compute_checksum(cell), **parts))
    return SourceNotebook(
        small.ASSIGNMENT, small.ASSIGNMENT, dict(small.source_notebook().metadata.kernelspec), tuple(kept)
    )


SOURCE = source()
HONEST = json.loads(nbformat.writes(small.source_notebook()))


def sound(data: bytes) -> list[str]:
    """Prepare and judge; assert what must hold for every graded notebook; return the notices."""
    notebook, notices = staging.prepare(data, SOURCE)
    judging.write_results(notebook, small.judge(small.HALF.encode()).exercises)
    nbformat.validate(notebook)
    kept = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(cell.metadata.nbgrader.grade_id for cell in kept) == ["check-double", "check-triple", "why"]
    for cell in kept:
        released = SOURCE[cell.metadata.nbgrader.grade_id]
        assert cell.metadata.nbgrader == released.metadata
        assert cell.cell_type == released.cell_type
        assert not released.locked or cell.source == released.source
    scores = dict(staging.scores(notebook))
    assert (scores["check-double"], scores["check-triple"]) == (4.0, pytest.approx(2 / 3, abs=1e-5))
    assert all(sentence.endswith(".") for sentence in notices)
    return list(notices)


def test_an_honest_notebook_has_no_notice() -> None:
    """An honest notebook gets no notice."""
    assert sound(json.dumps(HONEST).encode()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{oops",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"7",
        b'{"cells": 7, "nbformat": 4}',
        b'{"cells": [], "nbformat": 3}',
        b'{"cells": [], "nbformat": 4, "nbformat_minor": 1e400}',
        b'{"cells": [null, 3, [], {"cell_type": "poem"}], "nbformat": 4}',
        b'{"cells": [{"cell_type": "markdown", "source": "\\ud800", "metadata": {}}], "nbformat": 4}',
        b'{"cells": [{"cell_type": "code", "source": {"a": 1}, "metadata": []}], "nbformat": 4, "nbformat_minor": 2}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b" " * (LARGEST_NOTEBOOK + 1),
        b"1" * 100_000,
    ],
    ids=range(16),
)
def test_a_damaged_notebook_is_graded(data: bytes) -> None:
    """A damaged notebook gets a sentence, and its module is graded."""
    assert sound(data)


def test_cells_with_one_id_stay_readable() -> None:
    """Cells with the same id are all kept, with different ids."""
    plain = copy.deepcopy(HONEST)
    for cell in plain["cells"]:
        cell["id"] = "same"
    notebook, _ = read_notebook(json.dumps(plain).encode())
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = """cell_type id metadata source outputs execution_count attachments nbgrader points grade grade_id locked
solution task schema_version checksum output_type data text traceback name kernelspec language_info cells nbformat
nbformat_minor tags gradus"""
keys = st.sampled_from(KEYS.split())


def places(plain: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    items = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    found = []
    for key, value in list(items):
        found += [(plain, key), *places(value)]
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), keys, values, st.sampled_from(("set", "add", "drop"))), max_size=6))
def test_no_change_raises_or_gains_anything(changes: list[tuple[int, str, Any, str]]) -> None:
    """No change to a notebook raises an exception or gains points."""
    plain = copy.deepcopy(HONEST)
    for place, key, value, what in changes:
        there = places(plain)
        if not there:
            break
        container, at = there[place % len(there)]
        if what == "set":
            container[at] = value
        elif what == "drop":
            del container[at]
        elif isinstance(container, dict):
            container[key] = value
        else:
            container.append(value)
    sound(json.dumps(plain).encode())
