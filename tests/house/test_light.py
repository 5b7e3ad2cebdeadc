"""A learner's first import must be quick: no NumPy, no TensorFlow."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys, time
start = time.process_time()
import {module}
seconds = time.process_time() - start
heavy = sorted({{"numpy", "tensorflow", "keras", "nbgrader", "rich"}} & set(sys.modules))
print(f"{{seconds}} {{','.join(heavy)}}")
"""


def _import(module: str) -> tuple[float, str]:
    """Seconds of processor time that the import takes in a new Python, and the heavy modules it loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(module=module)], capture_output=True, text=True, check=True
    )
    seconds, _, heavy = done.stdout.strip().partition(" ")
    return float(seconds), heavy


def test_import_is_light() -> None:
    """`import autograder` takes under 0.1 s of processor time and imports nothing heavy."""
    trials = [_import("autograder") for _ in range(5)]
    assert trials[0][1] == ""
    assert min(seconds for seconds, _ in trials) < 0.1


@pytest.mark.parametrize("module", ["autograder.learner", "autograder.judge", "autograder.cli.main"])
def test_learner_imports_no_tensorflow(module: str) -> None:
    """What a learner runs does not import TensorFlow."""
    _, heavy = _import(module)
    assert "tensorflow" not in heavy
