"""A tiny assignment, released into a folder as a learner has it; made once for these tests."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from autograder.authoring.bundle import load_bundle
from autograder.authoring.keys.build import build_key
from autograder.key.store import save

REFERENCE = '''
"""Two functions to learn on."""
import numpy as np


def double(x):
    return 2 * x


def mean_square(x):
    return float(np.mean(double(x) ** 2))
'''

EXERCISES = '''
"""The tiny assignment's exercises."""
from autograder.exercise import Assignment, Edit, Exercise, Variant, call


def cases(rng):
    return [call(rng.normal(size=(2, 3))), call(rng.normal(size=(3, 2)))]


double = Exercise(
    name="double",
    cases=cases,
    hints=("Twice as much.", "Multiply by `2`."),
    variants=(Variant("squared", "Looks like the square and not the double.", (Edit("2 * x", "x ** 2"),)),),
    stand_in="def double(x):\\n    return 3 * x + 1\\n",
)
mean_square = Exercise(
    name="mean_square",
    cases=cases,
    hints=("Square first.", "Then take the mean."),
    variants=(Variant("summed", "Looks like the sum and not the mean.", (Edit("np.mean", "np.sum"),)),),
    uses=("double",),
)
assignment = Assignment("t1a-tiny", "tiny", "A tiny assignment", (double, mean_square), seconds=10.0)
'''

STUB = """
import numpy as np


def double(x):
    raise NotImplementedError("double is not written yet")


def mean_square(x):
    raise NotImplementedError("mean_square is not written yet")
"""


@pytest.fixture(scope="session")
def tiny_key(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("solutions") / "t1a-tiny"
    folder.mkdir()
    (folder / "tiny.py").write_text(REFERENCE)
    (folder / "references.py").write_text(REFERENCE)
    (folder / "exercises.py").write_text(EXERCISES)
    path = folder / "t1a-tiny.key"
    save(build_key(load_bundle(folder), 1, public=True), path)
    return path


@pytest.fixture
def release(tiny_key, tmp_path, monkeypatch) -> Path:
    """The learner's folder, which is also the working directory."""
    folder = tmp_path / "t1a-tiny"
    folder.mkdir()
    (folder / "t1a-tiny.key").write_bytes(tiny_key.read_bytes())
    (folder / "tiny.py").write_text(STUB)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def write(release):
    """Save a module text, as an editor would."""

    def save_module(text: str) -> None:
        (release / "tiny.py").write_text(textwrap.dedent(text))

    return save_module
