"""A very large class: memory stays flat, each submission costs the same, the ledger and the report stay usable.

`make stress` grades ten thousand submissions and writes build/stress/large-class.json; `make test` grades a few.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.classroom import large_class, tiny

STRESS = bool(os.environ.get("GRADUS_STRESS"))
LEARNERS = int(os.environ.get("GRADUS_LEARNERS", "10000")) if STRESS else 120
BUILD = Path(__file__).parents[2] / "build" / "stress"


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.skipif(sys.platform != "linux", reason="reads memory in /proc")
def test_memory_and_time_per_submission_stay_flat(tmp_path: Path) -> None:
    """The grader's memory and the processor time per submission do not grow with the class."""
    with tiny.environment(tmp_path):
        figures = large_class.measure(tmp_path, LEARNERS)
    if STRESS:
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / "large-class.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(large_class.summary(figures))
    samples = figures["first run"]["samples"]
    grown = large_class.growth(samples) * LEARNERS / 1024
    assert grown < 8 + LEARNERS * 4 / 1024, f"the grader grew by {grown:.1f} MiB over {LEARNERS} submissions"
    early, late = large_class.costs(samples)
    assert late < 1.5 * early, f"one submission cost {early:.1f} ms early and {late:.1f} ms late"
    again = figures["second run"]["grader's processor seconds"]
    assert again < 5 + 0.01 * LEARNERS, "to see that nothing changed"
    assert figures["report"]["processor seconds"] < 10 + 0.01 * LEARNERS
    assert figures["report"]["html bytes"] < 200_000 + 1500 * LEARNERS
    assert figures["bytes"]["ledger"] < 8_000 * LEARNERS
