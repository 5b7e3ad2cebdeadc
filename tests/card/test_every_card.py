"""Every wrong variant of every exercise: its card is short, whole, and says nothing that only the harness knows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.card import text
from autograder.card.content import BODY_LINES, WIDTH, content
from autograder.judge import inputs
from autograder.key.store import load
from tests.card.rendering import Rendered, rendered
from tests.house.tree import ROOT

KEYS = sorted((ROOT / "helpers" / "stubs").glob("*/*.key"))
HARNESS = re.compile(r"`(first|second|again|repeat|error_\d+|call_\d+|result_\d+|step_\d+)\b")


@cache
def cards(path: Path, public: bool = True) -> tuple[Rendered, ...]:
    """All cards of a key, as the learner's check shows them, or as grading does."""
    return tuple(rendered(replace(load(path), public=public)))


def complaints(item: Rendered) -> list[str]:
    """What is wrong with a card."""
    shown = text.render(item.result)
    title, *rows = shown.split("\n")
    said = "\n".join(rows)
    found = []
    if len(rows) > BODY_LINES:
        found.append(f"{len(rows)} lines")
    if max(map(len, (title, *rows))) > WIDTH:
        found.append("a line is longer than 80 columns")
    if any(line.rstrip().endswith(":") for line in content(item.result).body):
        found.append("a line announces something that does not follow")
    if HARNESS.search(said):
        found.append("a name of the harness")
    if said.count("`") % 2:
        found.append("an unclosed backtick")
    if "…" in said and item.result.verdict != "error":  # exceptions may talk without end
        found.append("something is cut")
    named = item.result.misconception
    if named and f"{item.exercise.variants[named]}" not in " ".join(said.split()):
        found.append("the cause is not whole")
    return found


@pytest.mark.parametrize("public", [True, False], ids=["check", "grading"])
@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_every_wrong_variant(path, public):
    """No card is too long, cut off or in the harness's words."""
    made = cards(path, public)
    assert not {f"{item.exercise.name}.{item.variant}": found for item in made if (found := complaints(item))}


def test_all_keys_are_read():
    """The keys of all assignments are here, and hundreds of cards are rendered."""
    assert len(KEYS) > 20
    assert sum(len(cards(path)) for path in KEYS) > 1500


class TestInputs:
    """Small inputs are written out, the deciding one included."""

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ((1, 2.5, 3, 4), "(1, 2.5, 3, 4)"),
            (np.array([[1.0], [2.0]]), "[[1], [2]]"),
            ({"a": np.array([1, 2]), "b": (3,)}, "{'a': [1, 2], 'b': (3,)}"),
            (1e-9, "1e-09"),
            (0.123456789, "0.1235"),
            ("zeros", "'zeros'"),
            ([True, None], "[True, None]"),
            (np.zeros((5, 5)), ""),
            (np.zeros((0, 3)), ""),
        ],
    )
    def test_in_full(self, value, shown):
        assert inputs.in_full(value) == shown
