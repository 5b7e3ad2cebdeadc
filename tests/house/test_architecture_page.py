"""docs/architecture.md names every part of the engine once, in the row of its layer."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, tracked

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (\d+) \| (.+?) \|", PAGE, re.MULTILINE))
PARTS = {path.parts[1].removesuffix(".py") for path in tracked() if path.parts[0] == "autograder"}


@pytest.mark.skipif("vault" not in PARTS, reason="the page is ahead of the packages, which are being moved")
def test_every_part_is_in_one_layer() -> None:
    named = re.findall(r"`(\w+)`", " ".join(ROWS.values()))
    assert sorted(named) == sorted(PARTS)


def test_layers_are_numbered_from_the_top() -> None:
    assert list(ROWS) == [str(number) for number in range(len(ROWS), 0, -1)]
