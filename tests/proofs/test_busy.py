"""On a busy machine nobody is blamed: neither for the time that others use, nor for TensorFlow's start."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring.keys.build import Parts, build_key
from autograder.authoring.stub import make_stub
from autograder.judge.judge import judge_submission
from autograder.key import store
from autograder.key.model import Key
from autograder.sandbox import Runner
from autograder.sandbox.limits import SandboxLimits
from tests.processor import burners
from tests.proving import ALL, COURSE, bundle, sandbox, shipped

TENSORFLOW = [folder for folder in COURSE if "tensorflow" in bundle(folder).assignment.packages]
SAMPLE = [folder for folder in TENSORFLOW if folder.name.startswith("c4w3a")]
MARGIN = 0.25  # of its time is all that a right submission may use: another machine may be much slower

proved = pytest.mark.parametrize("folder", TENSORFLOW if ALL else SAMPLE, ids=lambda folder: folder.name)


@functools.cache
def key_of(folder: Path) -> Key:
    """A public key without wrong variants, which right answers do not need."""
    return build_key(bundle(folder), 1, True, parts=Parts(versions=False))


def checked(folder: Path, source: str, place: Path) -> tuple[list[dict[str, object]], str]:
    """What `gradus check --json` says of all exercises in a fresh process, and what it tells meanwhile."""
    key = key_of(folder)
    store.save(key, place / f"{key.assignment}.key")
    (place / f"{key.module}.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-c", "from autograder.cli.main import main; main(['check', '--json'])"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    return json.loads(done.stdout)["exercises"], done.stderr


@proved
def test_references_are_right_in_the_sandbox(folder: Path) -> None:
    """With both cores busy the reference passes, with most of its processor time unused."""
    key, source = key_of(folder), bundle(folder).reference_source.encode()

    def open_runner(stand_ins: Mapping[str, str]) -> Runner:
        return sandbox(key.packages).open(key.module, source, stand_ins, SandboxLimits(key.seconds))

    with burners(os.cpu_count() or 2):
        results = judge_submission(key, source, open_runner).exercises
    assert {item.exercise: item.verdict for item in results} == dict.fromkeys(key.exercises, "pass")
    assert sum(item.seconds for item in results) < MARGIN * key.seconds


@proved
def test_references_are_right_in_a_terminal(folder: Path, tmp_path: Path) -> None:
    """In a fresh process, in which TensorFlow starts while both cores are busy, the reference is right."""
    with burners(os.cpu_count() or 2):
        results, told = checked(folder, bundle(folder).reference_source, tmp_path)
    assert {item["exercise"]: item["verdict"] for item in results} == dict.fromkeys(key_of(folder).exercises, "pass")
    assert told.count("TensorFlow is starting") == 1


@pytest.mark.parametrize("folder", TENSORFLOW, ids=lambda folder: folder.name)
def test_stubs_are_not_attempted(folder: Path) -> None:
    """The untouched stub is not attempted, and nothing runs to find that out."""
    loaded = bundle(folder)
    key = shipped(folder) or key_of(folder)

    def open_runner(stand_ins: Mapping[str, str]) -> Runner:
        raise AssertionError("something was started")

    stub = make_stub(loaded.reference_source, loaded.assignment.name).encode()
    results = judge_submission(key, stub, open_runner).exercises
    assert {item.exercise: item.state for item in results} == dict.fromkeys(loaded.names, "not attempted")


@pytest.mark.parametrize("folder", SAMPLE, ids=lambda folder: folder.name)
def test_a_stub_in_a_terminal_starts_nothing(folder: Path, tmp_path: Path) -> None:
    """A check of the untouched stub says so at once, without TensorFlow."""
    stub = make_stub(bundle(folder).reference_source, bundle(folder).assignment.name)
    with burners(os.cpu_count() or 2):
        results, told = checked(folder, stub, tmp_path)
    assert results and not any(item["attempted"] for item in results)
    assert "TensorFlow" not in told
