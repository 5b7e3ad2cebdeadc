"""A check starts TensorFlow only for work that needs it, says so, and blames no learner if it does not start."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.cli.main import main
from autograder.key import store
from autograder.learner import judging, place
from tests.learner.conftest import STUB

RIGHT = "import numpy as np\nimport tensorflow as tf\n\n\ndef double(x):\n    return 2 * x\n"


class Broken(Exception):
    """What a broken installation raises."""


@pytest.fixture
def started(release: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is imported for the learner's module; TensorFlow does not start here."""
    path = release / "t1a-tiny.key"
    store.save(replace(store.load(path), packages=("numpy", "tensorflow")), path)
    imports: list[str] = []

    def import_module(name: str) -> None:
        imports.append(name)
        raise Broken("libcudart is missing")

    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    monkeypatch.setattr(judging, "importlib", SimpleNamespace(import_module=import_module))
    return imports


def told(*exercises: str) -> tuple[list[str], list[str], list[str]]:
    """What a check says first, then the states and the messages."""
    said: list[str] = []
    results = judging.judge(place.find(), list(exercises) or None, said.append)
    return said, [item.state for item in results], [item.message or "" for item in results]


def test_a_stub_starts_nothing(started: list[str], write) -> None:
    write(f"import tensorflow as tf\n{STUB}")
    said, states, _ = told()
    assert states == ["not attempted"] * 2 and not said and not started


def test_without_an_import_nothing_starts(started: list[str], write) -> None:
    write(RIGHT.replace("import tensorflow as tf\n", ""))
    said, states, _ = told("double")
    assert states == ["right"] and not said and not started


def test_a_failing_start_is_not_judged(started: list[str], write) -> None:
    """TensorFlow is announced; if it does not start, the learner hears that, once, and nothing is wrong."""
    write(RIGHT)
    said, states, messages = told("double")
    assert said == [judging.STARTING] and started == ["tensorflow"]
    assert states == ["not judged"]
    assert "TensorFlow does not start on this computer (Broken)" in messages[0] and "gradus doctor" in messages[0]


def test_the_command_says_so(started: list[str], write, capsys: pytest.CaptureFixture[str]) -> None:
    write(RIGHT)
    with pytest.raises(SystemExit) as ended:
        main(["check", "double"])
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert judging.STARTING in said.err and "Could not be judged yet" in said.out and "Wrong" not in said.out
