"""`gradus prove` and `gradus new`, as authors call them; test_troubles.py calls `gradus gpu`."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_prove_prints_json(gradus):
    """`gradus prove --json` reports what was tried and what survived."""
    done = gradus("prove", "c1w2b", "--exercise", "initialize_with_zeros", "--sample", "4", "--json", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    (report,) = json.loads(done.stdout)
    assert report["assignment"] == "c1w2b-logistic-regression"
    (exercise,) = report["exercises"]
    assert (exercise["name"], exercise["tried"], exercise["killed"], exercise["ok"]) == (
        "initialize_with_zeros",
        4,
        4,
        True,
    )
    assert exercise["survivors"] == exercise["problems"] == []


def test_new_refuses_an_unusable_name(gradus):
    """`gradus new` refuses a name that no assignment can have, and writes nothing."""
    before = sorted((ROOT / "solutions").iterdir())
    done = gradus("new", "example", cwd=ROOT)
    assert done.returncode == 2
    assert "such as c9w9a-example" in done.stdout + done.stderr
    assert sorted((ROOT / "solutions").iterdir()) == before
