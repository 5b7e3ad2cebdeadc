"""One tiny assignment of each kind, end to end: stub, key on disk, the learner's check, the sandbox's verdict."""

from __future__ import annotations

import pytest

from autograder.authoring.keys.build import build_key
from autograder.authoring.stub import make_stub
from autograder.checks import KINDS
from autograder.judge.judge import judge_submission
from autograder.key import load, save
from autograder.result import SubmissionResult
from autograder.sandbox.local import LocalRunner
from tests.proving import EXAMPLES, bundle, prover, sandbox

FOLDERS = [pytest.param(folder, id=folder.name, marks=pytest.mark.xdist_group(folder.name)) for folder in EXAMPLES]


@pytest.fixture(scope="module")
def key_on_disk(tmp_path_factory):
    made = {}

    def load_or_make(folder):
        if folder not in made:
            path = tmp_path_factory.mktemp("key") / "public.key"
            save(build_key(bundle(folder), 11, True, oracle=prover(folder).oracle), path)
            made[folder] = load(path)
        return made[folder]

    return load_or_make


def verdicts(key, source: str) -> tuple[SubmissionResult, SubmissionResult]:
    """The results of the learner's own check and of the sandbox."""
    content = source.encode()
    box = sandbox(key.packages)
    local = judge_submission(key, content, lambda stand_ins: LocalRunner(key.module, content, stand_ins))
    apart = judge_submission(key, content, lambda stand_ins: box.open(key.module, content, stand_ins))
    return local, apart


def without_times(result: SubmissionResult) -> list[dict]:
    return [{**item.to_plain(), "seconds": 0} for item in result.exercises]


@pytest.mark.parametrize("folder", FOLDERS)
def test_reference_is_right_in_both(folder, key_on_disk):
    """The reference is right by the learner's check and in the sandbox, with the same result."""
    local, apart = verdicts(key_on_disk(folder), bundle(folder).reference_source)
    done = "answered" if folder.name.endswith("-quiz") else "right"  # a public key does not contain the right letter
    assert [item.state for item in local.exercises] == [done] * len(bundle(folder).names)
    assert without_times(local) == without_times(apart)
    assert (local.isolation, apart.isolation) == ("own process", sandbox(bundle(folder).assignment.packages).isolation)


@pytest.mark.parametrize("folder", FOLDERS)
def test_stub_is_not_attempted_in_both(folder, key_on_disk):
    """The stub is not attempted by the learner's check and in the sandbox."""
    stub = make_stub(bundle(folder).reference_source, bundle(folder).assignment.name)
    for result in verdicts(key_on_disk(folder), stub):
        assert [(item.state, item.fraction) for item in result.exercises] == [
            ("not attempted", 0.0) for _ in result.exercises
        ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_variants_read_the_same_in_both(folder, key_on_disk):
    """A wrong variant gets the same verdict by the learner's check and in the sandbox."""
    key = key_on_disk(folder)
    for exercise in bundle(folder).assignment.exercises:
        variant = exercise.variants[0]
        local, apart = verdicts(key, bundle(folder).version_source(exercise, variant))
        mine, theirs = (
            next(item for item in result.exercises if item.exercise == exercise.name) for result in (local, apart)
        )
        assert (mine.verdict, mine.misconception) == (theirs.verdict, theirs.misconception)
        if key.exercises[exercise.name].variants:  # a quiz's public key has no variants
            assert mine.misconception == variant.name


def test_examples_use_every_kind_of_check():
    """The examples use every kind of check."""
    used = {
        case.check.kind
        for folder in EXAMPLES
        for name in bundle(folder).names
        for case in prover(folder).marks_key(name).exercises[name].cases
    }
    assert used == set(KINDS)
