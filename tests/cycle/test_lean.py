"""The grader starts without nbgrader's server extensions, which can still be imported afterwards."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from autograder.nbgrader_adapter.lean import import_leanly

import_leanly()
from autograder.nbgrader_adapter import plan, writer
from autograder.classroom import grade

heavy = [name for name in ("nbgrader.server_extensions", "nbgrader.exchange", "nbconvert", "jupyter_server", "pydantic")
         if name in sys.modules]
assert not heavy, heavy
gradebook = sys.modules["nbgrader.api"].Gradebook

import nbgrader, nbgrader.apps, nbgrader.converters, nbgrader.exchange
assert nbgrader.__version__ and callable(nbgrader._load_jupyter_server_extension)
from nbgrader.api import Gradebook
assert Gradebook is gradebook
try:
    nbgrader.nonsense
except AttributeError:
    print("sound")
"""


def test_grading_imports_only_the_gradebook() -> None:
    """Grading imports only nbgrader's gradebook, and the rest can be imported later."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert done.stdout.strip() == "sound", done.stderr
