"""What the tests of the content share: the assignment's modules, loaded by path as the engine loads them."""

from __future__ import annotations

import os
from types import ModuleType

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from autograder.authoring.bundle import Bundle, load_bundle
from tests.content import notebooks
from tests.house.tree import ROOT

ASSIGNMENT = "c1w2b-logistic-regression"


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    return load_bundle(ROOT / "solutions" / ASSIGNMENT)


@pytest.fixture(scope="session")
def numpy_reference(bundle: Bundle) -> ModuleType:
    """What learners are shown as the solution."""
    return bundle.solution_namespace()


@pytest.fixture(scope="session")
def tensorflow_reference(bundle: Bundle) -> ModuleType:
    """From which expected values come."""
    return bundle.references()


@pytest.fixture(scope="module", params=["numpy", "tensorflow"])
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The module of the test file's assignment, and once more what expected values come from."""
    bundle = notebooks.load(request.module.TestNotebook.name).bundle
    return bundle.solution_namespace() if request.param == "numpy" else bundle.references()


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> ModuleType:
    """What learners of the test file's assignment are shown as the solution."""
    return notebooks.load(request.module.TestNotebook.name).bundle.solution_namespace()
