"""The public keys that ship with the course follow from its exercises, and stay small."""

from __future__ import annotations

import random
from functools import cache

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.authoring.keys.build import build_key
from autograder.checks import KINDS
from autograder.key.model import Key, KeyCase
from autograder.key.store import load
from autograder.project import Project
from autograder.vault import shipped
from autograder.vault.keys import PUBLIC_SEED, bundle_digest
from tests.house.tree import ROOT

PROJECT = Project.at(ROOT)
ASSIGNMENTS = PROJECT.assignments()
LARGEST = 8_000_000  # bytes of all keys together
SAMPLE = 6  # exercises that are computed again
REMEDY = "run `gradus build` and commit helpers/stubs"


@cache
def bundle(name: str) -> Bundle:
    return load_bundle(PROJECT.solutions / name)


@cache
def key(name: str) -> Key:
    return load(shipped.key_path(PROJECT, name))


@pytest.mark.parametrize("name", ASSIGNMENTS)
class TestEveryKey:
    def test_is_current(self, name: str) -> None:
        """The key was made from the exercises as they are, so `gradus start` has nothing to compute."""
        assert shipped.is_current(PROJECT, name, bundle_digest(bundle(name))), REMEDY

    def test_is_found_without_imports(self, name: str) -> None:
        """Comparing files is enough to see that nothing has changed."""
        assert shipped.unchanged_key(PROJECT, name) == shipped.key_path(PROJECT, name), REMEDY

    def test_is_public(self, name: str) -> None:
        """The key is the public one, for every exercise of its own assignment."""
        found = key(name)
        assert (found.assignment, found.public, found.seed) == (name, True, PUBLIC_SEED)
        assert tuple(found.exercises) == bundle(name).names


def test_no_key_is_left_over() -> None:
    """Every key belongs to an assignment that exists."""
    assert {path.stem for path in PROJECT.stubs.rglob("*.key")} == set(ASSIGNMENTS)


def test_all_keys_are_small() -> None:
    assert sum(path.stat().st_size for path in PROJECT.stubs.rglob("*.key")) < LARGEST


def sample() -> list[tuple[str, str]]:
    """Exercises to compute again: others whenever a key changes, the same ones for the same keys."""
    everything = [(name, exercise) for name in ASSIGNMENTS for exercise in bundle(name).names]
    index = PROJECT.stubs / shipped.INDEX
    return random.Random(index.read_bytes() if index.is_file() else b"").sample(everything, SAMPLE)


@pytest.mark.parametrize("number", range(SAMPLE))
def test_computing_again_gives_the_same(number: int) -> None:
    """What the references give today is what the shipped key expects, within each check's tolerance."""
    name, exercise = sample()[number]
    # With the wrong variants, since inputs that do not tell one apart are drawn again.
    today = build_key(bundle(name), PUBLIC_SEED, True, [exercise]).exercise(exercise)
    known = key(name).exercise(exercise)
    assert len(today.cases) == len(known.cases)
    for ours, theirs in zip(today.cases, known.cases, strict=True):
        assert not difference(ours, theirs), f"{name}.{exercise}, {ours.label}: {difference(ours, theirs)}"


def difference(ours: KeyCase, theirs: KeyCase) -> object:
    if ours.want is None or theirs.want is None:
        return ours.want is not theirs.want
    return KINDS[ours.check.kind].judge(ours.want, theirs.want, ours.check.params).differences
