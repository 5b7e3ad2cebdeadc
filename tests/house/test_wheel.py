"""The wheel that learners install has the engine and the support code, and no answers."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

import pytest

from tests.house.tree import ROOT, build_wheel, tracked


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[PurePosixPath, bytes]:
    """The contents of our wheel by name."""
    with zipfile.ZipFile(build_wheel(tmp_path_factory.mktemp("wheel"))) as archive:
        return {PurePosixPath(name): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(files: dict[PurePosixPath, bytes]) -> set[PurePosixPath]:
    return set(files)


def test_wheel_has_engine_and_helpers(wheel: set[PurePosixPath]) -> None:
    """The wheel has the whole engine and the support code."""
    support = {
        PurePosixPath(path.as_posix())
        for path in tracked()
        if path.suffix == ".py"
        and path.parts[0] in {"autograder", "helpers"}
        and path.parts[:2] != ("helpers", "stubs")
    }
    assert support <= wheel, f"missing: {sorted(map(str, support - wheel))}"


def test_wheel_has_nothing_else(wheel: set[PurePosixPath]) -> None:
    """The wheel has no other package."""
    assert {name.parts[0] for name in wheel if not name.parts[0].endswith(".dist-info")} == {"autograder", "helpers"}


def test_wheel_has_no_assignment(files: dict[PurePosixPath, bytes]) -> None:
    """No file of the wheel has the name or the text of an answer, or the name of a module that learners write."""
    answers = [path for path in tracked() if path.parts[0] == "solutions" and path.suffix == ".py"]
    modules = {path.name for path in answers if len(path.parts) == 3}
    texts = {text for path in answers if (text := (ROOT / path).read_bytes()).strip()}
    assert modules
    assert texts
    wrong = [
        str(name)
        for name, content in files.items()
        if {"solutions", "tests", "course_source", "stubs"} & set(name.parts)
        or name.name in modules
        or content in texts
    ]
    assert not wrong, wrong
