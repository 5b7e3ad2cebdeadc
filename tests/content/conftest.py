"""Fixtures of the content tests: the assignments' modules, loaded by path as the engine loads them."""

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
    """The solution that learners are shown."""
    return bundle.solution_namespace()


@pytest.fixture(scope="session")
def tensorflow_reference(bundle: Bundle) -> ModuleType:
    """The references that give the expected values."""
    return bundle.references()


@pytest.fixture(scope="module", params=["numpy", "tensorflow"])
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The solution of the test file's assignment, then its TensorFlow references."""
    bundle = notebooks.load(request.module.TestNotebook.name).bundle
    return bundle.solution_namespace() if request.param == "numpy" else bundle.references()


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> ModuleType:
    """The solution of the test file's assignment."""
    return notebooks.load(request.module.TestNotebook.name).bundle.solution_namespace()
