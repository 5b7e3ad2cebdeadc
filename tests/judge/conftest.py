"""Tiny keys and a sandbox, made once for the judge's tests."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.build import build_key
from autograder.judge.judge import judge_submission
from autograder.key import Key
from autograder.result import ExerciseResult
from autograder.sandbox.client import Sandbox
from autograder.sandbox.local import LocalRunner
from tests.proving import EXAMPLES, bundle

FOLDERS = {folder.name.partition("-")[0]: folder for folder in EXAMPLES}


@functools.cache
def key_of(example: str, public: bool = True) -> Key:
    """A key of an example assignment, from a fixed seed."""
    return build_key(bundle(FOLDERS[example]), 7 if public else b"a hidden seed", public)


def edited(example: str, *edits: tuple[str, str]) -> str:
    """The example's reference module with some text replaced."""
    source = bundle(FOLDERS[example]).reference_source
    for old, new in edits:
        assert old in source, old
        source = source.replace(old, new)
    return source


def judged(
    example: str, source: str | bytes | None, name: str, public: bool = True, seconds: float = 30.0
) -> ExerciseResult:
    """The verdict on one exercise, reached in this process."""
    key = replace(key_of(example, public), seconds=seconds)
    content = source.encode() if isinstance(source, str) else source

    def open_runner(stand_ins):
        return LocalRunner(key.module, content, stand_ins)

    return judge_submission(key, content, open_runner, [name]).exercises[0]


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox(("numpy",), require=False) as opened:
        yield opened


@pytest.fixture
def judged_apart(sandbox) -> Callable[..., ExerciseResult]:
    """The verdict on one exercise, reached in the sandbox."""

    def judge(example: str, source: str, name: str, public: bool = True, seconds: float = 30.0) -> ExerciseResult:
        key = replace(key_of(example, public), seconds=seconds)
        content = source.encode()

        def open_runner(stand_ins):
            return sandbox.open(key.module, content, stand_ins)

        return judge_submission(key, content, open_runner, [name]).exercises[0]

    return judge


def reference(example: str) -> Bundle:
    return bundle(FOLDERS[example])
