"""Every hostile submission of the corpus gains nothing, learns nothing and harms nobody.

Each file of `corpus/` is a submission of the module `logistic_regression`, with its intent in the docstring. It is
judged with a hidden key. An attack that succeeds gives the right answer, so points reveal a hole.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.authoring.keys.build import Parts, build_key
from autograder.key.model import Key
from autograder.sandbox.client import Sandbox
from tests.attacks.judging import STRESS, Trial, vault, words

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "corpus"
CORPUS = sorted(FOLDER.glob("*.py"))
CATEGORIES = ("reading", "writing", "escaping", "lying", "exhausting", "context", "leaking")
# Each kind of attack runs once on a worker with TensorFlow, and all of them in `make stress`.
SAMPLE = {
    "reading_by_tensorflow", "reading_grader_memory", "reading_process_vm", "writing_by_tensorflow", "writing_links",
    "escaping_by_tensorflow", "escaping_raw_clone", "escaping_signals", "escaping_network", "lying_by_tensorflow",
    "lying_replaced_modules", "exhausting_by_tensorflow", "context_environment", "leaking_messages",
}  # fmt: skip
TRIALS = [pytest.param(("numpy",), path, id=f"numpy-{path.stem}") for path in CORPUS]
TRIALS += [
    pytest.param(("tensorflow", "numpy"), path, id=f"tensorflow-{path.stem}")
    for path in CORPUS
    if STRESS or path.stem in SAMPLE
]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Linux sandbox"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """Its expected values come from the NumPy solution, because TensorFlow takes seconds to import."""
    return replace(load_bundle(ROOT / "solutions" / "c1w2b-logistic-regression"), references_source="")


@pytest.fixture(scope="module")
def key(bundle: Bundle) -> Key:
    return build_key(bundle, b"one secret", public=False, parts=Parts(versions=False))


@pytest.fixture(scope="module")
def other_key(bundle: Bundle) -> Key:
    return build_key(bundle, b"another secret", public=False, parts=Parts(versions=False))


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with vault(tmp_path_factory.mktemp("grader") / "vault") as secret:
        yield secret


@pytest.fixture(scope="module")
def sandboxes(secret_file: Path) -> Iterator[dict[tuple[str, ...], Sandbox]]:
    """A sandbox for each set of packages, started when it is first needed."""
    running: dict[tuple[str, ...], Sandbox] = {}
    yield running
    for sandbox in running.values():
        sandbox.close()


def trial(
    packages: tuple[str, ...], key: Key, bundle: Bundle, secret_file: Path, sandboxes: dict[tuple[str, ...], Sandbox]
) -> Trial:
    if packages not in sandboxes:
        sandboxes[packages] = Sandbox(packages)
    return Trial(key, bundle.reference_source.encode(), sandboxes[packages], secret_file)


def test_each_attack_states_its_intent() -> None:
    """The corpus is large, has attacks of every category, and each file states its intent."""
    assert len(CORPUS) >= 60 and {path.stem for path in CORPUS} >= SAMPLE
    for path in CORPUS:
        category, _, _ = path.stem.partition("_")
        docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
        assert category in CATEGORIES and docstring.startswith(f"{category.capitalize()}: ")
    assert {path.stem.partition("_")[0] for path in CORPUS} == set(CATEGORIES)


@pytest.mark.stress
@pytest.mark.parametrize(("packages", "path"), TRIALS)
def test_an_attack_achieves_nothing(
    packages: tuple[str, ...],
    path: Path,
    key: Key,
    bundle: Bundle,
    secret_file: Path,
    sandboxes: dict[tuple[str, ...], Sandbox],
) -> None:
    """An attack gains nothing, learns nothing and harms nobody."""
    assert trial(packages, key, bundle, secret_file, sandboxes).problems(path) == []


@pytest.mark.parametrize("name", ["prints", "warnings", "names"])
def test_no_text_depends_on_hidden_inputs(
    name: str,
    key: Key,
    other_key: Key,
    bundle: Bundle,
    secret_file: Path,
    sandboxes: dict[tuple[str, ...], Sandbox],
) -> None:
    """Two secrets lead to the same words, however a submission spells its inputs: the strongest form of "no leak"."""
    source = (FOLDER / f"leaking_{name}.py").read_bytes()
    one, other = (trial(("numpy",), which, bundle, secret_file, sandboxes) for which in (key, other_key))
    assert words(one.judge(source)) == words(other.judge(source))


@pytest.mark.parametrize("name", ["messages", "shapes_and_types"])
def test_what_can_still_leak_is_short(
    name: str,
    key: Key,
    other_key: Key,
    bundle: Bundle,
    secret_file: Path,
    sandboxes: dict[tuple[str, ...], Sandbox],
) -> None:
    """An exception's text and a result's shape help honest learners and can reveal only a few letters to others."""
    source = (FOLDER / f"leaking_{name}.py").read_bytes()
    both = (trial(("numpy",), which, bundle, secret_file, sandboxes).judge(source) for which in (key, other_key))
    for one, other in zip(*map(words, both), strict=True):
        assert sum(len(str(one[field])) for field in one if one[field] != other[field]) < 400
