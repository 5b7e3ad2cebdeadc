"""A learner's first import must cost nothing: no NumPy, no TensorFlow, no wait."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys, time
start = time.perf_counter()
import {module}
seconds = time.perf_counter() - start
heavy = sorted({{"numpy", "tensorflow", "keras", "nbgrader", "rich"}} & set(sys.modules))
print(f"{{seconds}} {{','.join(heavy)}}")
"""


def _import(module: str) -> tuple[float, str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(module=module)], capture_output=True, text=True, check=True
    )
    seconds, _, heavy = done.stdout.strip().partition(" ")
    return float(seconds), heavy


def test_importing_autograder_is_quick_and_imports_nothing_heavy() -> None:
    trials = [_import("autograder") for _ in range(5)]
    assert trials[0][1] == ""
    assert min(seconds for seconds, _ in trials) < 0.1


@pytest.mark.parametrize("module", ["autograder.learner", "autograder.judge", "autograder.cli.main"])
def test_learners_side_needs_no_tensorflow(module: str) -> None:
    _, heavy = _import(module)
    assert "tensorflow" not in heavy
