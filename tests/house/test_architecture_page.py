"""docs/architecture.md shows the engine's layers as they are."""

from __future__ import annotations

import re

from tests.house.test_layers import LAYERS
from tests.house.tree import ROOT


def test_its_table_is_the_order_that_is_enforced() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", page, re.MULTILINE)
    shown = [(int(number), tuple(re.findall(r"`(\w+)`", parts))) for number, parts in rows]
    assert shown == list(enumerate(LAYERS, 1))[::-1]
