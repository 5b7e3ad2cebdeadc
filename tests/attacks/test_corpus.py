"""Every hostile submission of the corpus earns nothing, learns nothing, harms nobody.

Each file of `corpus/` is one submission of the module `logistic_regression`, with its intent in the docstring. It is
judged with a hidden key. Where an attack succeeds it answers rightly, so that points gained are what a hole looks like.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.judge.echo import numbers_in, significant
from autograder.judge.judge import judge_submission
from autograder.key.build import build_key
from autograder.key.model import Key
from autograder.result import SubmissionResult
from autograder.sandbox.client import Sandbox, SandboxLimits

ROOT = Path(__file__).parents[2]
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.py"))
CATEGORIES = ("reading", "writing", "escaping", "lying", "exhausting", "context", "leaking")
STRESS = bool(os.environ.get("GRADUS_STRESS"))
PACKAGES = [("numpy",), ("tensorflow", "numpy")] if STRESS else [("numpy",)]
SECONDS = 6.0 if STRESS else 3.0
ALLOWED_WITH_TENSORFLOW = {"reading_other_packages"}  # it answers with tf.sigmoid
CANARY = "CANARY-7f3a9c51e2d8"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox of Linux"),
    pytest.mark.slow,
]


def hidden_key(bundle: Bundle, seed: bytes) -> Key:
    return replace(build_key(bundle, seed, public=False, versions=False), seconds=SECONDS)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle(ROOT / "solutions" / "c1w2b-logistic-regression")


@pytest.fixture(scope="module")
def key(bundle: Bundle) -> Key:
    return hidden_key(bundle, b"one secret")


@pytest.fixture(scope="module")
def other_key(bundle: Bundle) -> Key:
    return hidden_key(bundle, b"another secret")


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A vault as it lies beside a grader: named in its environment, readable for its user."""
    folder = tmp_path_factory.mktemp("vault")
    secret = folder / "hidden.key"
    secret.write_text(CANARY)
    os.environ["GRADUS_VAULT"] = str(folder)
    os.environ["GRADUS_CANARY"] = CANARY
    yield secret
    del os.environ["GRADUS_VAULT"], os.environ["GRADUS_CANARY"]


@pytest.fixture(scope="module", params=PACKAGES, ids=lambda packages: packages[0])
def sandbox(secret_file: Path, request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with Sandbox(request.param) as running:
        yield running


def judge(key: Key, source: bytes, sandbox: Sandbox) -> SubmissionResult:
    limits = SandboxLimits(seconds=key.seconds)
    return judge_submission(key, source, lambda stand_ins: sandbox.open(key.module, source, stand_ins, limits))


def words(result: SubmissionResult) -> list[dict[str, Any]]:
    """What a person may see of a result, without the time it took."""
    return [{**item.to_plain(), "seconds": 0} for item in result.exercises]


def test_the_corpus_is_large_and_each_file_says_its_intent() -> None:
    assert len(CORPUS) >= 60
    for path in CORPUS:
        category, _, _ = path.stem.partition("_")
        docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
        assert category in CATEGORIES and docstring.startswith(f"{category.capitalize()}: ")
    assert {path.stem.partition("_")[0] for path in CORPUS} == set(CATEGORIES)


@pytest.mark.stress
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_an_attack_gains_nothing_and_harms_nobody(
    path: Path, key: Key, sandbox: Sandbox, bundle: Bundle, secret_file: Path
) -> None:
    start = time.monotonic()
    result = judge(key, path.read_bytes(), sandbox)
    assert time.monotonic() - start < 5 * SECONDS, "it held the class up"
    if not (len(sandbox.packages) > 1 and path.stem in ALLOWED_WITH_TENSORFLOW):
        assert {item.exercise: item.fraction for item in result.exercises} == dict.fromkeys(key.exercises, 0.0)
    assert result.isolation.startswith("landlock") and "seccomp" in result.isolation

    text = json.dumps(words(result))
    assert len(text) < 50_000
    assert CANARY not in text and str(secret_file.parent) not in text
    assert not _hidden_numbers(key) & {significant(number) for number in _numbers(text)}
    assert secret_file.read_text() == CANARY and list(secret_file.parent.iterdir()) == [secret_file]

    _nothing_is_left(sandbox)
    honest = judge(key, bundle.reference_source.encode(), sandbox)
    assert {item.fraction for item in honest.exercises} == {1.0}, words(honest)


@pytest.mark.parametrize("name", ["prints", "warnings", "names"])
def test_what_a_person_sees_does_not_depend_on_hidden_inputs(
    name: str, key: Key, other_key: Key, sandbox: Sandbox
) -> None:
    """The strongest form of no leak: under two secrets the same words, however the inputs were spelled."""
    source = (Path(__file__).parent / "corpus" / f"leaking_{name}.py").read_bytes()
    assert words(judge(key, source, sandbox)) == words(judge(other_key, source, sandbox))


@pytest.mark.parametrize("name", ["messages", "shapes_and_types"])
def test_what_can_still_be_spelled_is_short(name: str, key: Key, other_key: Key, sandbox: Sandbox) -> None:
    """An exception's text and an answer's shape help the honest, and carry a few letters for the others."""
    source = (Path(__file__).parent / "corpus" / f"leaking_{name}.py").read_bytes()
    results = zip(words(judge(key, source, sandbox)), words(judge(other_key, source, sandbox)), strict=True)
    for one, other in results:
        assert sum(len(str(one[field])) for field in one if one[field] != other[field]) < 400


def _hidden_numbers(key: Key) -> set[str]:
    cases = [case for exercise in key.exercises.values() for case in exercise.cases]
    steps = [step for case in cases for step in case.steps]
    return {significant(number) for number in numbers_in([[step.args, dict(step.kwargs)] for step in steps])} - {""}


def _numbers(text: str) -> Iterator[float]:
    for word in text.replace("[", " ").replace("]", " ").replace(",", " ").split():
        try:
            yield float(word.strip("()\"'"))
        except ValueError:
            continue


def _nothing_is_left(sandbox: Sandbox) -> None:
    """No process and no file of a submission outlives it."""
    zygote = sandbox._zygote
    assert zygote is not None and zygote.alive()
    assert not list(zygote.scratch.iterdir())
    children = Path(f"/proc/{zygote.process.pid}/task/{zygote.process.pid}/children").read_text()
    assert not children.split()
