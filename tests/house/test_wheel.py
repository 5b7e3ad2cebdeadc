"""What learners install: the engine and support code, and nothing of the answers."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

import pytest

from tests.house.tree import build_wheel, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[PurePosixPath]:
    """The names in our wheel."""
    built = build_wheel(tmp_path_factory.mktemp("wheel"))
    with zipfile.ZipFile(built) as archive:
        return {PurePosixPath(name) for name in archive.namelist()}


def test_wheel_holds_engine_and_support_code(wheel: set[PurePosixPath]) -> None:
    support = {
        PurePosixPath(path.as_posix())
        for path in tracked()
        if path.suffix == ".py"
        and path.parts[0] in {"autograder", "helpers"}
        and path.parts[:2] != ("helpers", "stubs")
    }
    assert support <= wheel, f"missing: {sorted(map(str, support - wheel))}"


def test_wheel_holds_nothing_else(wheel: set[PurePosixPath]) -> None:
    assert {name.parts[0] for name in wheel if not name.parts[0].endswith(".dist-info")} == {"autograder", "helpers"}


def test_wheel_holds_no_assignment(wheel: set[PurePosixPath]) -> None:
    """No folder named like the answers, and no file with the name of a module that learners write."""
    modules = {path.name for path in tracked() if path.parts[0] == "solutions" and path.suffix == ".py"}
    assert modules
    wrong = [
        str(name)
        for name in wheel
        if {"solutions", "tests", "course_source", "stubs"} & set(name.parts) or name.name in modules - {"__init__.py"}
    ]
    assert not wrong, wrong
